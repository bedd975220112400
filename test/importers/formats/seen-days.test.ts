import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeenDays } from '../../../src/importers/formats/seen-days.js';

test('a day is new once, in whatever order days come', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -400, max: 30_000 })), (days) => {
      const seen = new SeenDays();
      const known = new Set<number>();
      for (const day of days) {
        assert.equal(seen.add(day), !known.has(day));
        known.add(day);
      }
    }),
  );
});
