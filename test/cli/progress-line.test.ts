import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressLine } from '../../src/cli/progress-line.js';

const HALF = {
  name: 'prices.csv',
  position: 0,
  fileCount: 1,
  bytesRead: 500,
  byteSize: 1000,
  rowsRead: 1_200_000,
};

test('tells share, rows, rate and time left', () => {
  assert.equal(
    progressLine(HALF, 4_000),
    '[==========          ] 50 %  1,200,000 rows  300,000 rows/s  0:04 left  prices.csv',
  );
});

test('guesses nothing in the first second', () => {
  assert.equal(
    progressLine({ ...HALF, fileCount: 3 }, 999),
    '1/3 [==========          ] 50 %  1,200,000 rows  prices.csv',
  );
});

test('tells hours', () => {
  assert.match(progressLine({ ...HALF, bytesRead: 10 }, 60_000), / 1:39:00 left /);
});
