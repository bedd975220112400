/** A value that makes no sense for some arguments, and what is said of it. */
export interface Abuse {
  /** The arguments it is put for, by coordinate such as `Query.shorts(options.financing)`. */
  readonly at: RegExp;
  readonly literal: string;
  readonly code: string;
  readonly message: string;
  readonly suggestions?: readonly string[];
  /** The arguments that are wrong in it, where they are not `at` itself. */
  readonly covers?: RegExp;
}

const BAD = { code: 'BAD_USER_INPUT' } as const;
const WINDOW = { code: 'BAD_WINDOW' } as const;
const SYMBOL = { code: 'UNKNOWN_SYMBOL' } as const;
const INDEX = { code: 'UNKNOWN_INDEX' } as const;

const ANY_WINDOW = /\(window\)$/;
/** Windows over prices, levels and filings; those of flows reach as far as a provider does. */
const PRICED = /^(?!.*flows)(?!.*shortPositions).*\(window\)$/;
const PRICES = 'Data are stored from 2021-12-14 to 2023-09-15.';
const FLOWS = 'Data are stored from 2022-08-31 to 2023-09-13.';

function takesOne(found: string): string {
  return (
    'A window takes exactly one of `preset`, `from`, `trailing`, `month`, `quarter` and `year`, ' +
    `and \`to\` beside the first three alone; found ${found}. ` +
    'Give one, such as {preset: YTD}, {from: "2023-06-01", to: "2023-07-31"} or {year: 2023}.'
  );
}

const WEIGHTS: Abuse[] = [
  ...[0, -0.1, 1.5].map((cap) => ({
    at: /returns\(options\.weightCap\)$/,
    literal: String(cap),
    ...BAD,
    message: `options.weightCap is ${cap}: give a ratio above 0 and up to 1, such as 0.1 for 10 %.`,
  })),
  {
    at: /indexComparison\(options\.weightCap\)$/,
    literal: '0.1',
    ...BAD,
    message:
      'options.weightCap does not apply to published levels, which a comparison explains. Ask ' +
      '`index(symbol) { returns(options: { weightCap }) }` for each index instead.',
  },
];

const WINDOWS: Abuse[] = [
  { at: ANY_WINDOW, literal: '{}', ...BAD, message: takesOne('none') },
  {
    at: ANY_WINDOW,
    literal: '{to: "2023-09-08"}',
    ...BAD,
    message: takesOne('none'),
  },
  {
    at: ANY_WINDOW,
    literal: '{preset: YTD, from: "2023-01-03"}',
    ...BAD,
    message: takesOne('`preset` and `from`'),
  },
  {
    at: ANY_WINDOW,
    literal: '{from: "2023-01-03", trailing: {count: 1, unit: DAY}}',
    ...BAD,
    message: takesOne('`from` and `trailing`'),
  },
  {
    at: ANY_WINDOW,
    literal: '{preset: YTD, from: "2023-01-03", trailing: {count: 1, unit: DAY}}',
    ...BAD,
    message: takesOne('`preset` and `from` and `trailing`'),
  },
  {
    at: ANY_WINDOW,
    literal: '{month: "2023-06", to: "2023-06-15"}',
    ...BAD,
    message: takesOne('`month` and `to`'),
    covers: /\(window\.month\)$/,
  },
  {
    at: ANY_WINDOW,
    literal: '{preset: YTD, quarter: "2023Q2"}',
    ...BAD,
    message: takesOne('`preset` and `quarter`'),
    covers: /\(window\.quarter\)$/,
  },
  {
    at: ANY_WINDOW,
    literal: '{year: 0}',
    ...BAD,
    message: '`year` is 0; it must be 1 to 9999.',
    covers: /\(window\.year\)$/,
  },
  {
    at: ANY_WINDOW,
    literal: '{from: "2023-08-01", to: "2023-07-01"}',
    ...WINDOW,
    message:
      'The window begins on 2023-08-01, after its end on 2023-07-01. `from` must not be later ' +
      'than `to`.',
    covers: /\(window\.(from|to)\)$/,
  },
  ...[0, -1].map((count) => ({
    at: /\(window\.trailing\.count\)$/,
    literal: String(count),
    ...BAD,
    message: `\`trailing.count\` is ${count}; it must be a whole number of at least 1.`,
  })),
  {
    at: PRICED,
    literal: '{preset: YTD, to: "1999-01-01"}',
    ...WINDOW,
    message: `The window ends on 1999-01-01, before the data begin. ${PRICES}`,
  },
  {
    at: PRICED,
    literal: '{from: "2024-01-01"}',
    ...WINDOW,
    message: `The window begins on 2024-01-01, after the data end. ${PRICES}`,
  },
  {
    at: PRICED,
    literal: '{from: "2023-07-01", to: "2023-07-02"}',
    ...WINDOW,
    message:
      'No trading day with data lies after the base of the window on 2023-06-30 and up to its ' +
      `end on 2023-07-02. ${PRICES}`,
  },
  {
    at: /shortPositions\(window\)$/,
    literal: '{preset: YTD, to: "1999-01-01"}',
    ...WINDOW,
    message:
      'The window ends on 1999-01-01, before the data begin. Data are stored from 2021-12-14 to ' +
      '2023-09-15.',
  },
  {
    at: /flows\(window\)$/,
    literal: '{from: "2024-01-01"}',
    ...WINDOW,
    message: `The window begins on 2024-01-01, after the data end. ${FLOWS}`,
  },
  {
    at: /flows\(window\)$/,
    literal: '{from: "2023-07-01", to: "2023-07-02"}',
    ...WINDOW,
    message:
      'No trading day with data lies after the base of the window on 2023-06-30 and up to its ' +
      `end on 2023-07-02. ${FLOWS}`,
  },
];

const LISTS: Abuse[] = [
  ...[0, -1, 501].map((first) => ({
    at: /\(first\)$/,
    literal: String(first),
    ...BAD,
    message: `first must be between 1 and 500, not ${first}.`,
  })),
  ...['"garbage"', '""'].map((literal) => ({
    // Days take a date instead of a cursor.
    at: /^(?!ShortLine).*\(after\)$/,
    literal,
    code: 'BAD_CURSOR',
    message:
      'after is not a cursor of this list: pass an endCursor of the same field, arguments and ' +
      'data version, or leave it out to start again.',
  })),
  { at: /\(by\)$/, literal: '[]', ...BAD, message: 'by must name one to 3 properties, not 0.' },
  {
    at: /\(by\)$/,
    literal: '[CAP_TIER, SECTOR, INDUSTRY, EXCHANGE]',
    ...BAD,
    message: 'by must name one to 3 properties, not 4.',
  },
  {
    at: /\(by\)$/,
    literal: '[SECTOR, CAP_TIER, SECTOR]',
    ...BAD,
    message: 'by names SECTOR more than once.',
  },
  {
    at: /^Query\.nodes\(ids\)$/,
    literal: `[${'"QQ", '.repeat(101)}]`,
    ...BAD,
    message: 'ids must hold at most 100 entries, not 101.',
  },
  ...[0, -1].map((count) => ({
    at: /^Concentration\..*\(count\)$/,
    literal: String(count),
    ...BAD,
    message: `count must be at least 1, not ${count}.`,
  })),
  ...[0, -1, 251].map((sessions) => ({
    at: /\(sessions\)$/,
    literal: String(sessions),
    ...BAD,
    message: `sessions must be between 1 and 250, not ${sessions}.`,
  })),
];

/** Places of a filter of securities; funds have one of their own. */
const SECURITY_FILTER = '^(?!.*(flows|funds)).*';
const where = (field: string) => new RegExp(`${SECURITY_FILTER}\\(where\\.${field}\\)$`);

/** The symbols nearest to LUMNN. */
const NEAR = ['LUMN', 'LUME', 'AMZN', 'CMNB', 'CMNM'];

const NAMES: Abuse[] = [
  {
    at: /^Query\.security\(symbol\)$/,
    literal: '"LUMNN"',
    ...SYMBOL,
    message: `No security with the symbol "LUMNN" is stored. Did you mean ${NEAR.join(', ')}?`,
    suggestions: NEAR,
  },
  {
    at: /^Query\.security\(on\)$/,
    literal: '"1999-01-01"',
    ...SYMBOL,
    message: 'The symbol "LUMN" was not in use on 1999-01-01. It was in use from 2021-12-14 on.',
  },
  {
    at: where('symbols'),
    literal: '["LUMNN"]',
    ...SYMBOL,
    message: `No security with the symbol "LUMNN" is stored. Did you mean ${NEAR.join(', ')}?`,
    suggestions: NEAR,
  },
  ...['RUTT', 'RTU'].map((symbol) => ({
    at: /^(Query\.index\(symbol\)|.*\((subject|benchmark|over|where\.index)\))$/,
    literal: `"${symbol}"`,
    ...INDEX,
    message: `No index with the symbol "${symbol}" is stored. Did you mean RUT?`,
    suggestions: ['RUT'],
  })),
  {
    at: /^Query\.(index\(symbol|indices\(symbols)\)$/,
    literal: '"NASDAQ100"',
    ...INDEX,
    message: 'No index with the symbol "NASDAQ100" is stored. Stored: RUT, SPX.',
    suggestions: ['RUT', 'SPX'],
  },
  {
    at: /\(benchmark\)$/,
    literal: '"rut"',
    ...BAD,
    message: 'subject and benchmark are both RUT: name two indices.',
  },
  {
    at: where('industries'),
    literal: '["Regional Bnaks"]',
    ...BAD,
    message:
      'where.industries: no security was ever in the industry "Regional Bnaks". Did you mean ' +
      '"Regional Banks"?',
    suggestions: ['Regional Banks'],
  },
  {
    at: where('industries'),
    literal: '[""]',
    ...BAD,
    message:
      'where.industries: no security was ever in the industry "". Group by INDUSTRY to see them ' +
      'all.',
  },
  {
    at: new RegExp(`${SECURITY_FILTER}\\(where\\)$`),
    literal: '{minMarketCap: 2000000000, maxMarketCap: 2000000000}',
    ...BAD,
    message:
      'where.minMarketCap is 2000000000 and must be below where.maxMarketCap, which is 2000000000.',
  },
  {
    at: where('minMarketCap'),
    literal: '-0.01',
    ...BAD,
    message: 'where.minMarketCap must be 0 or more, not -0.01.',
  },
  {
    at: where('maxMarketCap'),
    literal: '0',
    ...BAD,
    message: 'where.maxMarketCap must be above 0, not 0.',
  },
];

const FUNDS: Abuse[] = [
  {
    at: /flows\(provider\)$/,
    literal: '"ICI_WEEKLYY"',
    code: 'UNKNOWN_PROVIDER',
    message:
      'No fund flows of a provider "ICI_WEEKLYY" are stored. Did you mean ICI_WEEKLY? Stored: ' +
      'ETF_SHARES, ICI_WEEKLY.',
    suggestions: ['ICI_WEEKLY'],
  },
  {
    at: /flows\(provider\)$/,
    literal: '"MORNINGSTAR"',
    code: 'UNKNOWN_PROVIDER',
    message:
      'No fund flows of a provider "MORNINGSTAR" are stored. Stored: ETF_SHARES, ICI_WEEKLY.',
    suggestions: ['ETF_SHARES', 'ICI_WEEKLY'],
  },
  {
    at: /^Query\.flows\(where\.symbols\)$/,
    literal: '["BRAK"]',
    ...SYMBOL,
    message:
      'ICI_WEEKLY has no fund with the symbol "BRAK". It reports no single funds: restrict the ' +
      'set by `categories`, or leave `symbols` out.',
  },
  {
    at: /^Query\.funds\(where\.symbols\)$/,
    literal: '["BRAKK"]',
    ...SYMBOL,
    message: 'No fund with the symbol "BRAKK" is stored. Did you mean BRAK?',
    suggestions: ['BRAK'],
  },
];

const OPTIONS: Abuse[] = [
  {
    at: /shorts\(options\)$/,
    literal: '{interpolation: LINEAR, knownOn: "2023-09-08"}',
    ...BAD,
    message:
      'options.interpolation LINEAR looks ahead to the next report and cannot be used with ' +
      'options.knownOn: use STEP, or leave interpolation out.',
    covers: /\(options\.knownOn\)$/,
  },
  ...[-1, 10.5, 50].map((financing) => ({
    at: /\(options\.financing\)$/,
    literal: String(financing),
    ...BAD,
    message:
      'options.financing must be a yearly ratio from 0 to 10, such as 0.003 for 0.3 %, not ' +
      `${financing}.`,
  })),
  {
    at: /^Index\.performance\(basis\)$/,
    literal: 'TOTAL',
    ...BAD,
    message:
      'basis TOTAL is not available for the level of RUT: only price levels are stored. Use ' +
      'PRICE, or the capWeightReturn of its returns with basis TOTAL and universeAt DAILY, which ' +
      'its members rebuild with their dividends.',
  },
];

export const ABUSES: readonly Abuse[] = [
  ...WINDOWS,
  ...WEIGHTS,
  ...LISTS,
  ...NAMES,
  ...FUNDS,
  ...OPTIONS,
];

/** Arguments that make sense with every value of their type. */
export const HARMLESS: readonly RegExp[] = [
  // An ID of nothing is a question with the answer null.
  /^Query\.node\(id\)$/,
  // A day without data has null, or the nearest that is known, for an answer.
  /^(Security|Index)\..*\(on\)$/,
  /^Query\.securities\(on\)$/,
  // Before the first report nothing was known.
  /^Security\.shortPositions\(knownOn\)$/,
  // After the last day there are no more.
  /^ShortLine\.days\(after\)$/,
  // No value is a wrong one, and an empty list keeps nothing.
  /\(where\.(capTiers|sectors|categories)\)$/,
  /^Query\.dataSources\(kinds\)$/,
];
