import { entryOnOrBefore } from './entry-on-or-before.js';
import type { FillMode } from './fill-shares.js';

/** Rows across securities: the entry of security i in row r is at `r * width + i`. */
export interface SpellRowsInput {
  readonly width: number;
  /** A row of closes for each day index from `firstDay` on. */
  readonly firstDay: number;
  readonly close: Float64Array;
  /** Day indices of the settlements, ascending, and a row of reported shares for each. */
  readonly settled: Int32Array;
  readonly shares: Float64Array;
  /** Sums of `StretchSum` from each settlement to the next; null to add them up. */
  readonly sums: { readonly closes: Float64Array; readonly ramp: Float64Array } | null;
}

/** What is between two days on which positions or the window begin or end. */
interface Piece {
  readonly from: number;
  readonly to: number;
  /** Settlement in force and the next one; -1 for none. */
  readonly own: number;
  readonly next: number;
  /** Days from one to the other; 0 without both. */
  readonly length: number;
  /** Whether shares lie on a line between the two. */
  readonly isLine: boolean;
}

/**
 * What `ShortSpells` measures (M11, M14), for all securities at a time, column by column: each
 * column is computed when it is first read, with the same operations in the same order, so that it
 * has the same bits. NaN for a security that lacks a close or one of the reports that the window
 * rests on. Whoever has reports that are not on a settlement needs `ShortSpells`. Cost of a column
 * O(securities x settlements).
 */
export class SpellRows {
  private readonly pieces: Piece[];
  /** Shares at the ends of the pieces: one entry more than there are pieces. */
  private readonly positions: Float64Array[];
  private readonly known: { [name in Column]?: Float64Array } = {};
  private readonly partial = new Map<Piece, StretchRows>();
  /** Closes of the base day and of the end day. */
  readonly firstClose: Float64Array;
  readonly lastClose: Float64Array;
  /** Shares at the base day and at the end day. */
  readonly startShares: Float64Array;
  readonly endShares: Float64Array;

  constructor(
    private readonly input: SpellRowsInput,
    private readonly mode: FillMode,
    readonly base: number,
    readonly end: number,
  ) {
    this.pieces = piecesOf(input.settled, mode, base, end);
    this.positions = this.pieces.map((piece) => this.sharesAt(piece, piece.from));
    this.positions.push(this.sharesAt(this.pieces.at(-1) as Piece, end));
    this.startShares = this.positions[0] as Float64Array;
    this.endShares = this.positions.at(-1) as Float64Array;
    this.firstClose = this.closes(base);
    this.lastClose = this.closes(end);
  }

  get gain(): Float64Array {
    this.known.gain ??= this.eachPiece(this.addGain);
    return this.known.gain;
  }

  get held(): Float64Array {
    this.known.held ??= this.eachPiece(this.addHeld);
    return this.known.held;
  }

  get netShorting(): Float64Array {
    this.known.netShorting ??= this.eachPiece(this.addNetShorting);
    return this.known.netShorting;
  }

  get valueSum(): Float64Array {
    const atStart = () => multiplied(this.startShares, this.firstClose);
    this.known.valueSum ??= this.eachPiece(this.addValue, atStart());
    return this.known.valueSum;
  }

  private eachPiece(
    add: (out: Float64Array, piece: Piece, n: Float64Array, m: Float64Array) => void,
    out: Float64Array = new Float64Array(this.input.width),
  ): Float64Array {
    this.pieces.forEach((piece, p) => {
      const [n, m] = [this.positions[p], this.positions[p + 1]];
      add.call(this, out, piece, n as Float64Array, m as Float64Array);
    });
    return out;
  }

  private addGain(out: Float64Array, piece: Piece, n: Float64Array, m: Float64Array): void {
    const price = this.closes(piece.from);
    const last = this.closes(piece.to);
    const days = piece.to - piece.from;
    if (this.mode === 'STEP_BACK') {
      const first = this.closes(piece.from + 1);
      for (let i = 0; i < out.length; i++) {
        out[i]! += n[i]! * (price[i]! - first[i]!) + m[i]! * (first[i]! - last[i]!);
      }
    } else if (piece.isLine) {
      const { closes } = this.sums(piece);
      const { length } = piece;
      const [own, ahead] = [this.reported(piece.own), this.reported(piece.next)];
      for (let i = 0; i < out.length; i++) {
        const change = ahead[i]! - own[i]!;
        out[i]! +=
          n[i]! * (price[i]! - last[i]!) - (change * (days * last[i]! - closes[i]!)) / length;
      }
    } else {
      for (let i = 0; i < out.length; i++) out[i]! += n[i]! * (price[i]! - last[i]!);
    }
  }

  private addHeld(out: Float64Array, piece: Piece, n: Float64Array, m: Float64Array): void {
    const days = piece.to - piece.from;
    if (this.mode === 'STEP_BACK') {
      for (let i = 0; i < out.length; i++) out[i]! += n[i]! + m[i]! * (days - 1);
    } else if (piece.isLine) {
      const { length } = piece;
      const [own, ahead] = [this.reported(piece.own), this.reported(piece.next)];
      const steps = (days * (days - 1)) / 2;
      for (let i = 0; i < out.length; i++) {
        out[i]! += n[i]! * days + ((ahead[i]! - own[i]!) * steps) / length;
      }
    } else {
      for (let i = 0; i < out.length; i++) out[i]! += n[i]! * days;
    }
  }

  private addNetShorting(out: Float64Array, piece: Piece, n: Float64Array, m: Float64Array): void {
    if (piece.isLine) {
      const { closes } = this.sums(piece);
      const { length } = piece;
      const [own, ahead] = [this.reported(piece.own), this.reported(piece.next)];
      for (let i = 0; i < out.length; i++) {
        out[i]! += ((ahead[i]! - own[i]!) * closes[i]!) / length;
      }
      return;
    }
    const price = this.closes(this.mode === 'STEP_BACK' ? piece.from + 1 : piece.to);
    for (let i = 0; i < out.length; i++) out[i]! += (m[i]! - n[i]!) * price[i]!;
  }

  private addValue(out: Float64Array, piece: Piece, n: Float64Array, m: Float64Array): void {
    const { closes, ramp } = this.sums(piece);
    if (this.mode === 'STEP_BACK') {
      for (let i = 0; i < out.length; i++) out[i]! += m[i]! * closes[i]!;
    } else if (piece.isLine) {
      const { length } = piece;
      const [own, ahead] = [this.reported(piece.own), this.reported(piece.next)];
      for (let i = 0; i < out.length; i++) {
        out[i]! += n[i]! * closes[i]! + ((ahead[i]! - own[i]!) * ramp[i]!) / length;
      }
    } else {
      const last = this.closes(piece.to);
      for (let i = 0; i < out.length; i++) {
        out[i]! += n[i]! * closes[i]! + (m[i]! - n[i]!) * last[i]!;
      }
    }
  }

  /** Shares on the first or the last day of a piece. */
  private sharesAt({ own, next, length, isLine }: Piece, day: number): Float64Array {
    const { settled, width } = this.input;
    if (next >= 0 && day === settled[next]) return this.reported(next);
    if (own >= 0 && day === settled[own]) return this.reported(own);
    if (this.mode === 'STEP_BACK' && next >= 0) return this.reported(next);
    if (own < 0) return new Float64Array(width);
    const before = this.reported(own);
    if (!isLine) return before;
    const ahead = this.reported(next);
    const passed = day - (settled[own] as number);
    const shares = new Float64Array(width);
    for (let i = 0; i < width; i++) {
      shares[i] = before[i]! + ((ahead[i]! - before[i]!) * passed) / length;
    }
    return shares;
  }

  private closes(day: number): Float64Array {
    const { close, width, firstDay } = this.input;
    return close.subarray((day - firstDay) * width, (day - firstDay + 1) * width);
  }

  private reported(settlement: number): Float64Array {
    const { shares, width } = this.input;
    return shares.subarray(settlement * width, (settlement + 1) * width);
  }

  private sums(piece: Piece): StretchRows {
    const { settled, sums, width } = this.input;
    const { own, next, from, to } = piece;
    if (sums !== null && own >= 0 && from === settled[own] && to === settled[next]) {
      const row = (of: Float64Array) => of.subarray(own * width, (own + 1) * width);
      return { closes: row(sums.closes), ramp: row(sums.ramp) };
    }
    let known = this.partial.get(piece);
    if (known === undefined) {
      known = this.addUp(piece);
      this.partial.set(piece, known);
    }
    return known;
  }

  private addUp({ from, to }: Piece): StretchRows {
    const { width } = this.input;
    const closes = new Float64Array(width);
    const ramp = new Float64Array(width);
    for (let k = 1; k <= to - from; k++) {
      const row = this.closes(from + k);
      for (let i = 0; i < width; i++) {
        closes[i]! += row[i]!;
        ramp[i]! += k * row[i]!;
      }
    }
    return { closes, ramp };
  }
}

type Column = 'gain' | 'held' | 'netShorting' | 'valueSum';

/** Sums of the closes of a piece, as `StretchSum` has them, by security. */
interface StretchRows {
  readonly closes: Float64Array;
  readonly ramp: Float64Array;
}

function multiplied(a: Float64Array, b: Float64Array): Float64Array {
  const product: Float64Array = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) product[i] = a[i]! * b[i]!;
  return product;
}

/** The window cut on the settlements within it. */
function piecesOf(settled: Int32Array, mode: FillMode, base: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  let own = entryOnOrBefore(settled, 0, settled.length, base);
  for (let from = base; from < end; own++) {
    const next = own + 1 < settled.length ? own + 1 : -1;
    const to = next < 0 ? end : Math.min(settled[next] as number, end);
    const isBoth = own >= 0 && next >= 0;
    const length = isBoth ? (settled[next] as number) - (settled[own] as number) : 0;
    pieces.push({ from, to, own, next, length, isLine: mode === 'LINEAR' && isBoth });
    from = to;
  }
  return pieces;
}
