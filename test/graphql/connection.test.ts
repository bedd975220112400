import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Page, paginate } from '../../src/graphql/connection.js';

const LETTERS = ['a', 'b', 'c', 'd', 'e'];

function walk<T>(items: readonly T[], first: number, list: string): T[] {
  const seen: T[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Page<T> = paginate(items, first, after, list);
    seen.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return seen;
    after = page.pageInfo.endCursor;
  }
}

describe('paginate', () => {
  test('the first page stands at the start', () => {
    const page = paginate(LETTERS, 2, null, 'letters');
    assert.deepEqual(page.nodes, ['a', 'b']);
    assert.equal(page.totalCount, 5);
    assert.equal(page.pageInfo.hasPreviousPage, false);
    assert.equal(page.pageInfo.hasNextPage, true);
    assert.equal(page.pageInfo.startCursor, page.edges[0]?.cursor);
    assert.equal(page.pageInfo.endCursor, page.edges[1]?.cursor);
  });

  test('the next page follows the cursor', () => {
    const { endCursor } = paginate(LETTERS, 2, null, 'letters').pageInfo;
    const page = paginate(LETTERS, 9, endCursor, 'letters');
    assert.deepEqual(page.nodes, ['c', 'd', 'e']);
    assert.equal(page.pageInfo.hasPreviousPage, true);
    assert.equal(page.pageInfo.hasNextPage, false);
  });

  test('an empty list has an empty page without cursors', () => {
    assert.deepEqual(paginate([], 5, null, 'letters'), {
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      totalCount: 0,
    });
  });

  test('entries are converted for the page only', () => {
    const converted: number[] = [];
    paginate(Int32Array.of(7, 8, 9), 1, null, 'numbers', (n) => converted.push(n));
    assert.deepEqual(converted, [7]);
  });

  test('pages of any size put the list together again', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), (items, first) => {
        assert.deepEqual(walk(items, first, 'numbers'), items);
      }),
    );
  });
});

describe('wrong page arguments', () => {
  for (const first of [0, -1, 501]) {
    test(`first ${first}`, () => {
      assert.throws(() => paginate(LETTERS, first, null, 'letters'), {
        code: 'BAD_USER_INPUT',
        message: `first must be between 1 and 500, not ${first}.`,
      });
    });
  }

  test('500 is the largest page', () => {
    assert.equal(paginate(LETTERS, 500, null, 'letters').nodes.length, 5);
  });

  const message =
    'after is not a cursor of this list: pass an endCursor of the same field, arguments and ' +
    'data version, or leave it out to start again.';
  const good = paginate(LETTERS, 2, null, 'letters').pageInfo.endCursor as string;
  const wrong = {
    'an empty cursor': '',
    'a made-up cursor': 'abc',
    'a cut cursor': good.slice(0, -1),
    'a padded cursor': `${good}=`,
    'a position without a list': Buffer.from('1').toString('base64url'),
    'a negative position': Buffer.from('-1:0').toString('base64url'),
    'a cursor of another list': paginate(LETTERS, 2, null, 'numbers').pageInfo.endCursor as string,
  };
  for (const [name, after] of Object.entries(wrong)) {
    test(name, () => {
      assert.throws(() => paginate(LETTERS, 2, after, 'letters'), { code: 'BAD_CURSOR', message });
    });
  }

  test('a changed letter is refused or still names a place of the list', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.base64String({ minLength: 1 }), (k, text) => {
        const after = good.slice(0, k) + text[0] + good.slice(k + 1);
        try {
          assert.ok(paginate(LETTERS, 2, after, 'letters').nodes.length <= 2);
        } catch (error) {
          assert.equal((error as { code?: string }).code, 'BAD_CURSOR');
        }
      }),
    );
  });
});
