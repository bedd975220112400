import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { editDistance, suggest, suggestForEach } from '../../src/suggest.js';

describe('suggest', () => {
  test('names the nearest words first', () => {
    assert.deepEqual(suggest('LUMM', ['BEAM', 'LUMN', 'LUV', 'FL']), ['LUMN', 'LUV']);
  });

  test('a swap of neighbours is one edit', () => {
    assert.equal(editDistance('FDAE', 'FADE'), 1);
    assert.equal(editDistance('AAPL', 'APAL'), 1);
  });

  test('case does not count', () => {
    assert.deepEqual(suggest('ici_weekley', ['ICI_WEEKLY', 'EPFR']), ['ICI_WEEKLY']);
  });

  test('a word like no other brings nothing', () => {
    assert.deepEqual(suggest('QQQQQQ', ['LUMN', 'BEAM']), []);
  });

  test('never names more than five, by alphabet among equals', () => {
    const known = ['AF', 'AE', 'AD', 'AC', 'AB', 'AG'];
    assert.deepEqual(suggest('A', known), ['AB', 'AC', 'AD', 'AE', 'AF']);
  });

  test('an empty word brings only single letters', () => {
    assert.deepEqual(suggest('', ['F', 'GM', 'T']), ['F', 'T']);
  });
});

describe('suggestForEach', () => {
  test('looks for the first three words alone, and names each neighbour once', () => {
    const known = ['AAPL', 'AMZN', 'MSFT', 'TSLA'];
    const near = suggestForEach(['AAPLE', 'AAPPL', 'AMZNN', 'MSFTT'], known);
    assert.deepEqual(near, ['AAPL', 'AMZN']);
  });

  test('a word that is longer than every known one brings nothing', () => {
    assert.deepEqual(suggest('AAPLEXX', ['AAPL', 'AAPLE']), []);
  });
});

describe('editDistance', () => {
  const word = fc.string({ maxLength: 8 });

  test('is zero for equal words only', () => {
    fc.assert(fc.property(word, word, (a, b) => (editDistance(a, b) === 0) === (a === b)));
  });

  test('is the same both ways', () => {
    fc.assert(fc.property(word, word, (a, b) => editDistance(a, b) === editDistance(b, a)));
  });

  test('lies between the difference of lengths and the longer length', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        assert.ok(distance >= Math.abs(a.length - b.length));
        assert.ok(distance <= Math.max(a.length, b.length));
      }),
    );
  });
});
