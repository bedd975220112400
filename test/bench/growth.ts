import { buildPanel } from '../../src/panel/build.js';
import { makeShortcuts } from '../../src/panel/derived/shortcuts.js';
import { makeMarket } from './market.js';
import { queryDays } from './queries/days.js';
import { QUERIES } from './queries/index.js';
import { inTurns } from './query-times.js';
import { interleaved } from './timing.js';

/** Milliseconds of the questions, as shipped, for a market of some size. */
export interface Growth {
  readonly securities: number;
  readonly days: number;
  readonly ms: Readonly<Record<string, number>>;
}

const PARTS = [0.125, 0.25, 0.5];
/** A shorter market has fewer windows to ask about than the product keeps answers for. */
const PARTS_OF_DAYS = [0.25, 0.375, 0.5];
const LEAST_DAYS = 630;

/** How the questions grow with the number of securities, and with the number of days. */
export async function timeGrowth(
  securities: number,
  days: number,
  seed: number,
  rounds: number,
): Promise<Growth[]> {
  const sizes = [
    ...PARTS.map((part) => [Math.round(securities * part), days] as const),
    ...PARTS_OF_DAYS.map((part) => {
      return [securities, Math.max(LEAST_DAYS, Math.round(days * part))] as const;
    }),
  ];
  const rows: Growth[] = [];
  for (const [count, length] of sizes) {
    const panel = buildPanel(makeMarket(count, length, seed));
    await makeShortcuts(panel);
    const at = queryDays(panel);
    const cells = QUERIES.map((query) => ({ run: inTurns(panel, at, query) }));
    const times = await interleaved(cells, rounds);
    const ms = Object.fromEntries(QUERIES.map(({ id }, k) => [id, times[k]!]));
    rows.push({ securities: count, days: length, ms });
  }
  return rows;
}
