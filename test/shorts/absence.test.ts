import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { ShortInquiry } from '../../src/shorts/short-inquiry.js';
import type { ShortOptionsRequest } from '../../src/shorts/short-options.js';
import { pathRange } from '../../src/shorts/sums/path-range.js';
import { columnsFor } from '../../src/shorts/lines/window-columns.js';
import { closeTo } from '../kernels/close-to.js';
import { loadChainGolden, num, nums } from '../kernels/golden.js';
import { ordinal } from '../support/panel-view.js';
import { dateOf, FIRST_ON, otherRows, steadyBars } from '../support/short-files.js';
import { bars, type ShortSpec, storedColumns } from '../support/stored.js';

const G14 = loadChainGolden().G14_absence;
const LAST = G14.close.length - 1;
const STORED = G14.settlements.filter((t) => !G14.missingFile.includes(t));
const publishedOn = (t: number) => (G14.publishedOn as Record<string, number>)[t] as number;

const PANEL = buildPanel(
  storedColumns({
    prices: [...bars('XYZ', FIRST_ON, [...nums(G14.close)]), ...steadyBars('NYSEAA', 9)],
    shorts: [
      ...otherRows(STORED, publishedOn),
      ...Object.entries(G14.reports).flatMap(([t, shares]): ShortSpec[] =>
        shares === 0
          ? []
          : [
              {
                symbol: 'XYZ',
                settledOn: dateOf(Number(t)),
                publishedOn: dateOf(publishedOn(Number(t))),
                shares,
                exchange: 'NYSE',
              },
            ],
      ),
    ],
  }),
);

/** A report on XYZ from day 0, the base, to the last. */
function ask(options: ShortOptionsRequest): ShortInquiry {
  return ShortInquiry.of(PANEL, {
    window: { from: dateOf(1), to: dateOf(LAST) },
    where: { symbols: ['XYZ'] },
    options,
  });
}

function sharesOf({ question }: ShortInquiry): number[] {
  const columns = columnsFor(question, question.options.interpolation);
  columns.load(ordinal(PANEL, 'XYZ'));
  return [...columns.shares];
}

for (const [name, golden, options] of [
  ['STEP', G14.STEP, { interpolation: 'STEP' }],
  ['LINEAR', G14.LINEAR, { interpolation: 'LINEAR' }],
  ['STEP as known on the last day', G14.STEP_knownOn_end, { knownOn: dateOf(LAST) }],
] as const) {
  describe(`G14, a name that a complete file lacks, by ${name}`, () => {
    const inquiry = ask(options);
    const { totals } = inquiry;

    test('shares by day', () => assert.deepEqual(sharesOf(inquiry), golden.shares));
    test('profit', () => closeTo(totals.pnl, golden.pnl, 1000));
    test('average value', () => closeTo(totals.averageValue, num(golden.averageValue)));
    test('value at both ends', () => {
      closeTo(totals.startValue, golden.startValue);
      closeTo(totals.endValue, golden.endValue, 1000);
    });
    test('what was sold and bought back', () => {
      closeTo(totals.netShorting, golden.netShorting);
      closeTo(totals.priceEffect, golden.priceEffect, 1000);
    });
  });
}

test('G14, the span over all paths has the next report taken for each day', () => {
  const inquiry = ask({ interpolation: 'STEP' });
  const range = pathRange(inquiry.question, inquiry.set.lines);
  closeTo(range?.low as number, G14.STEP_BACK.pnl);
  closeTo(range?.high as number, G14.STEP.pnl, 1000);
});
