import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type ExecutionResult, graphql } from 'graphql';
import { Context } from '../../src/graphql/context.js';
import { loadPanel } from '../../src/panel/load.js';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { checkStore } from '../../src/store/check.js';
import type { Store } from '../../src/store/store.js';
import { scratch } from '../support/finra-file.js';
import { runImport } from '../support/importing.js';
import { emptied, onEachEngine } from '../support/stores.js';

const schema = lowtideSchema();
const files = scratch();
after(files.remove);

const bars = files.path(
  'bars.csv',
  'Date,Symbol,Open,High,Low,Close,Adj Close,Volume\n' +
    ['2023-09-05', '2023-09-06', '2023-09-07', '2023-09-08']
      .flatMap((on) => ['AAA', 'BBB'].map((symbol) => `${on},${symbol},1,1,1,1,1,100\n`))
      .join(''),
);

function fails(name: string, rows: readonly string[]): string {
  const total = rows.reduce((sum, row) => sum + Number(row.split('|')[3]), 0);
  return files.path(
    name,
    `SETTLEMENT DATE|CUSIP|SYMBOL|QUANTITY (FAILS)|DESCRIPTION|PRICE\n${rows.join('\n')}\n` +
      `Trailer record count ${rows.length}\nTrailer total quantity of shares ${total}\n`,
  );
}

function volume(on: string, rows: readonly string[], mark = ''): string {
  return files.path(
    `CNMSshvol${on}${mark}.txt`,
    'Date|Symbol|ShortVolume|ShortExemptVolume|TotalVolume|Market\n' +
      `${rows.map((row) => `${on}|${row}\n`).join('')}${rows.length}\n`,
  );
}

/** Version 1 prices, 2 and 3 fails, 4 and 5 short volume. */
async function fill(store: Store): Promise<Store> {
  await emptied(store);
  const first = fails('cnsfails202309a.txt', [
    '20230831|A00000001|AAA|500|AAA INC|2.10',
    '20230906|A00000001|AAA|700|AAA INC|.',
    '20230906|B00000001|BBB|9|BBB INC|3.00',
    '20230906|X00000001|5116REORGPYMNT|4|REORGANISATION|.',
  ]);
  const corrected = fails('cnsfails202309a_0.txt', ['20230906|A00000001|AAA|800|AAA INC|2.20']);
  const sold = [
    volume('20230907', ['AAA|50.5|2|100|B,Q,N', 'BBB|0|0|0|N']),
    volume('20230908', ['AAA|30|0|120|Q']),
  ];
  const updated = volume('20230908', ['AAA|31|0|124|Q'], '_updated');
  const commands: Parameters<typeof runImport>[] = [
    [store, 'prices', [bars]],
    [store, 'fails-to-deliver', [first]],
    [store, 'fails-to-deliver', [corrected]],
    [store, 'short-volume', sold],
    [store, 'short-volume', [updated]],
  ];
  for (const command of commands) {
    const { files: reports } = await runImport(...command);
    for (const { problem } of reports) assert.equal(problem, null);
  }
  return store;
}

async function ask(store: Store, source: string): Promise<[ExecutionResult, number]> {
  const contextValue = new Context(await loadPanel(store), store);
  const earlier = store.statementCount;
  const result = await graphql({ schema, source, contextValue });
  return [JSON.parse(JSON.stringify(result)) as ExecutionResult, store.statementCount - earlier];
}

const FAILS =
  'failsToDeliver(window: {preset: MAX}) { settledOn quantity price description value }';
const VOLUME =
  'shortVolume(window: {preset: MAX}) ' +
  '{ tradedOn shortVolume exemptVolume totalVolume shortShare markets }';

onEachEngine('filings of a security', (store) => {
  test('fails of all files, before the first price as well; a later file wins', async () => {
    await fill(store());
    const [{ data, errors }] = await ask(store(), `{ security(symbol: "AAA") { ${FAILS} } }`);
    assert.equal(errors, undefined);
    assert.deepEqual(data, {
      security: {
        failsToDeliver: [
          {
            settledOn: '2023-08-31',
            quantity: 500,
            price: 2.1,
            description: 'AAA INC',
            value: 1050,
          },
          {
            settledOn: '2023-09-06',
            quantity: 800,
            price: 2.2,
            description: 'AAA INC',
            value: 1760,
          },
        ],
      },
    });
  });

  test('short volume with its share of what was traded', async () => {
    await fill(store());
    const [{ data }] = await ask(store(), `{ security(symbol: "aaa") { ${VOLUME} } }`);
    assert.deepEqual(data, {
      security: {
        shortVolume: [
          {
            tradedOn: '2023-09-07',
            shortVolume: 50.5,
            exemptVolume: 2,
            totalVolume: 100,
            shortShare: 0.505,
            markets: ['B', 'Q', 'N'],
          },
          {
            tradedOn: '2023-09-08',
            shortVolume: 31,
            exemptVolume: 0,
            totalVolume: 124,
            shortShare: 0.25,
            markets: ['Q'],
          },
        ],
      },
    });
  });

  test('take one statement each, however many securities and windows ask', async () => {
    await fill(store());
    const narrow = VOLUME.replace('preset: MAX', 'from: "2023-09-08"');
    const [{ data, errors }, statements] = await ask(
      store(),
      `{ a: security(symbol: "AAA") { ${FAILS} ${VOLUME} day: ${narrow} }
         b: security(symbol: "BBB") { ${FAILS} again: ${FAILS} ${VOLUME} } }`,
    );
    assert.equal(errors, undefined);
    assert.equal(statements, 2);
    const { a, b } = data as Record<string, Record<string, { tradedOn: string }[]>>;
    assert.deepEqual(
      [a?.day, a?.shortVolume, b?.failsToDeliver, b?.again, b?.shortVolume].map((it) => it?.length),
      [1, 2, 1, 1, 1],
    );
    assert.equal(a?.day?.[0]?.tradedOn, '2023-09-08');
  });

  test('show what the version of the panel shows', async () => {
    await fill(store());
    const panel = await loadPanel(store());
    assert.ok(panel !== null);
    const source = `{ security(symbol: "AAA") { ${FAILS} ${VOLUME} } }`;
    const at = async (number: number) => {
      const older = { ...panel, version: { ...panel.version, number } };
      const result = await graphql({ schema, source, contextValue: new Context(older, store()) });
      const { failsToDeliver, shortVolume } = JSON.parse(JSON.stringify(result.data)).security;
      return [failsToDeliver.at(-1).quantity, shortVolume.at(-1)?.shortVolume ?? null];
    };
    assert.deepEqual(
      [await at(2), await at(3), await at(4), await at(5)],
      [
        [700, null],
        [800, null],
        [800, 30],
        [800, 31],
      ],
    );
  });

  test('are null, not empty, where no file was imported', async () => {
    await emptied(store());
    await runImport(store(), 'prices', [bars]);
    const [{ data }, statements] = await ask(
      store(),
      `{ security(symbol: "AAA") { ${FAILS} ${VOLUME} } }`,
    );
    assert.deepEqual(data, { security: { failsToDeliver: null, shortVolume: null } });
    assert.equal(statements, 0);
  });

  test('make no security and no price, and stand in the ledger', async () => {
    await fill(store());
    const panel = await loadPanel(store());
    assert.deepEqual(panel?.securities.symbols, ['AAA', 'BBB']);
    assert.deepEqual(
      panel?.sources.filter(({ kind }) => kind !== 'PRICES').map(({ code, kind }) => [code, kind]),
      [
        ['FINRA_SHORT_VOLUME', 'SHORT_VOLUME'],
        ['SEC_FAILS_TO_DELIVER', 'FAILS_TO_DELIVER'],
      ],
    );
    const { problems, rowCount } = await checkStore(store());
    assert.deepEqual([problems, rowCount], [[], 8 + 5 + 4]);
  });

  test('a symbol that is no ticker is stored without a link', async () => {
    await fill(store());
    const rows = await store().query(
      'SELECT symbol, quantity FROM fail_to_deliver WHERE ticker_id IS NULL',
    );
    assert.deepEqual(rows, [{ symbol: '5116REORGPYMNT', quantity: 4 }]);
  });

  test('a window that makes no sense is refused as elsewhere', async () => {
    await fill(store());
    for (const field of [FAILS, VOLUME]) {
      const late = field.replace('preset: MAX', 'from: "2030-01-01"');
      const [{ errors }] = await ask(store(), `{ security(symbol: "AAA") { ${late} } }`);
      assert.match(errors?.[0]?.message ?? '', /begins on 2030-01-01, after the data end/);
    }
  });
});
