import type { Sink } from '../format.js';
import type { TextRecord } from '../tokenise.js';
import { problem, refusal } from './problem.js';
import { quarantine } from './table.js';

/** A row that waits until it is known whether another one contradicts it. */
export interface Held<Row> {
  readonly key: string;
  readonly on: number;
  readonly record: TextRecord;
  readonly row: Row;
  isContradicted: boolean;
}

export interface HoldRules<Row> {
  /** How many rows wait at a time; the whole file by default. */
  readonly windowRows?: number;
  /** What a row with a rival is; for rows that may lawfully meet. True when it dealt with both. */
  readonly settle?: (older: Held<Row>, newer: Held<Row>) => boolean;
  /** The key in words, for messages. */
  readonly nameOf: (held: Held<Row>) => string;
}

/**
 * Finds rows of one key (text and day) in a file: identical ones collapse, different ones are
 * quarantined, both. Rows are released in file order once a window of later rows has passed. What
 * was released is remembered as a day and a hash, so that a late rival is still found: the first of
 * the two is gone then, and the whole file is refused.
 */
export class HeldRows<Row> {
  private window: Held<Row>[] = [];
  private readonly seen = new Map<string, SeenDays>();
  private readonly windowRows: number;

  constructor(
    private readonly sink: Sink,
    private readonly release: (row: Row, line: number) => void,
    private readonly rules: HoldRules<Row>,
  ) {
    this.windowRows = rules.windowRows ?? Number.POSITIVE_INFINITY;
  }

  hold(key: string, on: number, record: TextRecord, row: Row): void {
    const fingerprint = record.fingerprint;
    record.forgetFields();
    const held = { key, on, record, row, isContradicted: false };
    const earlier = this.daysOf(key).add(on, fingerprint);
    if (earlier !== null) this.meet(held, earlier === fingerprint);
    else this.window.push(held);
    if (this.window.length >= this.windowRows) this.flush(this.windowRows / 2);
  }

  /** Releases all rows that wait. */
  finish(): void {
    this.flush(this.window.length);
  }

  private meet(held: Held<Row>, isSameText: boolean): void {
    const { record, key, on } = held;
    const rival = this.window.find((other) => other.key === key && other.on === on);
    const isSame = rival === undefined ? isSameText : rival.record.raw === record.raw;
    if (isSame) {
      this.sink.skip(record.line, 'DUPLICATE_IDENTICAL');
    } else if (rival === undefined) {
      const name = this.rules.nameOf(held);
      const message = `line ${record.line} says of ${name} something else than a line far above`;
      throw refusal('DUPLICATE_KEY', message, record.line);
    } else if (this.rules.settle?.(rival, held) !== true) {
      rival.isContradicted = true;
      held.isContradicted = true;
      this.window.push(held);
    }
  }

  /** Replaces a waiting row, for `settle`. */
  replace(older: Held<Row>, newer: Held<Row>): void {
    this.window[this.window.indexOf(older)] = newer;
  }

  private flush(count: number): void {
    for (const held of this.window.splice(0, count)) {
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

/** Days in ascending order, each with the hash of its row. */
class SeenDays {
  private readonly days: number[] = [];
  private readonly fingerprints: number[] = [];

  /** Adds a day; if it was there before, changes nothing and returns its hash. */
  add(day: number, fingerprint: number): number | null {
    let at = this.days.length;
    if (at > 0 && day <= (this.days[at - 1] as number)) {
      at = this.place(day);
      if (this.days[at] === day) return this.fingerprints[at] as number;
    }
    this.days.splice(at, 0, day);
    this.fingerprints.splice(at, 0, fingerprint);
    return null;
  }

  /** Index of the first day at or after `day`. */
  private place(day: number): number {
    let low = 0;
    let high = this.days.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.days[middle] as number) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
