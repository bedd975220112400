import { setImmediate } from 'node:timers/promises';
import type { SqlValue } from '../store/sql.js';
import type { FactTableName } from '../store/tables.js';
import { Tally } from '../store/tally.js';
import type { Day } from '../time/day.js';
import { problemOfDay, problemOfSymbol } from './believable.js';
import type { Problem } from './formats/index.js';
import { RefusedFile, type Rejection, type Sink } from './format.js';
import type { CorporateActionRow, RowKind, RowsByKind } from './rows.js';
import { INDEX_WRITERS } from './writers/index-writers.js';
import { SECURITY_WRITERS } from './writers/security-writers.js';
import type { Emit, WriteContext, Writer, Writers } from './writers/writer.js';

const WRITERS: Writers = { ...SECURITY_WRITERS, ...INDEX_WRITERS };
const ROWS_PER_TRANSACTION = 10_000;
const NOTHING_REFUSED = Promise.resolve<readonly RefusedRow[]>([]);
/** A file with so many bad rows is given up before its end, if it is over the limit by then. */
const GIVE_UP_AT = 50_000;

/** Rows of one table on their way to the store. */
export interface Chunk {
  readonly rows: SqlValue[][];
  /** Line of each row; negative for a row that came along with another one. */
  readonly lines: number[];
}

/** What one transaction of staging writes. */
export interface Staged {
  readonly facts: ReadonlyMap<FactTableName, Chunk>;
  readonly quarantined: readonly Rejection[];
}

/** Prepares a chunk for the store. */
export type Stage = (staged: Staged) => WriteStaged;

/** Writes a prepared chunk; the rows that the store refused as duplicates. */
type WriteStaged = () => Promise<readonly RefusedRow[]>;

export interface RefusedRow {
  readonly table: FactTableName;
  readonly row: SqlValue[];
  readonly line: number;
}

/** Counts what a format says of each row, and stages the rows in bounded transactions. */
export class StagingSink implements Sink {
  accepted = 0;
  quarantined = 0;
  skipped = 0;
  /** Rows refused by a rule about a whole block, part of `quarantined`. */
  systematic = 0;
  firstOn: Day | null = null;
  lastOn: Day | null = null;
  readonly tally = new Tally();
  /** Rows by reason of quarantine or skip. */
  readonly reasons = new Map<string, number>();
  /** Symbols of corporate actions that no file had named before this one. */
  readonly unknownSymbols = new Set<string>();
  readonly warnings: { code: string; message: string }[] = [];
  private facts = new Map<FactTableName, Chunk>();
  /** The first bad row, for the one line that a refusal has. */
  firstRejection: Rejection | null = null;
  private rejections: Rejection[] = [];
  private pending = 0;
  private readonly full: Staged[] = [];
  /** Whether an earlier file named any ticker at all. */
  private readonly hasOthers: boolean;
  private inFlight: Promise<readonly RefusedRow[]> = NOTHING_REFUSED;
  private isWriting = false;
  private line = 0;
  /** The same; negative while a row comes along with another one. */
  private signedLine = 0;

  constructor(
    private readonly context: WriteContext,
    private readonly maxRejected: number,
    private readonly stage: Stage,
    /** The day of the import: no row is of a later one. */
    private readonly today: Day,
  ) {
    this.hasOthers = context.names.hasTickers;
  }

  get rowsRead(): number {
    return this.accepted + this.quarantined + this.skipped;
  }

  /** Share of rows that count towards `--max-rejected`. */
  get rejectedShare(): number {
    return this.rowsRead === 0 ? 0 : (this.quarantined - this.systematic) / this.rowsRead;
  }

  accept<K extends RowKind>(kind: K, row: RowsByKind[K], line: number): void {
    const on = WRITERS[kind].dayOf(row);
    const problem = this.problemOf(kind, row, on);
    if (problem !== null) {
      this.quarantine({ line, ...problem, raw: JSON.stringify(row) });
      return;
    }
    if (kind === 'corporateAction') this.noteUnknown(row as CorporateActionRow);
    this.accepted++;
    if (this.firstOn === null || on < this.firstOn) this.firstOn = on;
    if (this.lastOn === null || on > this.lastOn) this.lastOn = on;
    this.write(kind, row, line);
  }

  also<K extends RowKind>(kind: K, row: RowsByKind[K], line: number): void {
    const isGood = this.problemOf(kind, row, WRITERS[kind].dayOf(row)) === null;
    if (isGood) this.write(kind, row, -line);
  }

  private problemOf(kind: RowKind, row: object, on: Day): Problem | null {
    return problemOfSymbol(row) ?? problemOfDay(kind, on, this.today);
  }

  quarantine(rejection: Rejection): void {
    this.quarantined++;
    if (rejection.isSystematic === true) this.systematic++;
    this.count(rejection.reason);
    this.firstRejection ??= rejection;
    this.rejections.push(rejection);
    this.addPending();
  }

  skip(_line: number, reason: string): void {
    this.skipped++;
    this.count(reason);
  }

  warn(code: string, message: string): void {
    this.warnings.push({ code, message });
  }

  /** Hands full chunks over, and goes on reading while the last one is written. */
  async drain(): Promise<void> {
    await this.send();
    // Each answer of the store has to be taken before the next statement goes out.
    if (this.isWriting) await setImmediate();
    const counted = this.quarantined - this.systematic;
    if (counted > GIVE_UP_AT && this.rejectedShare > this.maxRejected) {
      throw new RefusedFile('TOO_MANY_REJECTED', `${counted} rows were rejected so far`, this.line);
    }
  }

  /** Stages everything taken so far. */
  async flush(): Promise<void> {
    await this.written();
    while (this.pending > 0 || this.full.length > 0) {
      if (this.pending > 0) this.closeChunk();
      await this.send();
      await this.written();
    }
  }

  /** Prepares each full chunk while the one before it is being written, and hands it over. */
  private async send(): Promise<void> {
    for (let next = this.full.shift(); next !== undefined; next = this.full.shift()) {
      const write = this.stage(next);
      await this.written();
      this.inFlight = write();
      this.isWriting = true;
      const done = () => {
        this.isWriting = false;
      };
      // Whoever waits for it next hears of its failure; until then it is nobody's.
      this.inFlight.then(done, done);
    }
  }

  /** Counts a row, and closes the chunk that it fills: a format may hand on many at once. */
  private addPending(): void {
    this.pending++;
    if (this.pending >= ROWS_PER_TRANSACTION) this.closeChunk();
  }

  private closeChunk(): void {
    this.full.push({ facts: this.facts, quarantined: this.rejections });
    this.facts = new Map();
    this.rejections = [];
    this.pending = 0;
  }

  /** Waits for the chunk that is being written. */
  private async written(): Promise<void> {
    const refused = await this.inFlight;
    this.inFlight = NOTHING_REFUSED;
    for (const row of refused) this.takeBack(row);
  }

  private noteUnknown({ symbol, key }: CorporateActionRow): void {
    if (this.hasOthers && !this.context.names.knowsTicker(key)) this.unknownSymbols.add(symbol);
  }

  private write<K extends RowKind>(kind: K, row: RowsByKind[K], line: number): void {
    this.line = Math.abs(line);
    this.signedLine = line;
    const writer: Writer<K> = WRITERS[kind];
    writer.write(row, this.line, this.context, this.emit);
  }

  private readonly emit: Emit = (table, values) => {
    let chunk = this.facts.get(table);
    if (chunk === undefined) {
      chunk = { rows: [], lines: [] };
      this.facts.set(table, chunk);
    }
    chunk.rows.push(values);
    chunk.lines.push(this.signedLine);
    this.tally.add(table, values);
    this.addPending();
  };

  /** A second row for a key of this file: the first one stays, this one is kept aside. */
  private takeBack({ table, row, line }: RefusedRow): void {
    this.tally.remove(table, row);
    if (line < 0) {
      this.warn('DUPLICATE_KEY', `line ${-line}: a second ${table} row for one key was left out`);
      return;
    }
    this.accepted--;
    const detail = 'an earlier row of this file has the same key';
    this.quarantine({ line, reason: 'DUPLICATE_KEY', detail, raw: JSON.stringify(row) });
  }

  private count(reason: string): void {
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }
}
