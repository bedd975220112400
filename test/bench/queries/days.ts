import type { IndexColumns, Panel } from '../../../src/panel/panel.js';
import { holdingsFor } from '../../../src/panel/membership.js';
import { pricedDays } from '../../../src/panel/priced-days.js';
import type { Day } from '../../../src/time/day.js';
import { resolveWindow } from '../../../src/time/window.js';

/** Closes of a window as day indices: changes run from `base` to `end`. */
export interface Span {
  readonly base: number;
  readonly end: number;
}

/** The windows that the queries are about, looked up once for all engines. */
export interface QueryDays {
  readonly lastOn: Day;
  /** Year to date, the last year, and everything. */
  readonly ytd: Span;
  readonly year: Span;
  readonly all: Span;
  readonly rut: IndexColumns;
  readonly spx: IndexColumns;
  /** Day of the holdings that weigh the indices on the base day of the year to date. */
  readonly held: number;
  /** Days on which short positions begin or end within the year to date. */
  readonly settlements: readonly number[];
  /** The same for all days. */
  readonly allSettlements: readonly number[];
}

export function queryDays(panel: Panel): QueryDays {
  const lastOn = panel.axis.lastOn;
  const days = pricedDays(panel);
  const ytd = resolveWindow({ preset: 'YTD', to: lastOn }, days);
  const year = resolveWindow({ trailing: { count: 1, unit: 'YEAR' }, to: lastOn }, days);
  const all = resolveWindow({ preset: 'MAX', to: lastOn }, days);
  const rut = indexOf(panel, 'RUT');
  const settled = ({ base, end }: Span) => [
    base,
    ...Array.from(panel.shorts.settlements).filter((t) => t > base && t < end),
    end,
  ];
  return {
    lastOn,
    ytd,
    year,
    all,
    rut,
    spx: indexOf(panel, 'SPX'),
    held: panel.axis.indexOnOrBefore(holdingsFor(rut, ytd.baseOn)!.heldOn),
    settlements: settled(ytd),
    allSettlements: settled(all),
  };
}

function indexOf({ indices }: Panel, symbol: string): IndexColumns {
  const index = indices.find((it) => it.symbol === symbol);
  if (index === undefined) throw new Error(`the panel has no index ${symbol}`);
  return index;
}
