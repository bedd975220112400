import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { ask, tinyPanel } from './tiny-market.js';

const SCHEMA = lowtideSchema();

async function answer(source: string) {
  const { data, errors } = await ask(SCHEMA, source, tinyPanel());
  assert.equal(errors, undefined, errors?.join());
  return JSON.parse(JSON.stringify(data));
}

const WARNING = {
  code: 'UNKNOWN_SYMBOL',
  message: 'No security with this symbol is stored: it is left out. Did you mean FADE?',
  count: 1,
  symbols: ['FADDE'],
};
const WATCHLIST = 'where: {symbols: ["a-m-c", "FADDE", "gone", "GONE", "fade"]}';
const FOUND = [
  { symbol: 'AMC', requestedSymbol: 'a-m-c', requestedSymbols: ['a-m-c'] },
  { symbol: 'FADE', requestedSymbol: 'fade', requestedSymbols: ['fade'] },
  { symbol: 'GONE', requestedSymbol: 'gone', requestedSymbols: ['gone', 'GONE'] },
];
const ASKED = 'symbol requestedSymbol requestedSymbols';
const WINDOW = 'window: {from: "2023-08-02", to: "2023-08-11"}';

describe('a watchlist', () => {
  test('lists what is known as it was asked for, and warns of the rest', async () => {
    const source = `{ securities(${WATCHLIST}) { nodes { ${ASKED} } warnings { ${[
      ...Object.keys(WARNING),
    ].join(' ')} } } }`;
    assert.deepEqual((await answer(source)).securities, { nodes: FOUND, warnings: [WARNING] });
  });

  for (const report of ['returns', 'shorts']) {
    for (const universeAt of ['START', 'END', 'DAILY']) {
      test(`of ${report} at ${universeAt} goes on without what is unknown`, async () => {
        const { [report]: found } = await answer(`{
          ${report}(${WINDOW}, ${WATCHLIST}, options: {universeAt: ${universeAt}}) {
            lines { nodes { security { ${ASKED} } } }
            coverage { warnings { code message count symbols } }
          }
        }`);
        const lines = found.lines.nodes as { security: (typeof FOUND)[number] }[];
        for (const { security } of lines) {
          assert.deepEqual(
            FOUND.find(({ symbol }) => symbol === security.symbol),
            security,
          );
        }
        const warnings = found.coverage.warnings as { code: string }[];
        assert.deepEqual(
          warnings.filter(({ code }) => code === 'UNKNOWN_SYMBOL'),
          [WARNING],
        );
      });
    }
  }

  test('of which nothing is known is refused', async () => {
    const source = '{ securities(where: {symbols: ["FADDE", "XQ"]}) { totalCount } }';
    const { errors } = await ask(SCHEMA, source, tinyPanel());
    assert.match(errors?.[0]?.message ?? '', /^No security with the symbol "FADDE" is stored/);
  });

  test('names a security that is looked up by its symbol', async () => {
    const { security } = await answer(`{ security(symbol: "amc") { ${ASKED} } }`);
    assert.deepEqual(security, {
      symbol: 'AMC',
      requestedSymbol: 'amc',
      requestedSymbols: ['amc'],
    });
  });

  test('is empty for a security that nobody named', async () => {
    const { securities } = await answer(`{ securities(first: 1) { nodes { ${ASKED} } } }`);
    assert.deepEqual(securities.nodes[0].requestedSymbols, []);
    assert.equal(securities.nodes[0].requestedSymbol, null);
  });
});
