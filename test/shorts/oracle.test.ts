import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CAP_TIER_BOUNDS, type CapTier } from '../../src/methodology.js';
import { ShortInquiry } from '../../src/shorts/short-inquiry.js';
import {
  type NaiveLine,
  type NaiveMarket,
  type NaiveQuestion,
  naiveShorts,
} from '../oracle/naive-shorts.js';
import { dateOf } from '../support/short-files.js';
import { anyMarket, DAYS, panelOf, type Telling } from './market.js';

const RUNS = 400;

const anyQuestion = fc
  .record({
    base: fc.integer({ min: 0, max: DAYS - 2 }),
    length: fc.integer({ min: 1, max: DAYS - 1 }),
    interpolation: fc.constantFrom('STEP', 'LINEAR'),
    method: fc.constantFrom('DAILY_MARK_TO_MARKET', 'AVERAGE_POSITION', 'START_POSITION'),
    universeAt: fc.constantFrom('START', 'END', 'DAILY'),
    tier: fc.option(fc.constantFrom('NANO', 'MICRO', 'SMALL', 'MID', 'LARGE', 'MEGA')),
    knownOn: fc.option(fc.integer({ min: 0, max: DAYS + 5 }), { freq: 3 }),
    delisting: fc.constantFrom('TERMINAL', 'LAST_PRICE'),
    basis: fc.constantFrom('PRICE', 'TOTAL'),
    financing: fc.constantFrom(0, 0.36),
  })
  .map(({ length, tier, ...it }) => ({
    ...it,
    end: Math.min(it.base + length, DAYS - 1),
    tier: tier as CapTier | null,
    interpolation: it.knownOn === null ? it.interpolation : 'STEP',
    // The other methods count whole windows, so that a stay in a DAILY set has its own answer.
    method: it.universeAt === 'DAILY' ? 'DAILY_MARK_TO_MARKET' : it.method,
  }));
type Question = typeof anyQuestion extends fc.Arbitrary<infer T> ? T : never;

function naiveQuestion({ tier, ...it }: Question): NaiveQuestion {
  const bounds = CAP_TIER_BOUNDS.find(({ capTier }) => capTier === tier);
  const size = bounds ? [bounds.min, bounds.max ?? Number.POSITIVE_INFINITY] : null;
  return { ...it, size } as NaiveQuestion;
}

function inquiryOf(market: NaiveMarket, ask: Question, telling: Telling): ShortInquiry {
  return ShortInquiry.of(panelOf(market, telling), {
    window: { from: dateOf(ask.base + 1), to: dateOf(ask.end) },
    where: ask.tier === null ? null : { capTiers: [ask.tier] },
    options: {
      method: ask.method as NaiveQuestion['method'],
      interpolation: ask.interpolation as NaiveQuestion['interpolation'],
      universeAt: ask.universeAt as NaiveQuestion['universeAt'],
      knownOn: ask.knownOn === null ? null : dateOf(ask.knownOn),
      delisting: ask.delisting as NaiveQuestion['delisting'],
      basis: ask.basis as NaiveQuestion['basis'],
      financing: ask.financing,
    },
  });
}

const FIELDS = [
  'pnl',
  'averageValue',
  'startValue',
  'endValue',
  'netShorting',
  'priceEffect',
  'dividends',
  'financing',
] as const satisfies readonly (keyof NaiveLine)[];

/** Equal within 1e-9 of the value that the position ever had. */
function assertSame(actual: Pick<NaiveLine, (typeof FIELDS)[number]>, expected: NaiveLine) {
  const { startValue, endValue, averageValue, netShorting } = expected;
  const scale = startValue + endValue + averageValue + Math.abs(netShorting) + 1;
  for (const field of FIELDS) {
    const [is, should] = [actual[field], expected[field]];
    assert.ok(Math.abs(is - should) <= 1e-9 * scale * 50, `${field} is ${is}, not ${should}`);
  }
}

function sumOf(lines: Iterable<NaiveLine>): NaiveLine {
  const total = { ...ZERO };
  for (const line of lines) {
    for (const field of Object.keys(ZERO) as (keyof NaiveLine)[]) total[field] += line[field];
  }
  return total;
}

const ZERO: NaiveLine = {
  pnl: 0,
  averageValue: 0,
  startValue: 0,
  endValue: 0,
  netShorting: 0,
  priceEffect: 0,
  timingEffect: 0,
  dividends: 0,
  financing: 0,
};

describe('short selling of random markets against the naive reading of the methodology', () => {
  for (const telling of ['RECORDED', 'SHOWN'] as const) {
    test(`splits ${telling}: every line and the total`, () => {
      fc.assert(
        fc.property(anyMarket, anyQuestion, (market, ask) => {
          const expected = naiveShorts(market, naiveQuestion(ask));
          const inquiry = inquiryOf(market, ask, telling);
          const { symbols } = inquiry.question.panel.securities;
          const lists = inquiry.bySecurity();
          const found = lists.map((lines) => symbols[lines.securityAt(0)]);
          assert.deepEqual(found, [...expected.keys()].sort());
          lists.forEach((lines, k) => {
            assertSame(inquiry.totalsFor(lines), expected.get(found[k] as string) as NaiveLine);
          });
          assertSame(inquiry.totals, sumOf(expected.values()));
        }),
        { numRuns: RUNS },
      );
    });
  }

  test('timing effect, for sets of whole windows', () => {
    fc.assert(
      fc.property(anyMarket, anyQuestion, (market, asked) => {
        const ask: Question = {
          ...asked,
          universeAt: asked.universeAt === 'START' ? 'START' : 'END',
        };
        const expected = sumOf(naiveShorts(market, naiveQuestion(ask)).values());
        const { totals } = inquiryOf(market, ask, 'RECORDED');
        const scale = expected.averageValue + Math.abs(expected.pnl) + 1;
        const gap = Math.abs(totals.timingEffect - expected.timingEffect);
        assert.ok(gap <= 1e-7 * scale, `${totals.timingEffect} is not ${expected.timingEffect}`);
      }),
      { numRuns: RUNS / 2 },
    );
  });
});
