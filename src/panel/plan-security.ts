import type { StoredCorporateAction } from '../store/stored-columns.js';
import { NO_DAY } from '../store/stored-columns.js';
import type { DayAxis } from '../time/day-axis.js';
import { type ReferenceRows, terminalOf } from './build-securities.js';
import type { Chain } from './identity.js';
import { type DirectPlace, directRun, isDirect } from './packed/direct-bars.js';
import type { PriceSurvey } from './packed/survey.js';
import type { Terminal } from './panel.js';
import type { BasisOf } from './price-sources.js';
import type { Run } from './runs.js';
import { type Split, uniqueSplits } from './splits.js';

/** What is known of a security before its bars are read. */
export interface Plan {
  readonly chain: Chain;
  readonly actions: readonly StoredCorporateAction[];
  readonly recordedSplits: readonly Split[];
  /** As recorded, whether or not prices show that trading went on. */
  readonly terminal: Terminal | null;
  /** Most bars that it can have. */
  readonly room: number;
  /** For one whose bars go straight to their place; null for any other. */
  readonly direct: Omit<DirectPlace, 'at'> | null;
}

interface Context {
  readonly axis: DayAxis;
  readonly rows: ReferenceRows;
  readonly survey: PriceSurvey;
  readonly basisOf: BasisOf;
  readonly isPlain: boolean;
}

export function planOf(chain: Chain, context: Context): Plan {
  const { axis, rows } = context;
  const actions = chain.segments.flatMap((it) => rows.actions.get(it.ticker) ?? []);
  const recordedSplits = uniqueSplits(
    actions.flatMap((it) =>
      it.kind === 'SPLIT' && it.ratio !== null
        ? [{ effectiveOn: it.effectiveOn, batchId: it.batchId, ratio: it.ratio }]
        : [],
    ),
    (on) => axis.indexOnOrAfter(on),
  );
  const terminal = terminalOf(chain, rows);
  const known = { chain, actions, recordedSplits, terminal };
  const direct = context.isPlain ? null : directOf(chain, terminal, context);
  if (direct === null) return { ...known, room: mostBars(chain, terminal, context), direct: null };
  const end = terminalIndex(lastingTerminal(terminal, [direct.run]), axis);
  const lastIndex = end === null ? direct.run.lastIndex : end - 1;
  return { ...known, room: lastIndex - direct.run.firstIndex + 1, direct };
}

/** Bars behind a recorded end are to be dropped, which is for the general way. */
function directOf(chain: Chain, terminal: Terminal | null, context: Context): Plan['direct'] {
  const { survey, basisOf, axis } = context;
  if (!isDirect(chain, survey)) return null;
  const run = directRun(chain, survey, basisOf, axis);
  const end = terminalIndex(lastingTerminal(terminal, [run]), axis);
  if (end !== null && end <= run.lastIndex) return null;
  return { ticker: chain.segments[0]!.ticker, run };
}

/** A recorded transfer is no end where prices show that trading went on under a new symbol. */
export function lastingTerminal(
  terminal: Terminal | null,
  runs: readonly Pick<Run, 'lastOn'>[],
): Terminal | null {
  if (terminal?.kind !== 'TRANSFERRED') return terminal;
  return runs.some(({ lastOn }) => lastOn > terminal.effectiveOn + 10) ? null : terminal;
}

/** Day index of a recorded end; null for one that lies after all stored prices. */
export function terminalIndex(terminal: Terminal | null, axis: DayAxis): number | null {
  if (terminal === null) return null;
  const index = axis.indexOnOrAfter(terminal.effectiveOn);
  return index > axis.length ? null : index;
}

/** Days from the first bar of a security to its last one or its recorded end. */
function mostBars(chain: Chain, terminal: Terminal | null, { survey, axis }: Context): number {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { ticker, fromOn, toOn } of chain.segments) {
    const firstOn = survey.firstOn[ticker] ?? NO_DAY;
    if (firstOn === NO_DAY) continue;
    first = Math.min(first, Math.max(firstOn, fromOn));
    last = Math.max(last, Math.min(survey.lastOn[ticker] as number, toOn));
  }
  if (first > last) return 0;
  const end = terminalIndex(terminal, axis) ?? 0;
  const lastIndex = Math.max(axis.indexOnOrBefore(last), end - 1);
  return Math.max(0, lastIndex - axis.indexOnOrBefore(first) + 1);
}
