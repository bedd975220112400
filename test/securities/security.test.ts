import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { RequestError } from '../../src/errors.js';
import { lookUpSecurity } from '../../src/securities/lookup.js';
import { floatSharesOn, sharesOutstandingOn } from '../../src/securities/shares-on.js';
import { day } from '../../src/time/day.js';
import { AMC, ask, FADE, GONE, NEWB, tinyPanel } from './tiny-market.js';
import { shareCounts } from '../support/share-counts.js';

const schema = lowtideSchema();

async function security(symbol: string, fields: string, on = ''): Promise<unknown> {
  const { data, errors } = await ask(
    schema,
    `{ security(symbol: "${symbol}"${on}) { ${fields} } }`,
  );
  assert.equal(errors, undefined);
  return data?.security;
}

describe('Query.security', () => {
  test('finds any spelling of a symbol', async () => {
    assert.deepEqual(
      { ...((await security(' amc', 'symbol name exchange')) as object) },
      {
        symbol: 'AMC',
        name: 'AMC Entertainment',
        exchange: 'NYSE',
      },
    );
  });

  test('means the security that used a reused symbol last', () => {
    assert.equal(lookUpSecurity(tinyPanel(), 'NEWB'), NEWB);
  });

  test('means the security that used a symbol on a day', () => {
    assert.equal(lookUpSecurity(tinyPanel(), 'NEWB', day('2023-08-02')), GONE);
  });

  test('tells what became of a listing that ended', async () => {
    const gone = await security('GONE', 'listedOn delistedOn terminalKind symbols { symbol toOn }');
    assert.deepEqual(JSON.parse(JSON.stringify(gone)), {
      listedOn: '2023-08-01',
      delistedOn: '2023-08-15',
      terminalKind: 'BANKRUPT',
      symbols: [
        { symbol: 'NEWB', toOn: '2023-08-08' },
        { symbol: 'GONE', toOn: '2023-08-15' },
      ],
    });
  });

  test('reads sector, industry and size on a day', async () => {
    const fields = `
      sector(on: "2023-08-10") now: sector industry(on: "2023-08-10") capTier marketCap`;
    assert.deepEqual(JSON.parse(JSON.stringify(await security('AMC', fields))), {
      sector: 'COMMUNICATION_SERVICES',
      now: 'CONSUMER_DISCRETIONARY',
      industry: 'Movies',
      capTier: 'MID',
      marketCap: 3e9,
    });
  });

  test('has no size without a market value, and never the smallest', async () => {
    assert.deepEqual(JSON.parse(JSON.stringify(await security('FADE', 'capTier marketCap'))), {
      capTier: 'UNCLASSIFIED',
      marketCap: null,
    });
  });

  test('reads the last day with data for a day beyond it', async () => {
    const fields = 'marketCap(on: "2024-01-02")';
    assert.deepEqual({ ...((await security('AMC', fields)) as object) }, { marketCap: 3e9 });
  });

  test('values a failed company at what was left', async () => {
    const fields = 'marketCap(on: "2023-09-01") capTier(on: "2023-09-01")';
    assert.deepEqual(
      { ...((await security('GONE', fields)) as object) },
      {
        marketCap: 2.5e6,
        capTier: 'NANO',
      },
    );
  });
});

describe('errors of Query.security', () => {
  const errorOf = (symbol: string, on: string | null = null): RequestError => {
    try {
      lookUpSecurity(tinyPanel(), symbol, on === null ? null : day(on));
    } catch (error) {
      return error as RequestError;
    }
    throw new Error('nothing was thrown');
  };

  test('an unknown symbol comes with the nearest ones', () => {
    const error = errorOf('FDAE');
    assert.equal(error.code, 'UNKNOWN_SYMBOL');
    assert.equal(error.message, 'No security with the symbol "FDAE" is stored. Did you mean FADE?');
    assert.deepEqual(error.suggestions, ['FADE']);
  });

  test('a symbol like none is told without suggestions', () => {
    assert.equal(errorOf('ZZZZZZ').message, 'No security with the symbol "ZZZZZZ" is stored.');
  });

  test('a symbol out of use names the days on which it was in use', () => {
    const error = errorOf('NEWB', '2023-08-20');
    assert.equal(error.code, 'UNKNOWN_SYMBOL');
    assert.equal(
      error.message,
      'The symbol "NEWB" was not in use on 2023-08-20. ' +
        'It was in use from 2023-08-01 to 2023-08-08 and from 2023-09-01 on.',
    );
  });
});

describe('share counts', () => {
  const panel = tinyPanel();

  test('are restated for a split since the day they were counted', () => {
    assert.equal(sharesOutstandingOn(panel, AMC, day('2023-08-23')), 1000);
    assert.equal(sharesOutstandingOn(panel, AMC, day('2023-08-24')), 100);
  });

  test('before the first count are those of the first count, if it is not far', () => {
    assert.equal(sharesOutstandingOn(panel, AMC, day('2023-08-01')), 1000);
    const { asOfOn, offsets } = panel.securities.shareCounts;
    const first = asOfOn[offsets[AMC] as number] as number;
    assert.equal(sharesOutstandingOn(panel, AMC, first - 100), 1000);
    assert.ok(Number.isNaN(sharesOutstandingOn(panel, AMC, first - 101)));
    assert.ok(Number.isNaN(sharesOutstandingOn(panel, AMC, day('1999-01-04'))));
  });

  test('after the last count are those of the last count, however old', () => {
    const { asOfOn, offsets } = panel.securities.shareCounts;
    const last = asOfOn[(offsets[AMC + 1] as number) - 1] as number;
    assert.equal(sharesOutstandingOn(panel, AMC, last + 400), 150);
  });

  test('restate a later count back across a split', () => {
    const early = tinyPanel();
    const counts = [[{ asOfOn: day('2023-09-20'), sharesOutstanding: 150, floatShares: null }]];
    const securities = { ...early.securities, shareCounts: shareCounts(counts) };
    assert.equal(sharesOutstandingOn({ ...early, securities }, AMC, day('2023-08-10')), 1500);
  });

  test('are missing where none is stored', () => {
    assert.ok(Number.isNaN(sharesOutstandingOn(panel, FADE, day('2023-08-10'))));
  });

  test('a float counts within 100 days only', () => {
    assert.equal(floatSharesOn(panel, AMC, day('2023-08-10')), 800);
    assert.ok(Number.isNaN(floatSharesOn(panel, GONE, day('2023-08-10'))));
  });

  test('a float of zero is no float', () => {
    assert.ok(Number.isNaN(floatSharesOn(panel, NEWB, day('2023-09-05'))));
  });
});

describe('Query.node', () => {
  test('finds a security by its global ID, and tells its type', async () => {
    const found = (await security('GONE', 'id')) as { id: string };
    const query = `{ nodes(ids: ["${found.id}", "bm9uZQ"]) { __typename id } }`;
    const { data } = await ask(schema, query);
    assert.deepEqual(JSON.parse(JSON.stringify(data)), {
      nodes: [{ __typename: 'Security', id: found.id }, null],
    });
  });

  test('is null for an ID that names nothing', async () => {
    for (const id of ['', 'x', '!!!', 'U2VjdXJpdHk6OTk', 'U2VjdXJpdHk6MTE=']) {
      assert.deepEqual(
        { ...(await ask(schema, `{ node(id: "${id}") { id } }`)).data },
        {
          node: null,
        },
      );
    }
  });

  test('takes at most 100 IDs', async () => {
    const ids = JSON.stringify(Array.from({ length: 101 }, () => 'x'));
    const { errors } = await ask(schema, `{ nodes(ids: ${ids}) { id } }`);
    assert.equal(errors?.[0]?.message, 'ids must hold at most 100 entries, not 101.');
    assert.equal((errors?.[0]?.originalError as RequestError | undefined)?.code, 'BAD_USER_INPUT');
  });
});
