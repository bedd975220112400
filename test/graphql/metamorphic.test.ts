import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { type Demo, openDemo } from '../support/demo-executor.js';
import {
  inReverse,
  removals,
  withAliases,
  withFragments,
  withMore,
} from '../support/rewrite-operation.js';
import { savedOperations } from '../support/saved-operations.js';

// Every saved operation on the simulated market, written in other ways: what a field answers
// depends on nothing but its own arguments.

const REMOVALS = 10;
const schema = lowtideSchema();
const saved = savedOperations();
let demo: Demo;
/** Answers to the operations as they are saved. */
const answers = new Map<string, { text: string; data: unknown }>();

before(async () => {
  demo = await openDemo();
  for (const { name, text } of saved) answers.set(name, await answer(text));
});
after(() => demo.close());

async function answer(query: string): Promise<{ text: string; data: unknown }> {
  const text = await demo.textOf(query);
  const { data, errors } = JSON.parse(text);
  assert.equal(errors, undefined, `${JSON.stringify(errors)}\n${query}`);
  return { text, data };
}

for (const { name, text, document } of saved) {
  const own = () => answers.get(name) as { text: string; data: unknown };

  describe(name, () => {
    test('has the same bytes when it is asked again', async () => {
      assert.equal((await answer(text)).text, own().text);
    });

    test('has the same values under other names', async () => {
      for (const query of withAliases(document, '__x')) {
        const { data } = await answer(query);
        assert.deepEqual(renamed(data, '__x'), own().data);
      }
    });

    test('has the same bytes through fragments', async () => {
      const { data } = await answer(withFragments(schema, document));
      assert.equal(JSON.stringify(data), JSON.stringify(own().data));
    });

    test('has the same values in another order of fields', async () => {
      const { data } = await answer(inReverse(document));
      assert.deepEqual(data, own().data);
    });

    test('has the same values beside more fields, and its identities hold', async () => {
      const more = 'more: checks { name residual } other: coverage { warnings { code } }';
      const { data } = await answer(withMore(schema, document, 'Report', more));
      isPartOf(own().data, data, ['more', 'other'], name);
      for (const { name: identity, residual } of residualsIn(data)) {
        const isSmall = residual === null || Math.abs(residual) < 1e-9;
        assert.ok(isSmall, `${identity} leaves ${residual}`);
      }
    });

    test(`has the same values without any of its fields`, async () => {
      for (const { removed, query } of removals(document, REMOVALS)) {
        const { data } = await answer(query);
        isPartOf(data, own().data, [removed], `without ${removed}`);
      }
    });

    test('answers with numbers and words that mean something', () => {
      walk(own().data, (value, at) => {
        // What is left over by rounding, or ran away, is no number to show.
        const size = typeof value === 'number' ? Math.abs(value) : 0;
        assert.ok(size === 0 || (size > 1e-10 && size < 1e15), `${at} is ${value}`);
        if (typeof value !== 'string') return;
        assert.doesNotMatch(value, /\b(NaN|Infinity|undefined|null|Invalid|object Object)\b/, at);
        assert.notEqual(value.trim(), '', at);
      });
    });
  });
}

test('the rewritten operations are other operations', () => {
  for (const { name, text, document } of saved) {
    const rewritten = [withAliases(document, '__x'), withFragments(schema, document)];
    for (const query of [...rewritten, inReverse(document)]) assert.notEqual(query, text, name);
    assert.ok(removals(document, REMOVALS).length > 0, name);
  }
  assert.ok(saved.length >= 25);
});

/** An answer with a suffix taken off every name. */
function renamed(value: unknown, suffix: string): unknown {
  if (Array.isArray(value)) return value.map((it) => renamed(it, suffix));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, it]) => {
      return [key.endsWith(suffix) ? key.slice(0, -suffix.length) : key, renamed(it, suffix)];
    }),
  );
}

/** Asserts that an answer is another one without the fields of some names, and equal else. */
function isPartOf(part: unknown, whole: unknown, left: readonly string[], at: string): void {
  if (Array.isArray(part)) {
    assert.equal(part.length, (whole as unknown[]).length, at);
    for (const [k, it] of part.entries()) {
      isPartOf(it, (whole as unknown[])[k], left, `${at}.${k}`);
    }
  } else if (part !== null && typeof part === 'object') {
    assert.ok(whole !== null && typeof whole === 'object', at);
    for (const [key, value] of Object.entries(whole)) {
      if (key in part) isPartOf(part[key as keyof typeof part], value, left, `${at}.${key}`);
      else assert.ok(left.includes(key), `${at}.${key} is missing`);
    }
    for (const key of Object.keys(part)) assert.ok(key in whole, `${at}.${key} is new`);
  } else assert.equal(part, whole, at);
}

interface Residual {
  readonly name: string;
  readonly residual: number | null;
}

function residualsIn(data: unknown): Residual[] {
  const found: Residual[] = [];
  walk(data, (value) => {
    const isCheck = value !== null && typeof value === 'object' && 'residual' in value;
    if (isCheck) found.push(value as Residual);
  });
  return found;
}

function walk(value: unknown, see: (value: unknown, at: string) => void, at = 'data'): void {
  see(value, at);
  if (value === null || typeof value !== 'object') return;
  for (const [key, it] of Object.entries(value)) walk(it, see, `${at}.${key}`);
}
