import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getNamedType, isInterfaceType, isObjectType, parse } from 'graphql';
import { closedOf } from '../../src/access/settings.js';
import { usesOf } from '../../src/graphql/closed-data.js';
import { DATASETS, datasetOf } from '../../src/graphql/datasets.js';
import { callerOf } from '../../src/graphql/limits.js';
import { toGlobalId } from '../../src/graphql/node.js';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { createExecutor, type Executor } from '../../src/server/execute.js';
import { createLogger } from '../../src/server/logger.js';
import { openStore, type Store } from '../../src/store/store.js';
import { fillWithDemo } from '../support/demo-store.js';

const schema = lowtideSchema();

describe('data that is closed to a role', () => {
  let store: Store;
  let open: Executor;
  let closed: Executor;

  before(async () => {
    store = await openStore('sqlite::memory:');
    await fillWithDemo(store);
    const logger = createLogger('silent');
    open = await createExecutor(store, logger);
    const caller = callerOf('ANALYST', null, ['FUND_FLOWS', 'SHORT_INTEREST']);
    closed = await createExecutor(store, logger, { caller });
  });
  after(() => store.close());

  const FLOWS = 'provider: "ICI_WEEKLY", window: { preset: YTD }';
  const ways: Record<string, string> = {
    'a field': `{ flows(${FLOWS}) { total { netFlow } } }`,
    'an alias': `{ service { version } innocent: flows(${FLOWS}) { total { netFlow } } }`,
    'a series': `{ flows(${FLOWS}) { series { values } } }`,
    'a fragment': `query { ...Part } fragment Part on Query { funds { totalCount } }`,
    'a fragment in a fragment': `query { ...A } fragment A on Query { ...B }
      fragment B on Query { funds { nodes { name } } }`,
    'an inline fragment': `{ ... { funds { nodes { name } } } }`,
    'an interface of reports': `{ flows(${FLOWS}) { ... on Report { window { baseOn } } } }`,
    'the interface of nodes': `{ node(id: "x") { ... on Fund { name } } }`,
    'a type name alone': `{ node(id: "x") { ... on Fund { __typename } } }`,
    'a security': `{ security(symbol: "A") { shorts(window: { preset: YTD }) { total { pnl } } } }`,
    'an index': `{ index(symbol: "RUT") { shorts(window: { preset: YTD }) { total { pnl } } } }`,
    'a field that is skipped': `query ($no: Boolean = false) {
      service { version } funds @include(if: $no) { totalCount } }`,
  };
  for (const [what, query] of Object.entries(ways)) {
    test(`is refused by ${what}`, async () => {
      const { result, text } = await closed.execute({ query });
      assert.equal(result.errors?.[0]?.extensions?.code, 'FORBIDDEN', text);
      assert.equal(result.data ?? null, null);
    });
  }

  test('is not found by its node, like one that does not exist', async () => {
    const found = await open.execute({ query: '{ funds(first: 1) { nodes { id } } }' });
    const { id } = (found.result.data as { funds: { nodes: { id: string }[] } }).funds.nodes[0] as {
      id: string;
    };
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }';
    const ask = async (executor: Executor, ids: string[]) =>
      (await executor.execute({ query, variables: { ids } })).result.data?.nodes;
    const none = toGlobalId('Fund', 999_999);
    assert.deepEqual(await ask(open, [id, none]), [{ id, __typename: 'Fund' }, null]);
    assert.deepEqual(await ask(closed, [id, none]), [null, null]);
  });

  test('leaves everything else as it is, also beside it in the same document', async () => {
    const query = `query Open { indices { symbol } } query Closed { funds { totalCount } }`;
    const operation = { query, operationName: 'Open' };
    const { data } = (await closed.execute(operation)).result;
    assert.deepEqual(data, (await open.execute(operation)).result.data);
    const refused = await closed.execute({ query, operationName: 'Closed' });
    assert.equal(refused.result.errors?.[0]?.extensions?.code, 'FORBIDDEN');
  });
});

test('every field that leads to closed data is known by its type', () => {
  const expected: Record<string, RegExp> = {
    FUND_FLOWS: /^(flows|funds?|netFlow)$/,
    SHORT_INTEREST: /^(shorts|shortPositions?|shortInterest)$/,
    SHORT_VOLUME: /^shortVolumes?$/,
    FAILS_TO_DELIVER: /^(failsToDeliver|fails)$/,
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if ((!isObjectType(type) && !isInterfaceType(type)) || datasetOf(type.name)) continue;
    for (const field of Object.values(type.getFields())) {
      const dataset = DATASETS.find((it) => expected[it]?.test(field.name));
      if (dataset === undefined || isScalarLike(field.type)) continue;
      assert.equal(datasetOf(getNamedType(field.type).name), dataset, `${type.name}.${field.name}`);
    }
  }
});

function isScalarLike(type: Parameters<typeof getNamedType>[0]): boolean {
  const named = getNamedType(type);
  return !isObjectType(named) && !isInterfaceType(named);
}

test('a document of many fragments is looked at once', () => {
  const names = Array.from({ length: 2_000 }, (_, k) => `F${k}`);
  const fragments = names.map((name, k) => {
    const next = names[k + 1];
    const spreads = next === undefined ? 'version' : `...${next} ...${next}`;
    return `fragment ${name} on Service { ${spreads} }`;
  });
  const document = parse(`{ service { ...F0 } } ${fragments.join('\n')}`);
  const [operation] = document.definitions;
  assert.ok(operation?.kind === 'OperationDefinition');
  const started = performance.now();
  assert.equal(usesOf(schema, document, operation).size, 0);
  assert.ok(performance.now() - started < 1_000);
});

test('what is closed to whom is read from one line', () => {
  const { ANONYMOUS, ANALYST } = closedOf('ANONYMOUS=FUND_FLOWS+SHORT_VOLUME', 'X');
  assert.deepEqual([ANONYMOUS, ANALYST], [['FUND_FLOWS', 'SHORT_VOLUME'], []]);
  for (const text of ['ROOT=FUND_FLOWS', 'ANONYMOUS=PRICES', 'ANONYMOUS', 'FUND_FLOWS']) {
    assert.throws(() => closedOf(text, 'LOWTIDE_CLOSED_DATA'), /^OperatorError: LOWTIDE_CLOSED/);
  }
});
