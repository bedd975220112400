import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getNamedType, isEnumType, isInputObjectType } from 'graphql';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { type Demo, openDemo } from '../support/demo-executor.js';
import { type ArgumentPlace, argumentPlaces } from '../support/schema-walk.js';
import { type Abuse, ABUSES, HARMLESS } from './abuses.js';

// Each argument of the schema once with a value of the right type that makes no sense, on the
// simulated market: the exact message, which names what would have worked, and the code.

const places = argumentPlaces(lowtideSchema());
let demo: Demo;
before(async () => {
  demo = await openDemo();
});
after(() => demo.close());

async function refuses(query: string, { code, message, suggestions }: Abuse): Promise<void> {
  const { errors } = await demo.ask(query);
  assert.ok(errors !== undefined && errors.length > 0, `answered: ${query}`);
  for (const error of errors) {
    assert.equal(error.message, message);
    assert.deepEqual(
      error.extensions,
      suggestions === undefined ? { code } : { code, suggestions },
    );
  }
}

describe('an argument that makes no sense', () => {
  for (const place of places) {
    for (const abuse of ABUSES.filter(({ at }) => at.test(place.coordinate))) {
      test(`${place.coordinate} as ${abuse.literal}`, async () => {
        await refuses(place.operationWith(abuse.literal), abuse);
      });
    }
  }
});

describe('the list of what makes no sense', () => {
  /** Every value of an enum makes sense, and what does not in an object is in its fields. */
  const canBeWrong = ({ input: { type } }: ArgumentPlace) => {
    if (isInputObjectType(getNamedType(type))) return false;
    return !isEnumType(getNamedType(type)) || String(type).startsWith('[');
  };

  test('holds each argument whose values can be wrong, or says why it is harmless', () => {
    const covered = [...ABUSES.map((it) => it.covers ?? it.at), ...HARMLESS];
    const missing = places
      .filter(canBeWrong)
      .map(({ coordinate }) => coordinate)
      .filter((coordinate) => !covered.some((it) => it.test(coordinate)));
    assert.deepEqual(missing, []);
  });

  test('names no argument that the schema lacks', () => {
    for (const { at, literal } of ABUSES) {
      assert.ok(
        places.some(({ coordinate }) => at.test(coordinate)),
        `${at} ${literal}`,
      );
    }
    for (const at of HARMLESS)
      assert.ok(
        places.some(({ coordinate }) => at.test(coordinate)),
        `${at}`,
      );
  });
});

describe('a cursor', () => {
  const lists = {
    securities: '{ securities(first: 2ARGS) { LIST } }',
    'securities by name':
      '{ securities(first: 2, orderBy: {field: NAME, direction: ASC}ARGS) { LIST } }',
    'securities of a size': '{ securities(first: 2, where: {capTiers: [SMALL]}ARGS) { LIST } }',
    'securities on a day': '{ securities(first: 2, on: "2023-03-01"ARGS) { LIST } }',
    funds: '{ funds(first: 2ARGS) { LIST } }',
    'funds of a category': '{ funds(first: 2, where: {categories: [US_SMALL_CAP]}ARGS) { LIST } }',
    members: '{ index(symbol: "RUT") { members(first: 2ARGS) { LIST } } }',
    'members of another index': '{ index(symbol: "SPX") { members(first: 2ARGS) { LIST } } }',
    shorts: '{ shorts(window: {preset: YTD}) { lines(first: 2ARGS) { LIST } } }',
    'shorts in another order':
      '{ shorts(window: {preset: YTD}) { lines(first: 2, orderBy: {field: KEY, direction: ' +
      'ASC}ARGS) { LIST } } }',
    'shorts of another window':
      '{ shorts(window: {preset: MTD}) { lines(first: 2ARGS) { LIST } } }',
    'shorts by other options':
      '{ shorts(window: {preset: YTD}, options: {interpolation: STEP}) { lines(first: ' +
      '2ARGS) { LIST } } }',
    'shorts of an index':
      '{ index(symbol: "RUT") { shorts(window: {preset: YTD}) { lines(first: 2ARGS) { LIST } } } }',
    returns: '{ returns(window: {preset: YTD}) { lines(first: 2ARGS) { LIST } } }',
    'returns of a filter':
      '{ returns(window: {preset: YTD}, where: {sectors: [ENERGY]}) { lines(first: 2ARGS) ' +
      '{ LIST } } }',
    'returns of an index':
      '{ index(symbol: "RUT") { returns(window: {preset: YTD}) { lines(first: 2ARGS) { ' +
      'LIST } } } }',
    flows:
      '{ flows(provider: "ETF_SHARES", window: {preset: YTD}) { lines(first: 2ARGS) { LIST } } }',
    'flows of another window':
      '{ flows(provider: "ETF_SHARES", window: {preset: QTD}) { lines(first: 2ARGS) { LIST } } }',
  };
  const page = (list: string, after: string | null) =>
    list
      .replace('ARGS', after === null ? '' : `, after: "${after}"`)
      .replace('LIST', 'pageInfo { startCursor endCursor }');
  const endOf = async (list: string, after: string | null) =>
    /"endCursor":"([^"]+)"/.exec(await demo.textOf(page(list, after)))?.[1] ?? '';

  for (const [name, list] of Object.entries(lists)) {
    test(`of ${name} fits that list and no other`, async () => {
      const cursor = await endOf(list, null);
      assert.notEqual(cursor, '');
      assert.notEqual(await endOf(list, cursor), cursor);
      for (const [other, query] of Object.entries(lists)) {
        if (other === name) continue;
        const { errors } = await demo.ask(page(query, cursor));
        assert.equal(errors?.[0]?.extensions?.code, 'BAD_CURSOR', `${other} took it`);
      }
    });
  }
});
