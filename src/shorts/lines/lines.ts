import { Accumulator } from '../../kernels/sum.js';
import { type LineRows, RowLine, type RowNumber } from './line-rows.js';
import type { ShortLine } from './short-line.js';

/** A number that lines are summed and ranked by. */
export type LineNumber = Exclude<keyof ShortLine, 'security' | 'from' | 'to'>;

/**
 * Lines of a report in order of security. Most are looked up in rows, and are objects only while
 * somebody looks at them; those that rows do not tell are measured, and held.
 */
export class Lines implements Iterable<ShortLine> {
  private readonly found = new Map<LineNumber, Float64Array>();

  private constructor(
    private readonly source: LineSource,
    /** Where its lines are in the source, ascending. */
    private readonly places: Int32Array,
  ) {}

  /** Lines that are measured, all of them. */
  static of(lines: readonly ShortLine[]): Lines {
    const security = Int32Array.from(lines, (line) => line.security);
    return Lines.told(null, security, lines);
  }

  /** Lines that rows tell, but for those of `measured`, by place. */
  static told(
    rows: LineRows | null,
    security: Int32Array,
    measured: readonly (ShortLine | undefined)[],
  ): Lines {
    const places = security.map((_, place) => place);
    return new Lines(new LineSource(rows, security, measured), places);
  }

  get length(): number {
    return this.places.length;
  }

  securityAt(k: number): number {
    return this.source.security[this.places[k] as number] as number;
  }

  at(k: number): ShortLine {
    return this.source.at(this.places[k] as number);
  }

  /** The line itself where it is measured; undefined where rows tell it. */
  measuredAt(k: number): ShortLine | undefined {
    return this.source.measured[this.places[k] as number];
  }

  *[Symbol.iterator](): Iterator<ShortLine> {
    for (const place of this.places) yield this.source.at(place);
  }

  /** Those at some of its places, ascending. */
  pick(own: Int32Array): Lines {
    return new Lines(
      this.source,
      own.map((k) => this.places[k] as number),
    );
  }

  /** The lines from place `from` up to but not including `to`. */
  slice(from: number, to: number): Lines {
    return new Lines(this.source, this.places.subarray(from, to));
  }

  /** A number of each line. It must not be changed. */
  values(name: LineNumber): Float64Array {
    let values = this.found.get(name);
    if (values === undefined) {
      values = this.read(name);
      this.found.set(name, values);
    }
    return values;
  }

  /** The sum of a number over the lines, compensated. */
  sum(name: LineNumber): number {
    const values = this.values(name);
    const total = new Accumulator();
    for (let k = 0; k < values.length; k++) total.add(values[k] as number);
    return total.value;
  }

  private read(name: LineNumber): Float64Array {
    const { places, source } = this;
    const values = new Float64Array(places.length);
    if (name === 'dividends' || name === 'financing') {
      // Counted day by day, and only for those that are asked for.
      for (let k = 0; k < values.length; k++) values[k] = this.at(k)[name];
      return values;
    }
    const column = source.column(name);
    if (column.length === values.length) return column;
    for (let k = 0; k < values.length; k++) values[k] = column[places[k] as number] as number;
    return values;
  }
}

/** What the lines of a set and of its parts are read from. */
class LineSource {
  private readonly columns = new Map<RowNumber, Float64Array>();

  constructor(
    private readonly rows: LineRows | null,
    readonly security: Int32Array,
    readonly measured: readonly (ShortLine | undefined)[],
  ) {}

  at(place: number): ShortLine {
    const rows = this.rows as LineRows;
    return this.measured[place] ?? new RowLine(rows, this.security[place] as number);
  }

  /** A number of all lines, by place. */
  column(name: RowNumber): Float64Array {
    let column = this.columns.get(name);
    if (column === undefined) {
      column = this.read(name);
      this.columns.set(name, column);
    }
    return column;
  }

  private read(name: RowNumber): Float64Array {
    const { rows, security, measured } = this;
    const column = new Float64Array(security.length);
    if (rows !== null) {
      const all = rows.column(name);
      for (let k = 0; k < column.length; k++) column[k] = all[security[k] as number] as number;
    }
    measured.forEach((line, k) => {
      if (line !== undefined) column[k] = line[name];
    });
    return column;
  }
}
