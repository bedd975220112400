import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'graphql';
import {
  addField,
  printed,
  removeField,
  setArgument,
} from '../../src/explorer/build/edit-query.js';
import { matching, parseOperation } from '../../src/explorer/examples/parse-operation.js';
import { entriesOf, findEntry } from '../../src/explorer/explain/entries.js';
import { explainQuery } from '../../src/explorer/explain/explain-query.js';
import { repoRoot } from '../kernels/golden.js';
import { savedOperations } from '../support/saved-operations.js';
import { SCHEMA, shapes } from './support/reading.js';

const EXAMPLES = savedOperations().map(({ name, text }) => parseOperation(name, text));

function example(slug: string) {
  const found = EXAMPLES.find((it) => it.slug === slug);
  assert.ok(found, slug);
  return found;
}

describe('questions', () => {
  test('are the first comment, and claims are in the article', () => {
    const { question, claim, group } = example('share-of-russell-down');
    assert.equal(question, 'Are more than half of the stocks in the Russell 2000 down this year?');
    assert.equal(claim, 'more than half have dropped.');
    assert.equal(group, 'The article');
  });

  test('without a claim are grouped by what they ask', () => {
    const groups = [
      'short-pnl-by-industry',
      'breadth-dashboard',
      'fund-flow-facts',
      'index-members',
    ];
    assert.deepEqual(
      groups.map((slug) => example(slug).group),
      ['Shorts', 'Breadth', 'Flows', 'Indices'],
    );
    assert.equal(example('data-freshness').group, 'Data');
  });

  test('all have one', () => {
    for (const { slug, question } of EXAMPLES) assert.match(question, /\?$/, slug);
  });

  test('are found by all words of a search', () => {
    const slugs = matching(EXAMPLES, 'industry YEAR small').map(({ slug }) => slug);
    assert.ok(slugs.includes('short-pnl-by-industry'));
    assert.deepEqual(matching(EXAMPLES, 'industry xyzzy'), []);
  });
});

describe('explanations', () => {
  const query = `query Q($on: Date!, $x: Int) { index(symbol: "RUT") { shorts(
    window: {preset: YTD, to: $on}, options: {universeAt: START}) {
    lines { nodes { security { symbol } stats { pnl } } } } } a: service { version } }`;
  const [index] = shapes(query);
  const [shorts] = index!.children;
  const lines = shorts!.children[0]!;
  const path = [index!, shorts!, lines, lines.children[0]!];

  test('ask the report around a number about itself, with its arguments', () => {
    const asked = explainQuery(SCHEMA, { query, operationName: 'Q' }, path, 'LU"MN');
    assert.ok(asked);
    assert.match(asked, /ExplainNumber\(\$on: Date!\)/);
    assert.match(asked, /report: shorts\([\s\S]*universeAt: START/);
    assert.match(asked, /options \{\s+basis/);
    assert.match(asked, /one: shorts\([\s\S]*symbols: \["LU\\"MN"\]/);
  });

  test('of a number in no report ask nothing', () => {
    const version = shapes('{ service { version } }');
    assert.equal(
      explainQuery(
        SCHEMA,
        { query: '{ service { version } }', operationName: null },
        version,
        null,
      ),
      null,
    );
  });

  test('name the entry of the methodology that defines the field', () => {
    const entries = entriesOf(readFileSync(join(repoRoot(), 'docs/methodology.md'), 'utf8'));
    const titleOf = (field: string, types: string[]) => findEntry(entries, field, types)?.title;
    assert.match(titleOf('pnl', ['ShortReport', 'ShortStats']) ?? '', /^M11 /);
    assert.match(titleOf('hhi', ['ReturnReport', 'Concentration']) ?? '', /^M6 /);
    assert.equal(titleOf('xyzzy', []), undefined);
  });
});

describe('building a query', () => {
  const fields = SCHEMA.getQueryType()!.getFields();

  test('a field comes with what it cannot do without', () => {
    const next = addField(parse('{ service { version } }'), [], fields.shorts!);
    const text = printed(next, '# Why?\n{ service { version } }');
    assert.match(text, /^# Why\?\n/);
    assert.match(text, /shorts\(window: \{preset: YTD\}\) \{/);
    assert.doesNotThrow(() => parse(text));
  });

  test('the last field stays, for a selection may not be empty', () => {
    const one = parse('{ service { version } }');
    assert.deepEqual(removeField(one, ['service'], 'version'), one);
    const two = parse('{ service { version methodologyVersion } }');
    assert.doesNotMatch(printed(removeField(two, ['service'], 'version'), ''), / version/);
  });

  test('an argument is set, changed and taken out', () => {
    const path = ['index'];
    const old = parse('{ index(symbol: "RUT") { name } }');
    const next = setArgument(old, path, 'symbol', { kind: 'StringValue' as never, value: 'SPX' });
    assert.match(printed(next, ''), /index\(symbol: "SPX"\)/);
    assert.match(printed(setArgument(next, path, 'symbol', undefined), ''), /index \{/);
  });
});
