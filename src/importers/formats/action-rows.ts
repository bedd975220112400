import { symbolKey } from '../../symbol.js';
import { formatDay } from '../../time/day.js';
import type { FormatContext, Sink } from '../format.js';
import type { CorporateActionRow } from '../rows.js';
import type { TextRecord } from '../tokenise.js';
import { type Held, HeldRows } from './held-rows.js';
import { decimal, roundTo } from './numbers.js';

/** The context of a file and the number of fields of its first line. */
export interface ActionContext extends FormatContext {
  readonly fieldCount: number;
}

/** An action without what follows from the rest of it. */
export type Action = Pick<CorporateActionRow, 'symbol' | 'effectiveOn' | 'kind'> &
  Partial<CorporateActionRow>;

interface Part {
  readonly row: CorporateActionRow;
  /** Kind of payment, where several on one day are paid beside each other; else empty. */
  readonly part: string;
}

/** A ratio beyond this, or below its inverse, is a slip of the pen. */
const RATIO_MAX = 10_000;

/**
 * The actions of a file. One symbol has one action of a kind on a day: the same one again
 * collapses, a different one puts both aside. Payments of different kinds on one day add up.
 */
export class ActionRows {
  private readonly held: HeldRows<Part>;
  private readonly sums = { actions: 0 };

  constructor(readonly sink: Sink) {
    this.held = new HeldRows<Part>(sink, ({ row }, line) => this.release(row, line), {
      settle: (older, newer) => this.settle(older, newer),
      nameOf: ({ row: { row } }) => `${row.symbol} on ${formatDay(row.effectiveOn)}`,
    });
  }

  add(record: TextRecord, action: Action, part = ''): void {
    const row = completed(action);
    this.held.hold(`${row.key} ${row.kind}`, row.effectiveOn, record, { row, part });
  }

  /** Hands an action on at once; `isFurther` for a second one out of the same line. */
  pass(line: number, action: Action, isFurther: boolean): void {
    const row = completed(action);
    if (isFurther) this.sink.also('corporateAction', row, line);
    else this.sink.accept('corporateAction', row, line);
    this.sums.actions += 1;
  }

  finish(): Readonly<Record<string, number>> {
    this.held.finish();
    return this.sums;
  }

  private release(row: CorporateActionRow, line: number): void {
    this.sink.accept('corporateAction', row, line);
    this.sums.actions += 1;
  }

  private settle(older: Held<Part>, newer: Held<Part>): boolean {
    if (older.isContradicted) return false;
    const [a, b] = [older.row, newer.row];
    if (a.part === b.part) {
      if (JSON.stringify(a.row) !== JSON.stringify(b.row)) return false;
      this.sink.skip(newer.record.line, 'DUPLICATE_IDENTICAL');
      return true;
    }
    // Only payments have parts, and a payment has an amount.
    const amount = roundTo((a.row.amount as number) + (b.row.amount as number), 6);
    const row = { row: { ...a.row, amount }, part: `${a.part}+${b.part}` };
    this.held.replace(older, { ...older, row });
    this.sink.skip(newer.record.line, 'MERGED');
    return true;
  }
}

/** New shares for one old: `4`, `4:1`, `1/4`, `3-for-2`. NaN for anything else. */
export function ratioOf(text: string): number {
  const parts = /^([\d.]+)\s*(?::|\/|-?for-?)\s*([\d.]+)$/i.exec(text);
  const ratio =
    parts === null ? decimal(text) : decimal(parts[1] as string) / decimal(parts[2] as string);
  return isRatio(ratio) ? ratio : Number.NaN;
}

export function isRatio(ratio: number): boolean {
  return ratio > 0 && ratio <= RATIO_MAX && ratio >= 1 / RATIO_MAX;
}

function completed(action: Action): CorporateActionRow {
  const symbol = action.symbol.toUpperCase();
  const nothing = { ratio: null, amount: null, terminalKind: null, newSymbol: null };
  return { ...nothing, ...action, symbol, key: symbolKey(symbol) };
}
