import { RequestError } from '../errors.js';
import type { FundColumns, Panel, SourceRow } from '../panel/panel.js';
import { suggest } from '../suggest.js';
import type { Interval } from '../time/bucket.js';
import type { Day } from '../time/day.js';
import { periodStarts, reportingInterval } from './periods.js';

/** What a provider has stored for one fund: parallel columns, ascending by end of period. */
export interface FundHistory {
  /** Ordinal in the columns of the panel. */
  readonly fund: number;
  readonly from: Int32Array;
  readonly end: Int32Array;
  /** US dollars; NaN unknown. */
  readonly netFlow: Float64Array;
  /** Assets at the end of the period in US dollars; NaN unknown. */
  readonly assets: Float64Array;
}

/** Everything that one provider has stored. Each history has at least one period. */
export interface ProviderFlows {
  readonly source: SourceRow;
  /** Width of the periods that the provider reports. */
  readonly interval: Interval;
  /** In the order of the panel, which is that of the codes of the funds. */
  readonly histories: readonly FundHistory[];
  /** First day of the first period, and last days of the first and of the last. */
  readonly firstFrom: Day;
  readonly firstEnd: Day;
  readonly lastEnd: Day;
}

const made = new WeakMap<Panel, Map<string, ProviderFlows>>();

/**
 * The flows of a provider, worked out once for each panel. Error: UNKNOWN_PROVIDER with the nearest
 * codes and the list of all.
 */
export function flowsOfProvider(panel: Panel, code: string): ProviderFlows {
  const known = made.get(panel) ?? new Map<string, ProviderFlows>();
  made.set(panel, known);
  let flows = known.get(code);
  if (flows === undefined) {
    flows = readProvider(panel, code);
    known.set(code, flows);
  }
  return flows;
}

function readProvider(panel: Panel, code: string): ProviderFlows {
  const { funds } = panel;
  const own = funds.providers.flatMap((provider, f) =>
    provider === code && spanOf(funds, f).count > 0 ? [f] : [],
  );
  if (own.length === 0) throw unknownProvider(funds, code);
  const interval = reportingInterval(own.map((f) => column(funds, f, funds.periodEnd)));
  const histories = own.map((f) => historyOf(funds, f, interval));
  const first = histories.map(({ from, end }) => ({ from: from[0] as Day, end: end[0] as Day }));
  const source = panel.sources.find((row) => row.code === code && row.kind === 'FUND_FLOWS');
  return {
    interval,
    histories,
    firstFrom: Math.min(...first.map(({ from }) => from)),
    firstEnd: Math.min(...first.map(({ end }) => end)),
    lastEnd: Math.max(...histories.map(({ end }) => end[end.length - 1] as Day)),
    source: source ?? unlistedSource(code),
  };
}

function historyOf(funds: FundColumns, f: number, interval: Interval): FundHistory {
  const end = column(funds, f, funds.periodEnd);
  return {
    fund: f,
    from: periodStarts(end, column(funds, f, funds.periodFrom), interval),
    end,
    netFlow: column(funds, f, funds.netFlow),
    assets: column(funds, f, funds.assets),
  };
}

function spanOf(funds: FundColumns, f: number): { first: number; count: number } {
  const first = funds.offsets[f] as number;
  return { first, count: (funds.offsets[f + 1] as number) - first };
}

/** The part of a column that belongs to a fund. */
function column<T extends Int32Array | Float64Array>(funds: FundColumns, f: number, all: T): T {
  const { first, count } = spanOf(funds, f);
  return all.subarray(first, first + count) as T;
}

function unlistedSource(code: string): SourceRow {
  return { code, name: code, kind: 'FUND_FLOWS', firstOn: null, lastOn: null, importedAt: null };
}

function unknownProvider(funds: FundColumns, code: string): RequestError {
  const codes = [...new Set(funds.providers)].sort();
  const near = suggest(code, codes);
  const hint = near.length > 0 ? `Did you mean ${near.join(', ')}? ` : '';
  return new RequestError(
    'UNKNOWN_PROVIDER',
    `No fund flows of a provider "${code}" are stored. ${hint}` +
      `Stored: ${codes.length > 0 ? codes.join(', ') : 'none'}.`,
    near.length > 0 ? near : codes,
  );
}
