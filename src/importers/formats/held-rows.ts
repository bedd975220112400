import type { Sink } from '../format.js';
import type { TextRecord } from '../tokenise.js';
import type { LateRivals } from './late-rivals.js';
import { problem } from './problem.js';
import { SeenDays } from './seen-days.js';
import { quarantine } from './table.js';

/** Rows of a full window that go on together; few, since nothing else happens meanwhile. */
const RELEASED_AT_ONCE = 500;

/** A row that waits until it is known whether another one contradicts it. */
export interface Held<Row> {
  readonly key: string;
  readonly on: number;
  readonly record: TextRecord;
  readonly row: Row;
  isContradicted: boolean;
}

export interface HoldRules<Row> {
  /** How many rows wait at a time, and who gets those that come too late for their rival. */
  readonly window?: { readonly rows: number; readonly late: LateRivals };
  /** What a row with a rival is; for rows that may lawfully meet. True when it dealt with both. */
  readonly settle?: (older: Held<Row>, newer: Held<Row>) => boolean;
  /** The key in words, for messages. */
  readonly nameOf: (held: Held<Row>) => string;
}

/**
 * Finds rows of one key (text and day) in a file: identical ones collapse, different ones are
 * quarantined, both. Rows are released in file order once a window of later rows has passed, or at
 * the end. Of what was released only its key is remembered, so that memory does not grow with the
 * file; see LateRivals for rows that meet it.
 */
export class HeldRows<Row> {
  private waiting: Held<Row>[] = [];
  private readonly seen = new Map<string, SeenDays>();

  constructor(
    private readonly sink: Sink,
    private readonly release: (row: Row, line: number) => void,
    private readonly rules: HoldRules<Row>,
  ) {}

  hold(key: string, on: number, record: TextRecord, row: Row): void {
    const { window } = this.rules;
    if (window?.late.recalls(key, on, record) === true) return;
    record.forgetFields();
    const held = { key, on, record, row, isContradicted: false };
    if (this.daysOf(key).add(on)) this.waiting.push(held);
    else this.meet(held);
    if (window !== undefined && this.waiting.length >= window.rows) this.flush(RELEASED_AT_ONCE);
  }

  /** Releases all rows that wait. */
  finish(): void {
    this.flush(this.waiting.length);
  }

  private meet(held: Held<Row>): void {
    const { record, key, on } = held;
    const rival = this.waiting.find((other) => other.key === key && other.on === on);
    if (rival === undefined) {
      this.rules.window?.late.add(key, on, record, this.rules.nameOf(held));
    } else if (rival.record.raw === record.raw) {
      this.sink.skip(record.line, 'DUPLICATE_IDENTICAL');
    } else if (this.rules.settle?.(rival, held) !== true) {
      rival.isContradicted = true;
      held.isContradicted = true;
      this.waiting.push(held);
    }
  }

  /** Replaces a waiting row, for `settle`. */
  replace(older: Held<Row>, newer: Held<Row>): void {
    this.waiting[this.waiting.indexOf(older)] = newer;
  }

  private flush(count: number): void {
    for (const held of this.waiting.splice(0, count)) {
      if (held.isContradicted) {
        const detail = `another row says something else of ${this.rules.nameOf(held)}`;
        quarantine(this.sink, held.record, problem('DUPLICATE_KEY', detail));
      } else {
        this.release(held.row, held.record.line);
      }
    }
  }

  private daysOf(key: string): SeenDays {
    let days = this.seen.get(key);
    if (days === undefined) {
      days = new SeenDays();
      this.seen.set(key, days);
    }
    return days;
  }
}
