import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { day, formatDay } from '../../src/time/day.js';
import { type Demo, openDemo } from '../support/demo-executor.js';
import { withMore } from '../support/rewrite-operation.js';
import { savedOperations } from '../support/saved-operations.js';

// A warning is an exception: one that is always there is read by nobody. All saved operations, and
// plain questions of every kind over the year, on the simulated market.

interface Warning {
  readonly code: string;
  readonly message: string;
  readonly count: number;
  readonly symbols: readonly string[];
}

const COVERAGE = 'theCoverage: coverage { warnings { code message count symbols } }';
let demo: Demo;
/** The warnings of each report of the saved operations, by where it stands. */
const saved = new Map<string, readonly Warning[]>();

before(async () => {
  demo = await openDemo();
  const schema = lowtideSchema();
  for (const { name, document } of savedOperations()) {
    const { data, errors } = await demo.ask(withMore(schema, document, 'Report', COVERAGE));
    assert.equal(errors, undefined, name);
    for (const [at, warnings] of reportsIn(data, name)) saved.set(at, warnings);
  }
});
after(() => demo.close());

/** Every report of an answer with its warnings. */
function reportsIn(value: unknown, at: string): [string, readonly Warning[]][] {
  if (value === null || typeof value !== 'object') return [];
  const { theCoverage } = value as { theCoverage?: { warnings: readonly Warning[] } };
  const inside = Object.entries(value).flatMap(([key, it]) => reportsIn(it, `${at}.${key}`));
  return theCoverage === undefined ? inside : [[at, theCoverage.warnings], ...inside];
}

/**
 * What fires on the saved operations, and why. A code that is not here is a new reservation about
 * the data, or a false alarm: explain it or mend it.
 */
const EXPLAINED: Record<string, string> = {
  USES_LATER_REPORTS: 'most of the last 30 days lies after the last report that was public',
  CONVERSION: 'the preferred shares of one company were converted into common ones in August',
  TIER_CHANGED: 'what crossed the bounds of a size makes half of all gains and losses of the year',
  UNIVERSE_CHANGED: 'the small index replaced a tenth of its members in June',
};

describe('warnings of the saved operations', () => {
  test('are those that are explained, and all of those', () => {
    const fired = new Set([...saved.values()].flat().map(({ code }) => code));
    assert.deepEqual([...fired].sort(), Object.keys(EXPLAINED).sort());
  });

  test('none is on all reports, and some reports have none', () => {
    const all = [...saved.values()];
    assert.ok(all.length >= 33, String(all.length));
    for (const code of Object.keys(EXPLAINED)) {
      const without = all.filter((warnings) => !warnings.some((it) => it.code === code));
      assert.ok(without.length >= 0.7 * all.length, `${code} is on many reports`);
    }
    const silent = all.filter((warnings) => warnings.length === 0);
    assert.ok(silent.length >= all.length / 2, `${silent.length} of ${all.length} say nothing`);
  });

  test('each code stands once in a report, with words and a count', () => {
    for (const [at, warnings] of saved) {
      const codes = warnings.map(({ code }) => code);
      assert.equal(new Set(codes).size, codes.length, `${at}: ${codes}`);
      for (const { code, message, count, symbols } of warnings) {
        assert.match(message, /^[A-Z0-9].*\.$/, `${at} ${code}`);
        assert.ok(count > 0, `${at} ${code} counts ${count}`);
        assert.ok(symbols.length <= Math.min(10, count), `${at} ${code}`);
        assert.deepEqual(symbols, [...symbols].sort(), `${at} ${code}`);
      }
    }
  });
});

type Question = (window: string) => string;

/** Plain questions: nothing but the window, with the default options. */
const QUESTIONS: Record<string, Question> = {
  returns: (window) => `returns(window: ${window})`,
  'returns of an index': (window) => `index(symbol: "SPX") { returns(window: ${window})`,
  'returns of a wide index': (window) => `index(symbol: "RUT") { returns(window: ${window})`,
  'a comparison': (window) =>
    `indexComparison(subject: "RUT", benchmark: "SPX", window: ${window})`,
  shorts: (window) => `shorts(window: ${window})`,
  'shorts of an index': (window) => `index(symbol: "RUT") { shorts(window: ${window})`,
  'shorts of a security': (window) => `security(symbol: "LUMN") { shorts(window: ${window})`,
  'flows by category': (window) => `flows(provider: "ICI_WEEKLY", window: ${window})`,
  'flows by fund': (window) => `flows(provider: "ETF_SHARES", window: ${window})`,
};
const FIRST = day('2023-01-06');
const WEEKS = 37;

/** The codes of every plain question of a kind, over windows that end on each Friday. */
async function plainCodes(ask: Question): Promise<Set<string>[]> {
  const found: Set<string>[] = [];
  for (let week = 0; week < WEEKS; week++) {
    for (const preset of ['WTD', 'MTD', 'QTD', 'YTD']) {
      const to = formatDay(FIRST + 7 * week);
      const open = ask(`{preset: ${preset}, to: "${to}"}`);
      const close = open.includes('{ ') ? ' }' : '';
      const { data } = await demo.ask(`{ ${open} { ${COVERAGE} }${close} }`);
      const [report] = reportsIn(data, '');
      assert.ok(report, open);
      found.push(new Set(report[1].map(({ code }) => code)));
    }
  }
  return found;
}

describe('warnings of plain questions through the year', () => {
  for (const [kind, ask] of Object.entries(QUESTIONS)) {
    test(`${kind}: some have none, and no code is on nearly all of them`, async () => {
      const reports = await plainCodes(ask);
      assert.equal(reports.length, 4 * WEEKS);
      assert.ok(reports.some((codes) => codes.size === 0));
      for (const code of new Set(reports.flatMap((codes) => [...codes]))) {
        const share = reports.filter((codes) => codes.has(code)).length / reports.length;
        assert.ok(share < 0.85, `${code} is on ${share} of all reports`);
      }
    });
  }

  test('of a short report free of hindsight: no word of later reports', async () => {
    const options = 'options: {knownOn: "2023-09-08"}';
    for (const code of await plainCodes((window) => `shorts(window: ${window}, ${options})`)) {
      assert.equal(code.has('USES_LATER_REPORTS'), false);
    }
  });
});
