import { type Company, isListed, splitFactor } from './company.js';
import { exp } from './elementary.js';
import { Random } from './random.js';

/**
 * Shares traded by day in shares of that day; NaN without a row. A halted day repeats the day
 * before, as the screener does.
 */
export function makeVolumes(seed: string, company: Company, close: Float64Array): Float64Array {
  const random = new Random(`${seed}/volume/${company.symbol}`);
  const { halt } = company.events;
  const out = new Float64Array(close.length).fill(Number.NaN);
  for (let t = 0; t < close.length; t++) {
    const luck = exp(0.3 * random.normal());
    if (!isListed(company, t)) continue;
    if (halt !== undefined && t >= halt.from && t <= halt.to) {
      out[t] = out[t - 1] as number;
      continue;
    }
    const before = t === 0 ? Number.NaN : (close[t - 1] as number);
    const move = Number.isNaN(before) ? 0 : Math.abs((close[t] as number) / before - 1);
    const shares = company.sharesOutstanding * splitFactor(company, t);
    const traded = shares * company.turnover * luck * (1 + 9 * Math.min(move, 0.6));
    out[t] = Math.max(100, Math.round(traded));
  }
  return out;
}
