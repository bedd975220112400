import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { isObjectType } from 'graphql';
import type { RequestError } from '../../src/errors.js';
import { check, warning } from '../../src/graphql/coverage.type.js';
import { capTierOf } from '../../src/methodology.js';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { ask, tinyPanel } from '../securities/tiny-market.js';

const schema = lowtideSchema();

async function answer(source: string, panel = tinyPanel()): Promise<Record<string, unknown>> {
  const { data, errors } = await ask(schema, source, panel);
  assert.equal(errors, undefined);
  return JSON.parse(JSON.stringify(data));
}

describe('Query.service', () => {
  test('names the data version and the last day with prices', async () => {
    const source = `{ service {
      methodologyVersion pricedThroughOn dataVersion { number publishedAt hash isSimulated }
    } }`;
    assert.deepEqual(await answer(source), {
      service: {
        methodologyVersion: '2.0.0',
        pricedThroughOn: '2023-09-29',
        dataVersion: {
          number: 3,
          publishedAt: '2023-09-08T19:06:40Z',
          hash: 'abc',
          isSimulated: false,
        },
      },
    });
  });

  test('before the first load there is no version and no day, and no error', async () => {
    const source = '{ service { pricedThroughOn dataVersion { number } } dataSources { code } }';
    const { data, errors } = await ask(schema, source, null);
    assert.equal(errors, undefined);
    assert.deepEqual(JSON.parse(JSON.stringify(data)), {
      service: { pricedThroughOn: null, dataVersion: null },
      dataSources: [],
    });
  });

  test('the version is that of package.json', async () => {
    const { service } = await answer('{ service { version } }');
    const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
    assert.equal((service as { version: string }).version, JSON.parse(text).version);
  });

  test('size classes meet without a gap', async () => {
    const { service } = await answer(
      '{ service { capTiers { capTier minMarketCap maxMarketCap } } }',
    );
    const tiers = (service as { capTiers: { minMarketCap: number; maxMarketCap: number }[] })
      .capTiers;
    assert.equal(tiers[0]?.minMarketCap, 0);
    assert.equal(tiers.at(-1)?.maxMarketCap, null);
    for (let k = 1; k < tiers.length; k++) {
      assert.equal(tiers[k]?.minMarketCap, tiers[k - 1]?.maxMarketCap);
    }
  });

  test('limits are told', async () => {
    const fields = Object.keys(getNamedFields('ServiceLimits'));
    const { service } = await answer(`{ service { limits { ${fields.join(' ')} } } }`);
    assert.deepEqual((service as { limits: unknown }).limits, {
      maxCost: 100_000,
      maxDepth: 12,
      maxListDepth: 4,
      maxAliases: 60,
      maxRootFields: 30,
      maxDirectives: 50,
      maxTokens: 5_000,
      maxMs: 15_000,
      maxBytes: 20_000_000,
      maxPageSize: 500,
      maxSeriesPoints: 20_000,
      maxListLength: 500,
      maxTextLength: 200,
    });
  });
});

function getNamedFields(name: string): object {
  const type = schema.getType(name);
  assert.ok(isObjectType(type));
  return type.getFields();
}

describe('size classes (M12)', () => {
  const bounds: [number, string][] = [
    [49_999_999, 'NANO'],
    [50_000_000, 'MICRO'],
    [299_999_999, 'MICRO'],
    [300_000_000, 'SMALL'],
    [1_999_999_999, 'SMALL'],
    [2_000_000_000, 'MID'],
    [9_999_999_999, 'MID'],
    [10_000_000_000, 'LARGE'],
    [199_999_999_999, 'LARGE'],
    [200_000_000_000, 'MEGA'],
    [Number.NaN, 'UNCLASSIFIED'],
    [-1, 'UNCLASSIFIED'],
  ];
  for (const [marketCap, tier] of bounds) {
    test(`${marketCap} is ${tier}`, () => {
      assert.equal(capTierOf(marketCap), tier);
    });
  }
});

describe('Query.dataSources', () => {
  test('come in order of code, with nulls before the first import', async () => {
    const source = '{ dataSources { code name firstOn lastOn importedAt } }';
    assert.deepEqual((await answer(source)).dataSources, [
      {
        code: 'FINRA_SHORT_INTEREST',
        name: 'Short interest',
        firstOn: null,
        lastOn: null,
        importedAt: null,
      },
      {
        code: 'YAHOO_PRICES',
        name: 'Daily prices',
        firstOn: '2023-08-01',
        lastOn: '2023-09-29',
        importedAt: '2023-09-08T19:06:40Z',
      },
    ]);
  });

  test('can be restricted to kinds', async () => {
    const source =
      '{ dataSources(kinds: [PRICES]) { code } none: dataSources(kinds: []) { code } }';
    assert.deepEqual(await answer(source), {
      dataSources: [{ code: 'YAHOO_PRICES' }],
      none: [],
    });
  });

  test('of made-up data say so in the name', async () => {
    const panel = tinyPanel();
    const version = { ...panel.version, isSimulated: true };
    const data = await answer('{ dataSources(kinds: [PRICES]) { name } }', { ...panel, version });
    assert.deepEqual(data.dataSources, [{ name: 'Simulated: Daily prices' }]);
  });
});

describe('before the first load', () => {
  test('a question about data fails with NO_DATA', async () => {
    const { errors } = await ask(schema, '{ security(symbol: "AMC") { symbol } }', null);
    assert.equal(errors?.[0]?.message, 'No data has been published yet: run `./lowtide import`.');
    assert.equal((errors?.[0]?.originalError as RequestError | undefined)?.code, 'NO_DATA');
  });
});

describe('warnings and checks', () => {
  test('a warning names ten symbols in order and counts all', () => {
    const symbols = Array.from({ length: 12 }, (_, k) => `S${((k * 7) % 12) + 10}`);
    const { count, symbols: named } = warning('MISSING_PRICE', 'x', symbols);
    assert.equal(count, 12);
    assert.deepEqual(named, [...symbols].sort().slice(0, 10));
  });

  test('a residual is a share of the largest term', () => {
    assert.equal(check('LINES', [100, -99]).residual, 0.01);
    assert.equal(check('LINES', [0, 0]).residual, 0);
  });

  test('a residual of a missing term is missing', () => {
    assert.equal(check('LINES', [100, null]).residual, null);
    assert.equal(check('LINES', [100, Number.NaN]).residual, null);
  });
});
