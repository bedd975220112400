import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exp, ln } from '../../src/demo/elementary.js';
import { fixed, grouped } from '../../src/demo/files/text.js';
import { NameMaker } from '../../src/demo/names.js';
import { Random } from '../../src/demo/random.js';

describe('random numbers', () => {
  test('equal labels give equal sequences, other labels other ones', () => {
    const draw = (label: string) =>
      Array.from(
        { length: 5 },
        (
          (r) => () =>
            r.next()
        )(new Random(label)),
      );
    assert.deepEqual(draw('a'), draw('a'));
    assert.notDeepEqual(draw('a'), draw('b'));
  });

  test('the sequence of a label never changes', () => {
    const random = new Random('lowtide');
    assert.deepEqual(
      Array.from({ length: 3 }, () => Math.floor(random.next() * 4294967296)),
      [4236269745, 2625761246, 3459173009],
    );
  });

  test('normal draws have mean 0 and deviation 1', () => {
    const random = new Random('normal');
    let sum = 0;
    let squares = 0;
    for (let k = 0; k < 100_000; k++) {
      const x = random.normal();
      sum += x;
      squares += x * x;
    }
    assert.ok(Math.abs(sum / 100_000) < 0.02);
    assert.ok(Math.abs(squares / 100_000 - 1) < 0.02);
  });

  test('a shuffle keeps every element and leaves the list alone', () => {
    const list = [1, 2, 3, 4, 5, 6, 7, 8];
    const shuffled = new Random('shuffle').shuffle(list);
    assert.deepEqual([...shuffled].sort(), list);
    assert.notDeepEqual(shuffled, list);
  });

  test('whole numbers reach both bounds', () => {
    const random = new Random('integer');
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(-1, 2)));
    assert.deepEqual(
      [...seen].sort((a, b) => a - b),
      [-1, 0, 1, 2],
    );
  });
});

describe('elementary functions', () => {
  test('the exponential agrees with the built-in one', () => {
    for (let x = -20; x <= 20; x += 0.37) {
      assert.ok(Math.abs(exp(x) / Math.exp(x) - 1) < 1e-13, `exp(${x})`);
    }
  });

  test('the logarithm agrees with the built-in one', () => {
    for (let x = 1e-6; x < 1e13; x *= 3.7) {
      assert.ok(Math.abs(ln(x) - Math.log(x)) < 1e-13 * Math.max(1, Math.abs(Math.log(x))), `${x}`);
    }
  });
});

describe('numbers as text', () => {
  test('decimals are padded and rounded, the sign of nothing is dropped', () => {
    assert.equal(fixed(1.005, 2), '1.00');
    assert.equal(fixed(-12.5, 3), '-12.500');
    assert.equal(fixed(-0.001, 2), '0.00');
    assert.equal(fixed(41.6, 0), '42');
  });

  test('thousands are separated before the point only', () => {
    assert.equal(grouped(1234567.25, 2), '1,234,567.25');
    assert.equal(grouped(-28352506.75, 2), '-28,352,506.75');
    assert.equal(grouped(12.3456, 4), '12.3456');
    assert.equal(grouped(999, 0), '999');
  });
});

describe('names', () => {
  test('symbols are free, short and unlike taken ones in any spelling', () => {
    const maker = new NameMaker(new Random('names'), ['BRK.B']);
    assert.equal(maker.claim('BRKB'), false);
    const symbols = Array.from({ length: 2500 }, () =>
      maker.symbol(maker.name(['Software', 'Bio'])),
    );
    assert.equal(new Set(symbols).size, 2500);
    for (const symbol of symbols) assert.match(symbol, /^[A-Z]{3,4}$/);
  });
});
