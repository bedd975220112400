import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { isTradingDay, settlementDates } from '../../src/time/calendar.js';
import { type Day, formatDay, parseDay } from '../../src/time/day.js';
import { repoRoot } from '../kernels/golden.js';

const FOLDER = join(repoRoot(), '../shared/data/index-levels');
const SETTLEMENTS = join(repoRoot(), '../shared/data/finra-short-interest');

/** Why a test cannot run, or false when it can. */
function missing(folder: string): string | false {
  return existsSync(folder) ? false : `no real files in ${folder}`;
}

/** Days with a level: the first column, where the second is not blank. */
function sessionsIn(file: string): Set<Day> {
  const bytes = readFileSync(join(FOLDER, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const days = text.split(/\r?\n/).flatMap((line) => {
    const [date = '', level = ''] = line.split(',');
    const on = parseDay(date);
    return on === null || level === '' ? [] : [on];
  });
  return new Set(days);
}

describe('the calendar against real files', { skip: missing(FOLDER) }, () => {
  for (const file of ['GSPC_2021-2023-09.csv.gz', 'RUT_2021-2023-09.csv.gz', 'fred_sp500.csv']) {
    test(`${file} has a level on every session and on no other day`, () => {
      const sessions = sessionsIn(file);
      assert.ok(sessions.size > 600, `${sessions.size} sessions read`);
      const differences: string[] = [];
      for (let on = Math.min(...sessions); on <= Math.max(...sessions); on++) {
        if (sessions.has(on) !== isTradingDay(on)) differences.push(formatDay(on));
      }
      assert.deepEqual(differences, []);
    });
  }
});

describe('settlement dates against real files', { skip: missing(SETTLEMENTS) }, () => {
  test('there is a file for each settlement date and for no other day', () => {
    const names = readdirSync(SETTLEMENTS).sort();
    const settled = names.flatMap((name) => {
      const match = /^shrt(\d{4})(\d{2})(\d{2})/.exec(name);
      const on = match === null ? null : parseDay(`${match[1]}-${match[2]}-${match[3]}`);
      return on === null ? [] : [on];
    });
    assert.ok(settled.length >= 20, `${settled.length} files`);
    assert.deepEqual(settlementDates(settled[0] as Day, settled.at(-1) as Day), settled);
  });
});
