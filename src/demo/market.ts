import type { Company } from './company.js';
import { calibratePositions } from './calibrate-positions.js';
import { type Closes, makeCloses } from './closes.js';
import { makeCompanies } from './companies.js';
import { assignEvents } from './events.js';
import { type History, makeHistory } from './history.js';
import { makeCommonNoise, makeIndexTargets } from './paths.js';
import { makePositions } from './positions.js';
import { Timeline } from './timeline.js';
import { makeVolumes } from './volumes.js';

/** The whole simulated market in memory, before it is written to files. */
export interface Market extends Closes {
  readonly timeline: Timeline;
  /** What came before the first day of the timeline. */
  readonly history: History;
  readonly companies: readonly Company[];
  /** By company and day, in shares of that day. */
  readonly volume: readonly Float64Array[];
  /** Shares short by company and settlement, in shares of the base day. */
  readonly positions: readonly Float64Array[];
}

/** Equal seeds give equal markets. */
export function makeMarket(seed: string): Market {
  const timeline = new Timeline();
  const companies = makeCompanies(seed, timeline);
  assignEvents(seed, companies, timeline);
  const noise = makeCommonNoise(seed, timeline);
  const targets = makeIndexTargets(noise, timeline);
  const closes = makeCloses(seed, companies, noise, targets, timeline);
  settleDeals(companies, closes.close);
  const history = makeHistory(seed, companies, closes, timeline);
  const volume = companies.map((company, i) =>
    makeVolumes(seed, company, closes.close[i] as Float64Array),
  );
  const positions = companies.map((company) => makePositions(seed, company, timeline));
  calibratePositions(companies, closes.close, positions, timeline);
  return { ...closes, timeline, history, companies, volume, positions };
}

/** Pays out the offers: after the last row a share is worth what the acquirer gave for it. */
function settleDeals(companies: readonly Company[], close: readonly Float64Array[]): void {
  companies.forEach((company, i) => {
    const { deal, lastRow } = company.events;
    if (deal?.terms === undefined || lastRow === undefined) return;
    const partner = companies.findIndex(({ symbol }) => symbol === deal.acquirer);
    const unit = partner < 0 ? 1 : ((close[partner] as Float64Array)[lastRow] as number);
    const amount = Math.round(deal.terms * unit * 100) / 100;
    const t = lastRow + 1;
    company.events.terminal =
      deal.acquirer === undefined
        ? { t, kind: 'CASH', amount }
        : { t, kind: 'STOCK', amount, ratio: deal.terms, newSymbol: deal.acquirer };
    (close[i] as Float64Array).fill(amount, t);
  });
}

/** Market value on a day index in US dollars. */
export function marketCap(
  market: Pick<Market, 'companies' | 'close'>,
  i: number,
  t: number,
): number {
  const company = market.companies[i] as Company;
  return ((market.close[i] as Float64Array)[t] as number) * company.sharesOutstanding;
}
