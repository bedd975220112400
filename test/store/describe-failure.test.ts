import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFailure } from '../../src/store/describe-failure.js';
import { StatementStopped } from '../../src/store/limits.js';
import { GaveUp } from '../../src/store/sql.js';

const NAME = 'mysql://h:3306/d';

/** What Node says of a compiled part that is missing, or was made for another Node. */
const NOT_BUILT = new Error('Could not locate the bindings file. Tried:\n /a/better_sqlite3.node');
const OTHER_NODE = Object.assign(
  new Error('The module was compiled using NODE_MODULE_VERSION 137. This version requires 115.'),
  { code: 'ERR_DLOPEN_FAILED' },
);

/** A failure as the driver gives it. */
function failure(errno: number, code: string, message: string): Error {
  return Object.assign(new Error(message), { errno, code });
}

const NO_MAJORITY = failure(1047, 'ER_UNKNOWN_COM_ERROR', 'WSREP has not yet prepared node');
const LOCKED = failure(1205, 'ER_LOCK_WAIT_TIMEOUT', 'Lock wait timeout exceeded');
const AWAY = failure(0, 'ECONNREFUSED', 'connect ECONNREFUSED');

const cases: [string, unknown, RegExp | null][] = [
  ['a node without its cluster', NO_MAJORITY, /took no write \(WSREP.*\); does its .* majority\?/],
  ['locks that nobody gives back', new GaveUp(LOCKED, 30_000), /no write within 30 s \(Lock wait/],
  [
    'a COMMIT that hangs',
    new GaveUp(new StatementStopped('DEADLINE'), 30_000),
    /no write within 30 s/,
  ],
  ['a server that never came back', new GaveUp(AWAY, 30_000), /cannot be reached \(ECONNREFUSED\)/],
  [
    'SQLite that was never built',
    NOT_BUILT,
    /npm ran no install script.*npm rebuild better-sqlite3/,
  ],
  [
    'a Node that was switched',
    OTHER_NODE,
    /switched after `npm ci` \(built for ABI 137, not \d+\)/,
  ],
  ['a fault of ours', failure(1064, 'ER_PARSE_ERROR', 'You have an error'), null],
  ['a read that took too long, which is told as it is', new StatementStopped('DEADLINE'), null],
];
for (const [what, error, expected] of cases) {
  test(`${what} is told in ${expected === null ? 'no line' : 'one line'} to the operator`, () => {
    const line = describeFailure(error, NAME);
    if (expected === null) return assert.equal(line, null);
    assert.match(line ?? '', expected);
    assert.doesNotMatch(line ?? '', /\n/);
  });
}
