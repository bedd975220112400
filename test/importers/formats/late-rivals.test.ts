import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Sink } from '../../../src/importers/format.js';
import { LateRivals, NO_SINK } from '../../../src/importers/formats/late-rivals.js';
import type { TextRecord } from '../../../src/importers/tokenise.js';
import { read, refusalOf, skips } from './read-format.js';

/** More rows than wait for their rivals at a time. */
const SYMBOLS = 30_000;
const HEADER = 'date,symbol,close,high,low,volume,dividend,split';
const DAY = '2023-09-08';

const market = [
  ...Array.from({ length: SYMBOLS }, (_, k) => `${DAY},S${k},${10 + (k % 90)},,,100,,`),
  `${DAY},DIVIDED,10,,,100,0.5,`,
  `${DAY},HALVED,10,,,100,,2`,
  `${DAY},WRONG,-1,,,100,,`,
  `${DAY},IDLE,,,,,,`,
  '2023-09-07,JUMPS,1,,,100,,',
  `${DAY},JUMPS,100,,,100,,`,
];

function marketAnd(...more: string[]) {
  return read('prices', `${[HEADER, ...market, ...more].join('\n')}\n`, { basis: 'RAW' }, 65_536);
}

describe('rows whose key was met far above', () => {
  test('an identical one is skipped, and nothing is counted twice', async () => {
    const once = await marketAnd();
    const again = await marketAnd(market[3] as string);
    assert.equal(refusalOf(again), `accepted ${SYMBOLS + 4} rows`);
    assert.deepEqual(again.rows, once.rows);
    assert.deepEqual(again.further, once.further);
    assert.deepEqual(again.quarantined, once.quarantined);
    assert.deepEqual(again.warnings, once.warnings);
    assert.deepEqual(again.summary?.sums, once.summary?.sums);
    assert.deepEqual(skips(again), [...skips(once), `${market.length + 2} DUPLICATE_IDENTICAL`]);
  });

  test('one that says something else refuses the file by its line', async () => {
    assert.equal(
      refusalOf(await marketAnd(market[3] as string, `${DAY},S4,999,,,100,,`)),
      `DUPLICATE_KEY: line ${market.length + 3} says of S4 on ${DAY} ` +
        'something else than a line far above',
    );
  });

  test('a file that repeats itself is refused before its rows fill the memory', () => {
    const late = new LateRivals(2);
    const row = { line: 7, fingerprint: 1 } as TextRecord;
    late.add('A', 1, row, 'A');
    late.add('B', 1, row, 'B');
    assert.throws(() => late.add('C', 1, row, 'C'), /more than 2 rows repeat rows far above/);
  });

  test('what is read a second time goes nowhere', async () => {
    const silent: Sink = NO_SINK;
    assert.equal(silent.accept('price', {} as never, 1), undefined);
    assert.equal(await silent.drain(), undefined);
  });
});
