// What `by-hand.mjs` breaks: a text that stands exactly once in a compiled file of `src/`, what is
// put in its place, and the test files that must notice.

const SHORTS = [
  {
    name: 'sign of the short profit',
    file: 'kernels/short-pnl',
    from: 'position * (price - nextPrice)',
    to: 'position * (nextPrice - price)',
    tests: ['kernels/short-pnl', 'shorts/golden'],
  },
  {
    name: "profit on the day's shares instead of those of the day before",
    file: 'kernels/short-pnl',
    from: 'gain.add(position *',
    to: 'gain.add(nextPosition *',
    tests: ['kernels/short-pnl', 'shorts/golden'],
  },
  {
    name: 'sign of the short profit by spells',
    file: 'kernels/short-spells',
    from: 'gain += n * (price - last) - ',
    to: 'gain += n * (last - price) - ',
    tests: ['kernels/short-spells', 'shorts/oracle'],
  },
  {
    name: 'sign of the profit between two reports',
    file: 'kernels/step-gains',
    from: 'gain += held * (price - now)',
    to: 'gain += held * (now - price)',
    tests: ['kernels/step-gains'],
  },
  {
    name: 'sign of the profit of whole rows',
    file: 'kernels/spell-rows',
    from: 'out[i] += n[i] * (price[i] - last[i]);',
    to: 'out[i] += n[i] * (last[i] - price[i]);',
    tests: ['kernels/spell-rows'],
  },
  {
    name: 'shares of whole rows by the report after the one in force',
    file: 'kernels/spell-rows',
    from: 'this.pieces.map((piece) => this.sharesAt(piece, piece.from))',
    to: 'this.pieces.map((piece) => this.sharesAt(piece, piece.to))',
    tests: ['kernels/spell-rows'],
  },
  {
    name: 'sign of the profit of the second of four stretches',
    file: 'kernels/stretch-gains',
    from: 'own[g + 1] += shares[h1 + i] * (second - third);',
    to: 'own[g + 1] += shares[h1 + i] * (third - second);',
    tests: ['kernels/stretch-gains', 'panel/derived/shortcuts'],
  },
  {
    name: 'LINEAR positions filled as STEP',
    file: 'kernels/fill-shares',
    from: "mode === 'STEP')",
    to: "mode !== 'STEP_BACK')",
    tests: ['kernels/fill-shares', 'shorts/golden'],
  },
  {
    name: 'dividends of the shorts as a gain',
    file: 'kernels/short-costs',
    from: 'paid.add(shares[t - 1] * dividend)',
    to: 'paid.add(-shares[t - 1] * dividend)',
    tests: ['kernels/short-costs'],
  },
  {
    name: 'dividends a session after their ex-date',
    file: 'kernels/short-costs',
    from: 'dividendByDay[t]',
    to: 'dividendByDay[t - 1]',
    tests: ['kernels/short-costs'],
  },
  {
    name: 'a weekend of borrowing costs one day',
    file: 'kernels/short-costs',
    from: 'price * calendarDaysSincePrevious[t]',
    to: 'price',
    tests: ['kernels/short-costs'],
  },
  {
    name: 'days to cover cut off instead of rounded',
    file: 'kernels/days-to-cover',
    from: '200 * shares + averageDailyVolume',
    to: '200 * shares',
    tests: ['kernels/short-metrics'],
  },
  {
    name: 'reports known before they were published',
    file: 'shorts/lines/window-columns',
    from: 'published > knownIndex || ',
    to: '',
    tests: ['shorts/lines/known-on'],
  },
  {
    name: 'restated figures known before they were published',
    file: 'shorts/lines/window-columns',
    from: 'revisedIndex[k] <= knownIndex',
    to: 'true',
    tests: ['shorts/lines/known-on'],
  },
];

const DAYS = [
  {
    name: 'base day one session late',
    file: 'time/window',
    from: 'previousTradingDay(fromAsked)',
    to: 'tradingDayOnOrBefore(fromAsked)',
    tests: ['time/window'],
  },
  {
    name: 'base day one session early',
    file: 'time/window',
    from: 'previousTradingDay(fromAsked)',
    to: 'previousTradingDay(previousTradingDay(fromAsked))',
    tests: ['time/window'],
  },
  {
    name: 'publication 8 sessions after settlement instead of 7',
    file: 'time/calendar',
    from: 'PUBLICATION_LAG = 7',
    to: 'PUBLICATION_LAG = 8',
    tests: ['time/calendar'],
  },
  {
    name: 'weeks from Tuesday to Monday',
    file: 'time/bucket',
    from: 'day - weekday(day)',
    to: 'day - ((weekday(day) + 5) % 7)',
    tests: ['time/bucket'],
  },
];

const BASIS = [
  {
    name: 'split factor of raw closes upside down',
    file: 'panel/splits',
    from: 'factor *= ratio',
    to: 'factor /= ratio',
    tests: ['panel/splits', 'shorts/oracle'],
  },
  {
    name: 'split factor between two reports upside down',
    file: 'panel/price-at',
    from: 'factor *= values[k]',
    to: 'factor /= values[k]',
    tests: ['panel/price-at', 'shorts/filings/short-position'],
  },
  {
    name: 'split factor of index members upside down',
    file: 'kernels/index-basket',
    from: 'last / ratio',
    to: 'last * ratio',
    tests: ['kernels/index-level', 'kernels/contribution'],
  },
  {
    name: 'a split on the report day counted twice',
    file: 'panel/splits',
    from: 'index > after &&',
    to: 'index >= after &&',
    tests: [
      'panel/splits',
      'panel/adjusted-prices',
      'shorts/oracle',
      'shorts/filings/short-position',
    ],
  },
  {
    name: 'terminal price ignored',
    file: 'panel/price-at',
    from: 'return terminal.price;',
    to: ';',
    tests: ['panel/price-at', 'panel/delisting'],
  },
  {
    name: 'size class with its upper bound included',
    file: 'methodology',
    from: 'marketCap < max',
    to: 'marketCap <= max',
    tests: ['graphql/service', 'panel/price-at', 'shorts/sums/tiers'],
  },
];

const UNKNOWN = [
  {
    name: 'a missing return counted as unchanged',
    file: 'kernels/breadth',
    from: 'const value = returns[i];',
    to: 'const value = returns[i] || 0;',
    tests: ['kernels/breadth', 'returns/return-stats'],
  },
  {
    name: 'an unknown market value as 0 in the panel',
    file: 'panel/market-cap',
    from: ': Number.NaN;',
    to: ': 0;',
    tests: ['panel/market-cap', 'panel/price-at'],
  },
  {
    name: 'a blank market value read as 0',
    file: 'importers/formats/snapshot-days',
    from: 'return value > 0 ? value : null;',
    to: 'return value;',
    tests: ['importers/formats/daily-snapshot'],
  },
  {
    name: 'an unknown close as 0 in the short profit',
    file: 'kernels/short-pnl',
    from: 'const nextPrice = close[t];',
    to: 'const nextPrice = close[t] || 0;',
    tests: ['kernels/short-pnl'],
  },
  {
    name: 'the 90 % rule dropped',
    file: 'returns/return-stats',
    from: 'known >= MIN_COVERAGE * all',
    to: 'known > 0',
    tests: ['returns/return-stats'],
  },
];

const INDICES = [
  {
    name: 'equal weights for weights by market value',
    file: 'kernels/weighted-mean',
    from: 'weights === undefined ?',
    to: 'true ?',
    tests: ['kernels/weighted-mean', 'returns/return-stats'],
  },
  {
    name: 'members in on the day they left',
    file: 'panel/membership',
    from: 'on < spell.toOn',
    to: 'on <= spell.toOn',
    tests: ['panel/membership', 'indices/members'],
  },
  {
    name: 'members in on the day they left, day by day',
    file: 'panel/membership',
    from: 'axis.indexOnOrAfter(toOn)',
    to: 'axis.indexOnOrAfter(toOn) + 1',
    tests: ['panel/membership', 'indices/members', 'returns/chained-returns'],
  },
  {
    name: 'a divisor that does not follow the basket',
    file: 'kernels/index-level',
    from: '? valueBefore / lastValue',
    to: '? 1',
    tests: ['kernels/index-level', 'kernels/contribution'],
  },
  {
    name: 'dividends taken off the total return of an index',
    file: 'kernels/index-level',
    from: 'level[t] + dividendPoints[t]',
    to: 'level[t] - dividendPoints[t]',
    tests: ['kernels/index-level', 'kernels/contribution'],
  },
  {
    name: 'dividends taken off the total return of a share',
    file: 'returns/security-return',
    from: 'growth *= 1 + values[k]',
    to: 'growth *= 1 - values[k]',
    tests: ['returns/return-model', 'returns/golden', 'returns/chained-returns'],
  },
  {
    name: 'weights of the evening for the return of a day',
    file: 'returns/chained-returns',
    from: 'weightsAt(panel, request, t - 1,',
    to: 'weightsAt(panel, request, t,',
    tests: ['returns/chained-returns', 'indices/comparison'],
  },
  {
    name: 'allocation and selection swapped',
    file: 'kernels/brinson',
    from: 'benchmarkReturn, allocation, selection,',
    to: 'benchmarkReturn, allocation: selection, selection: allocation,',
    tests: ['kernels/attribution', 'indices/attribution'],
  },
  {
    name: 'allocation without the return of the benchmark',
    file: 'kernels/brinson',
    from: '(rb - benchmarkReturn)',
    to: 'rb',
    tests: ['kernels/attribution', 'indices/attribution'],
  },
  {
    name: 'a drawdown that leaves the base out',
    file: 'kernels/drawdown',
    from: 'let t = 0;',
    to: 'let t = 1;',
    tests: ['kernels/risk', 'indices/performance'],
  },
  {
    name: 'volatility over n instead of n - 1',
    file: 'kernels/standard-deviation',
    from: '(count - 1)',
    to: 'count',
    tests: ['kernels/risk'],
  },
];

const FLOWS = [
  {
    name: "the return of a fund counted as its investors' money",
    file: 'kernels/fund-flow',
    from: 'assetsStart - localChange',
    to: 'assetsStart + localChange',
    tests: ['kernels/flow'],
  },
  {
    name: 'an equally large flow before is not as large',
    file: 'kernels/flow-record',
    from: 'earlier >= current',
    to: 'earlier > current',
    tests: ['kernels/flow'],
  },
];

export const MUTANTS = [...SHORTS, ...DAYS, ...BASIS, ...UNKNOWN, ...INDICES, ...FLOWS];
