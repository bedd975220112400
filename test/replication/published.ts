/** One published number, where ours is found, and why the two may differ. */
export interface Published {
  readonly what: string;
  readonly source: string;
  readonly published: number;
  readonly unit: 'ratio' | 'usd' | 'count';
  /** A query with exactly one leaf; the value is read at the end of `path`. */
  readonly query: string;
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

const S3 = 'S3 Partners, 2023-09-07';
const AP = 'Associated Press';
const DJ = 'Dow Jones Market Data';
const YEAR = '{preset: YTD, to: "2023-09-06"}';
const AUGUST = '{from: "2023-08-01", to: "2023-09-06"}';
const SMALL = '{capTiers: [NANO, MICRO, SMALL]}';
const MID = '{capTiers: [MID]}';
const LARGE = '{capTiers: [LARGE, MEGA]}';

const COUNTS = 'S3 counts daily and over the counter; FINRA reports twice a month.';
const OTC = 'No prices off the exchange are in the files, so those names are left out.';
const BOUNDS = 'S3 does not publish its size bounds.';

export const PUBLISHED: readonly Published[] = [
  level('RUT', 'YTD', '2023-09-08', 0.0513, 'the article'),
  level('SPX', 'YTD', '2023-09-08', 0.161, 'the article'),
  level('SPX', 'YTD', '2023-01-09', 0.0137, DJ),
  level('SPX', 'YTD', '2023-05-19', 0.092, AP),
  level('RUT', 'YTD', '2023-05-19', 0.007, AP),
  {
    what: 'Russell 2000 members down, year to date on 2023-09-08',
    source: 'the article: "more than half"',
    published: 0.53,
    unit: 'ratio',
    query:
      '{ index(symbol: "RUT") { returns(window: {preset: YTD, to: "2023-09-08"}) ' +
      '{ total { declinerShare } } } }',
    path: ['index', 'returns', 'total', 'declinerShare'],
    reason: 'Members of the fund list of 2023-11-22; those without a price are left out.',
  },
  ...tiers('year to date', YEAR, [
    ['mega and large', LARGE, 653_095_067_028, -110_731_100_435, OTC],
    ['mid', MID, 227_366_711_950, -29_055_406_445, BOUNDS],
    ['small, nano and micro', SMALL, 85_572_054_459, 12_926_413_948, BOUNDS],
    ['all', '{}', 966_033_833_437, -126_860_092_932, OTC],
  ]),
  ...tiers('since August', AUGUST, [
    ['mega and large', LARGE, 645_800_000_000, 21_020_000_000, OTC],
    ['mid', MID, 219_900_000_000, 15_120_000_000, BOUNDS],
    ['small, nano and micro', SMALL, 75_116_915_042, 9_737_066_151, COUNTS],
    ['all', '{}', 940_800_000_000, 45_880_000_000, COUNTS],
  ]),
  {
    what: 'Small-cap share of all short selling',
    source: S3,
    published: 0.08858,
    unit: 'ratio',
    query: `{ shorts(window: ${YEAR}, where: ${SMALL}) { total { shareOfAll } } }`,
    path: ['shorts', 'total', 'shareOfAll'],
    reason: BOUNDS,
  },
  {
    what: 'Short P&L, small, nano and micro, by size on the first day',
    source: 'no figure; only its sign is known from the method',
    published: Number.NaN,
    unit: 'usd',
    query:
      `{ shorts(window: ${YEAR}, where: ${SMALL}, options: {universeAt: START}) ` +
      '{ total { pnl } } }',
    path: ['shorts', 'total', 'pnl'],
    reason: 'Read on the first day, small caps lost short sellers money: hindsight flatters.',
  },
  added('as reported (STEP)', 'STEP', 'FINRA reports twice a month, S3 counts daily.'),
  added('on a straight line (LINEAR)', 'LINEAR', 'The line runs across both edges of the window.'),
];

function level(index: string, preset: string, to: string, published: number, source: string) {
  return {
    what: `${index} year to date on ${to}`,
    source,
    published,
    unit: 'ratio',
    query:
      `{ index(symbol: "${index}") { performance(window: {preset: ${preset}, to: "${to}"}) ` +
      '{ periodReturn } } }',
    path: ['index', 'performance', 'periodReturn'],
    reason: 'Published levels; what is left is the rounding of the publication.',
  } as const;
}

type Tier = readonly [name: string, where: string, value: number, pnl: number, reason: string];

function tiers(when: string, window: string, rows: readonly Tier[]): Published[] {
  return rows.flatMap(([name, where, value, pnl, reason]) => {
    const of = (what: string, published: number, field: string): Published => ({
      what: `${what}, ${name}, ${when} to 2023-09-06`,
      source: S3,
      published,
      unit: 'usd',
      query: `{ shorts(window: ${window}, where: ${where}) { total { ${field} } } }`,
      path: ['shorts', 'total', field],
      reason,
    });
    return [of('Average value short', value, 'averageValue'), of('Short P&L', pnl, 'pnl')];
  });
}

function added(how: string, interpolation: string, reason: string): Published {
  return {
    what: `Small-cap shares added in 30 days to 2023-09-08, ${how}`,
    source: 'the article, from S3',
    published: 658_000_000,
    unit: 'usd',
    query:
      `{ shorts(window: {trailing: {count: 30, unit: DAY}, to: "2023-09-08"}, where: ${SMALL}, ` +
      `options: {interpolation: ${interpolation}}) { total { netShorting } } }`,
    path: ['shorts', 'total', 'netShorting'],
    reason,
  };
}
