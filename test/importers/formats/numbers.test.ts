import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decimal } from '../../../src/importers/formats/numbers.js';

test('a decimal is the number that JavaScript reads, to the last bit', () => {
  const digits = fc.stringMatching(/^\d{0,17}$/);
  fc.assert(
    fc.property(digits, digits, fc.boolean(), (whole, part, hasPoint) => {
      const text = hasPoint ? `${whole}.${part}` : whole;
      const isNumber = /\d/.test(text);
      assert.equal(decimal(text), isNumber ? Number(text) : Number.NaN);
    }),
    { numRuns: 2000 },
  );
});

test('what is no plain decimal is none', () => {
  for (const text of ['', '.', '1.2.3', '1,000', ' 1', '1e999', 'NaN', '0x10', '--1', '\u0967']) {
    assert.ok(Number.isNaN(decimal(text)), text);
  }
});
