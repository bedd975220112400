import { addMonths, day, type Day, formatDay } from '../../time/day.js';
import type { FundCategory } from '../../vocabulary.js';
import type { Market } from '../market.js';
import { Random } from '../random.js';
import { fixed } from './text.js';

const FIRST_WEEK = day('2022-09-07');
const LAST_WEEK = day('2023-09-13');
const STORY_WEEK = day('2023-06-14');

interface Category {
  readonly name: FundCategory;
  /** Million US dollars before the first week. */
  readonly assets: number;
  /** Usual flow of a week and its deviation, million US dollars. */
  readonly flow: number;
  readonly spread: number;
  /** Share of an index's move that its funds make. */
  readonly follows: 'RUT' | 'SPX';
  readonly beta: number;
  /** Flows of the weeks from 14 June 2023 on, where they are part of the story. */
  readonly story?: readonly number[];
}

const CATEGORIES: readonly Category[] = [
  {
    name: 'US_SMALL_CAP',
    assets: 73_500,
    flow: -60,
    spread: 560,
    follows: 'RUT',
    beta: 0.98,
    story: [
      -1784.2, 322.6, -214.8, -391.5, 164.3, 241.9, -612.7, -874.1, -126.4, 688.2, -318.5, -1087.6,
      -1503.4, -402.8,
    ],
  },
  {
    name: 'US_LARGE_CAP',
    assets: 912_000,
    flow: 350,
    spread: 2900,
    follows: 'SPX',
    beta: 0.99,
    story: [
      2210.4, -1408.9, 1873.2, 3360.8, -912.7, 2481.3, 1105.6, -2240.1, -3177.4, 1518.8, -764.9,
      2093.5, 5512.7, 1284.3,
    ],
  },
  { name: 'US_MID_CAP', assets: 148_000, flow: -110, spread: 540, follows: 'RUT', beta: 0.9 },
  {
    name: 'US_MULTI_CAP',
    assets: 1_240_000,
    flow: -2900,
    spread: 2600,
    follows: 'SPX',
    beta: 0.97,
  },
  {
    name: 'INTERNATIONAL_EQUITY',
    assets: 690_000,
    flow: -420,
    spread: 1900,
    follows: 'SPX',
    beta: 0.6,
  },
  { name: 'HYBRID', assets: 402_000, flow: -580, spread: 610, follows: 'SPX', beta: 0.5 },
  { name: 'BOND', assets: 1_530_000, flow: 1500, spread: 4200, follows: 'SPX', beta: 0.1 },
];

/** Weekly flows and assets of fund categories, weeks ending on Wednesday, in millions. */
export function fundFlowsFile(seed: string, market: Market): string {
  const lines = ['week ending,category,net flow ($m),assets ($m)'];
  const series = CATEGORIES.map((category) => ({
    category,
    random: new Random(`${seed}/flows/${category.name}`),
    assets: category.assets,
  }));
  for (let end = FIRST_WEEK; end <= LAST_WEEK; end += 7) {
    for (const one of series) {
      const { category, random } = one;
      const luck = category.flow + category.spread * random.normal();
      const told = category.story?.[(end - STORY_WEEK) / 7];
      const flow = told ?? calm(category, luck, end);
      const growth = category.beta * weekMove(market, category.follows, end, random);
      one.assets = one.assets * (1 + growth) + flow;
      lines.push(`${formatDay(end)},${category.name},${fixed(flow, 1)},${fixed(one.assets, 1)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** In spring no week of the small category is to rival the ones of the story. */
function calm({ story, spread }: Category, flow: number, end: Day): number {
  const isNear = story !== undefined && end > addMonths(STORY_WEEK, -3);
  return isNear ? Math.max(-2 * spread, Math.min(2 * spread, flow)) : flow;
}

/** Move of an index over the week; made up for weeks before the first level. */
export function weekMove(market: Market, index: 'RUT' | 'SPX', end: Day, random: Random): number {
  const to = market.timeline.axis.indexOnOrBefore(end);
  const from = market.timeline.axis.indexOnOrBefore(end - 7);
  const luck = 0.021 * random.normal();
  if (from < 0) return luck;
  const level = market.levels[index];
  return (level[Math.min(to, level.length - 1)] as number) / (level[from] as number) - 1;
}
