import type { Panel } from '../panel.js';

/** A close that moves by more than this factor in a session is suspect. */
export const JUMP_FACTOR = 10;
/** Moves below this cannot round to a jump; to multiply is cheaper than to divide. */
const NEARLY = 9.99;

/** Day indices of jumps by security: those of i are at `offsets[i]` up to `offsets[i + 1]`. */
export interface Jumps {
  readonly offsets: Int32Array;
  readonly index: Int32Array;
}

/** The first day index after `after` and up to `end` with a jump; beyond `end` without one. */
export function nextJump({ prices }: Panel, i: number, after: number, end: number): number {
  const { firstIndex, lastIndex, offsets, close } = prices;
  const first = firstIndex[i] as number;
  const shift = (offsets[i] as number) - first;
  const last = Math.min(end, lastIndex[i] as number);
  let before = close[shift + Math.max(after, first)] as number;
  for (let t = Math.max(after, first) + 1; t <= last; t++) {
    const now = close[shift + t] as number;
    if (now > NEARLY * before || before > NEARLY * now) {
      const ratio = now / before;
      if (ratio > JUMP_FACTOR || ratio < 1 / JUMP_FACTOR) return t;
    }
    before = now;
  }
  return end + 1;
}

/** Finds the jumps of all securities, some of them at a time. */
export class JumpFinder {
  private readonly offsets: Int32Array;
  private readonly found: number[] = [];

  constructor(private readonly panel: Panel) {
    this.offsets = new Int32Array(panel.securities.count + 1);
  }

  /** Looks at the securities `from` up to but not including `to`, which follow the last ones. */
  find(from: number, to: number): void {
    const { panel, found, offsets } = this;
    const end = panel.axis.length - 1;
    for (let i = from; i < to; i++) {
      for (let t = nextJump(panel, i, 0, end); t <= end; t = nextJump(panel, i, t, end)) {
        found.push(t);
      }
      offsets[i + 1] = found.length;
    }
  }

  get jumps(): Jumps {
    return { offsets: this.offsets, index: Int32Array.from(this.found) };
  }
}
