import { formatDay } from '../../time/day.js';
import { type Company, isListed, symbolAt } from '../company.js';
import type { Market } from '../market.js';
import { Random } from '../random.js';

const HEADER = 'Date|Symbol|ShortVolume|ShortExemptVolume|TotalVolume|Market';
/** Two weeks of sessions have a file. */
const FROM = '2023-08-28';
const TO = '2023-09-08';

/** Volume sold short off the exchanges by day, as FINRA files it: name without `.gz`, and text. */
export function* shortVolumeFiles(seed: string, market: Market): Generator<[string, string]> {
  const { timeline, companies } = market;
  for (let t = timeline.from(FROM); t <= timeline.at(TO); t++) {
    const date = formatDay(timeline.on(t)).replaceAll('-', '');
    const random = new Random(`${seed}/short-volume/${date}`);
    const rows = companies.flatMap((company, i) => {
      const row = volumes(market, i, t, random);
      return row === null ? [] : [`${date}|${symbolAt(company, t)}|${row}|B,Q,N`];
    });
    yield [`CNMSshvol${date}.txt`, `${[HEADER, ...rows, rows.length].join('\n')}\n`];
  }
}

/** About two fifths of a line trades off the exchanges, and half of that is sold short. */
function volumes(market: Market, i: number, t: number, random: Random): string | null {
  const away = 0.3 + 0.2 * random.next();
  const short = 0.35 + 0.3 * random.next();
  const company = market.companies[i] as Company;
  if (!isListed(company, t) || company.events.missing?.has(t) === true) return null;
  const total = Math.round((market.volume[i]?.[t] as number) * away);
  const sold = Math.round(total * short);
  return `${sold}|${Math.round(0.004 * sold)}|${total}`;
}
