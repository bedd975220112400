import { createHash } from 'node:crypto';
import { Random } from '../../src/demo/random.js';
import type { StoredColumns } from '../../src/store/stored-columns.js';
import { addTradingDays, isSettlementDate } from '../../src/time/calendar.js';
import { civil, type Day, day } from '../../src/time/day.js';
import { Batches } from './market/batches.js';
import { makeFunds } from './market/fund-rows.js';
import { IndexRows, MADE_INDICES } from './market/index-rows.js';
import { type Listings, makeListings } from './market/listings.js';
import { PriceRows } from './market/price-rows.js';
import { ReferenceRows } from './market/reference-rows.js';
import { ShortRows } from './market/short-rows.js';
import { newDay, walkOn } from './market/walk.js';

/** Every made market ends here, so that the saved operations find their dates in it. */
export const LAST_ON: Day = day('2023-09-15');
/** Settlements a year, generously. */
const SETTLEMENTS = 26;

/**
 * A market of any size as a store would hand it over: raw closes with splits, holes, late and ended
 * listings, short positions, share counts, dividends, two indices and fund flows. A pure function;
 * 10,000 securities on 2,520 days are some 24 million bars, 1.1 GB and a few seconds.
 */
export function makeMarket(securities: number, days: number, seed: number): StoredColumns {
  const label = `${securities}:${days}:${seed}`;
  const random = (part: string) => new Random(`${label}:${part}`);
  const listings = makeListings(securities, days, random('listings'));
  const sessions = Array.from({ length: days }, (_, t) => addTradingDays(LAST_ON, t - days + 1));
  const span = { firstOn: sessions[0]!, lastOn: LAST_ON };
  const batches = new Batches();
  const rows = {
    references: new ReferenceRows(listings, batches, span, random('references')),
    indices: new IndexRows(listings, batches, span),
    shorts: new ShortRows(listings, Math.ceil(days / 252) * SETTLEMENTS, batches, random('shorts')),
    prices: new PriceRows(listings, batches, random('prices')),
  };
  walkThrough(sessions, listings, random('walk'), rows);
  const indexLevels = rows.indices.finish();
  const flows = makeFunds(batches, span, random('funds'));
  return {
    version: {
      number: 1,
      hash: createHash('sha256').update(label).digest('hex'),
      publishedAt: (LAST_ON + 1) * 86_400_000,
      isSimulated: true,
    },
    tickers: tickersOf(listings),
    prices: rows.prices.finish(),
    shortInterest: rows.shorts.finish(),
    classifications: rows.references.classifications,
    corporateActions: rows.references.corporateActions,
    shareCounts: rows.references.shareCounts(),
    indices: MADE_INDICES.map(({ id, symbol, name }) => ({ id, symbol, name })),
    indexLevels,
    holdings: rows.indices.holdings,
    memberSpells: rows.indices.spells,
    funds: flows.funds,
    fundFlows: flows.fundFlows,
    borrowFees: rows.references.borrowFees(),
    batches: batches.rows,
  };
}

interface Rows {
  readonly references: ReferenceRows;
  readonly indices: IndexRows;
  readonly shorts: ShortRows;
  readonly prices: PriceRows;
}

function walkThrough(
  sessions: readonly Day[],
  listings: Listings,
  random: Random,
  { references, indices, shorts, prices }: Rows,
): void {
  const state = newDay(listings);
  sessions.forEach((on, t) => {
    walkOn(state, listings, random);
    const month = civil(on).month;
    const isNewMonth = t === 0 || civil(sessions[t - 1]!).month !== month;
    references.addDay(state, on);
    indices.addLevel(state, on);
    if (t === 0 || (isNewMonth && month === 7)) indices.reconstitute(state, on);
    prices.add(state, on);
    shorts.add(state, on, isSettlementDate(on));
    if (t === 0 || (isNewMonth && month % 3 === 1)) {
      indices.addHoldings(state, on);
      references.addQuarter(state, on);
    }
  });
}

function tickersOf({ symbols }: Listings): StoredColumns['tickers'] {
  return { id: symbols.map((_, i) => i + 1), key: symbols, symbol: symbols };
}
