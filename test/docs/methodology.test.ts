import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { advanceDeclineLine } from '../../src/kernels/advance-decline-line.js';
import { brinson } from '../../src/kernels/brinson.js';
import { capWeights } from '../../src/kernels/cap-weights.js';
import { concentration } from '../../src/kernels/concentration.js';
import { daysToCover } from '../../src/kernels/days-to-cover.js';
import { maxDrawdown } from '../../src/kernels/drawdown.js';
import { fillShares } from '../../src/kernels/fill-shares.js';
import { fundFlow } from '../../src/kernels/fund-flow.js';
import { mcclellan } from '../../src/kernels/mcclellan.js';
import { ratioAdjustedNetAdvances } from '../../src/kernels/ratio-adjusted-net-advances.js';
import { shareOfFloat } from '../../src/kernels/share-of-float.js';
import { financingCost } from '../../src/kernels/short-costs.js';
import { shortPnl } from '../../src/kernels/short-pnl.js';
import { trin } from '../../src/kernels/trin.js';
import { upCapture } from '../../src/kernels/up-capture.js';
import { publicationDay, tradingDayNumber } from '../../src/time/calendar.js';
import { day, formatDay } from '../../src/time/day.js';
import { repoRoot } from '../kernels/golden.js';

const TEXT = readFileSync(join(repoRoot(), 'docs/methodology.md'), 'utf8');

function near(found: ArrayLike<number>, wanted: readonly number[]): void {
  assert.equal(found.length, wanted.length);
  wanted.forEach((value, k) => {
    const off = Math.abs((found[k] as number) - value);
    assert.ok(off <= 1e-9 * Math.max(1, Math.abs(value)), `${found[k]} is not ${value}`);
  });
}

describe('docs/methodology.md', () => {
  test('names every kernel', () => {
    const helpers = ['sum', 'compare-numbers'];
    const kernels = readdirSync(join(repoRoot(), 'src/kernels'))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => name.slice(0, -3));
    const missing = kernels.filter(
      (name) => !helpers.includes(name) && !TEXT.includes(`\`${name}\``),
    );
    assert.deepEqual(missing, []);
  });

  test('has an entry for every number that code cites', () => {
    const entries = new Set(Array.from(TEXT.matchAll(/^## (M\d+) /gm), (match) => match[1]));
    const cited = new Set<string>();
    for (const path of readdirSync(join(repoRoot(), 'src'), { recursive: true })) {
      if (!String(path).endsWith('.ts')) continue;
      const source = readFileSync(join(repoRoot(), 'src', String(path)), 'utf8');
      for (const match of source.matchAll(/\bM(?:[1-9]|1\d|20)\b/g)) cited.add(match[0]);
    }
    assert.deepEqual(
      [...cited].filter((entry) => !entries.has(entry)),
      [],
    );
  });
});

describe('the examples of the methodology', () => {
  test('M2: a cap of 0.4', () => {
    near(capWeights(Float64Array.of(0.5, 0.3, 0.2), 0.4), [0.4, 0.36, 0.24]);
  });

  test('M5: two days of breadth', () => {
    const days = {
      advancers: Float64Array.of(2, 1),
      decliners: Float64Array.of(2, 4),
      upVolume: Float64Array.of(150, 110),
      downVolume: Float64Array.of(280, 395),
    };
    const net = ratioAdjustedNetAdvances(days);
    const { fast, slow, oscillator } = mcclellan(net);
    near([trin(days)[0] as number, ...net], [28 / 15, 0, -600]);
    near(advanceDeclineLine(days), [0, -3]);
    near([fast[1], slow[1], oscillator[1]].map(Number), [-60, -30, -30]);
  });

  test('M6: four members', () => {
    const weights = Float64Array.of(0.4, 0.3, 0.2, 0.1);
    const returns = [0.5, 0.1, -0.05, -0.2];
    const found = concentration(
      weights,
      weights.map((weight, k) => weight * (returns[k] as number)),
    );
    near(
      [
        found.hhi,
        found.effectiveCount,
        found.topWeight(2),
        found.topContribution(1),
        found.topShareOfGains(1),
        found.exTopReturn(1),
      ],
      [0.3, 10 / 3, 0.7, 1, 20 / 23, 0],
    );
  });

  test('M7: two sectors on one day', () => {
    const { allocation, selection, interaction, subjectReturn, benchmarkReturn } = brinson(
      { weights: Float64Array.of(0.6, 0.4), returns: Float64Array.of(0.12, 0.02) },
      { weights: Float64Array.of(0.5, 0.5), returns: Float64Array.of(0.1, 0.02) },
    );
    near(allocation, [0.004, 0.004]);
    near(selection, [0.01, 0]);
    near(interaction, [0.002, 0]);
    near([subjectReturn, benchmarkReturn], [0.08, 0.06]);
  });

  test('M8: a drawdown', () => {
    const { depth, peak, trough } = maxDrawdown(Float64Array.of(100, 110, 99, 104.5));
    near([depth, peak, trough], [-0.1, 1, 2]);
  });

  test('M8: capture of rising days', () => {
    const subject = Float64Array.of(0.01, -0.02, 0.015, 0.005, -0.01, 0.03);
    const benchmark = Float64Array.of(0.008, -0.012, 0.01, 0.002, -0.006, 0.018);
    near([Math.round(upCapture(subject, benchmark) * 1e6)], [1_590_094]);
  });

  test('M10: the day after a report', () => {
    const found = (['STEP', 'LINEAR', 'STEP_BACK'] as const).map((mode) => {
      const out = new Float64Array(5);
      fillShares(out, 0, [0, 4], [100, 140], 0, 2, mode);
      return out[1] as number;
    });
    near(found, [100, 110, 140]);
  });

  test('M11 and M14: three days', () => {
    const shares = Float64Array.of(100, 140, 140);
    const close = Float64Array.of(20, 19, 21);
    const found = shortPnl(shares, close, 0, 2);
    near([found.pnl, found.averagePositionPnl, found.startPositionPnl], [-180, -120, -100]);
    near([found.timingEffect, found.averageValue], [-60, 7600 / 3]);
    near([found.netShorting, found.priceEffect], [760, 180]);
    near([found.startValue, found.endValue], [2000, 2940]);
    near([found.pnl / found.averageValue], [-27 / 380]);
    const fee = Float64Array.of(0.36, 0.36, 0.36);
    near([financingCost(shares, close, Int32Array.of(0, 3, 1), fee, 0, 1)], [6]);
  });

  test('M15: FINRA and the float', () => {
    assert.deepEqual(daysToCover(153_871_752, 15_933_852), { days: 9.66, isClamped: false });
    assert.deepEqual(daysToCover(1_015_199, 3_037_258), { days: 1, isClamped: true });
    const { ofFloat, ofLongs } = shareOfFloat(71.19, 50.19);
    near([Math.round(ofFloat * 1e4), Math.round(ofLongs * 1e4)], [14184, 5865]);
  });

  test('M16: days of publication', () => {
    const settled = ['2023-08-31', '2023-07-14', '2023-09-29', '2023-12-29'];
    assert.deepEqual(
      settled.map((on) => formatDay(publicationDay(day(on)))),
      ['2023-09-12', '2023-07-25', '2023-10-10', '2024-01-10'],
    );
  });

  test('M17: a flow from assets', () => {
    const period = { assetsStart: 62_000, assetsEnd: 60_200, navReturn: -0.0048 };
    const { portfolioChange, flow, flowRatio } = fundFlow(period);
    near([portfolioChange, flow, flowRatio], [-297.6, -1502.4, -1502.4 / 62_000]);
  });

  test('M20: trading days of the year to 8 September 2023', () => {
    const count = tradingDayNumber(day('2023-09-08')) - tradingDayNumber(day('2022-12-30'));
    assert.equal(count, 172);
  });
});
