import { formatDay } from '../../time/day.js';
import { type Company, isListed, splitFactor, symbolAt } from '../company.js';
import type { Market } from '../market.js';
import { Random } from '../random.js';
import { fixed } from './text.js';

const HEADER = 'SETTLEMENT DATE|CUSIP|SYMBOL|QUANTITY (FAILS)|DESCRIPTION|PRICE';
/** Half months that the files are of, by the name of the file. */
const HALVES = [
  { name: 'cnsfails202308a.txt', from: '2023-08-01', to: '2023-08-15' },
  { name: 'cnsfails202308b.txt', from: '2023-08-16', to: '2023-08-31' },
  { name: 'cnsfails202309a.txt', from: '2023-09-01', to: '2023-09-15' },
] as const;
/** Share of the lines in which somebody fails on a day. */
const USUAL = 0.06;

/** Balances of shares not delivered, as the SEC files them: name without `.gz`, and text. */
export function* failsFiles(seed: string, market: Market): Generator<[string, string]> {
  const random = new Random(`${seed}/fails`);
  for (const { name, from, to } of HALVES) {
    const rows: string[] = [];
    let total = 0;
    for (let t = market.timeline.from(from); t <= market.timeline.at(to); t++) {
      for (const i of market.companies.keys()) {
        const fails = failsOf(market, i, t, random);
        if (fails === 0) continue;
        rows.push(failRow(market, i, t, fails));
        total += fails;
      }
    }
    const trailer = [
      `Trailer record count ${rows.length}`,
      `Trailer total quantity of shares ${total}`,
    ];
    yield [name, `${[HEADER, ...rows, ...trailer].join('\n')}\n`];
  }
}

/** A balance in shares of the day: more likely, and larger, the more of a company is short. */
function failsOf(market: Market, i: number, t: number, random: Random): number {
  const company = market.companies[i] as Company;
  const luck = random.next();
  if (!isListed(company, t) || !isListed(company, t - 1)) return 0;
  const short = market.positions[i]?.[0] ?? 0;
  const crowding = Math.min(0.5, (short || 0) / company.sharesOutstanding);
  if (luck > USUAL + crowding) return 0;
  const traded = market.volume[i]?.[t] as number;
  return Math.round(traded * (0.001 + 0.02 * luck));
}

function failRow({ companies, close, timeline }: Market, i: number, t: number, fails: number) {
  const company = companies[i] as Company;
  const before = ((close[i] as Float64Array)[t - 1] as number) / splitFactor(company, t - 1);
  return [
    formatDay(timeline.on(t)).replaceAll('-', ''),
    cusip(company),
    symbolAt(company, t),
    fails,
    `${company.name} COM`.toUpperCase().slice(0, 30),
    fixed(before, 2),
  ].join('|');
}

/** Nine letters and digits that no issuer has: they begin with a Q as those of nobody do. */
function cusip({ symbol }: Company): string {
  return `Q${symbol.replace(/[^A-Z]/g, '').padEnd(6, '0')}10`;
}
