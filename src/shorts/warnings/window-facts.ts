import { LRUCache } from 'lru-cache';
import { entryOnOrBefore } from '../../kernels/entry-on-or-before.js';
import type { Panel } from '../../panel/panel.js';
import { marketCapAt } from '../../panel/price-at.js';

const UNKNOWN = -1;

/** What warnings ask of a security and a window, each looked up once for all reports. */
export class WindowFacts {
  private readonly reported: Int8Array;
  private readonly caps: Float64Array;

  constructor(
    private readonly panel: Panel,
    private readonly base: number,
    private readonly end: number,
  ) {
    const { count } = panel.securities;
    this.reported = new Int8Array(count).fill(UNKNOWN);
    this.caps = new Float64Array(count).fill(UNKNOWN);
  }

  /** Whether any position of a security was reported on a day of the window, base day included. */
  isReported(i: number): boolean {
    if (this.reported[i] === UNKNOWN) {
      const { index, offsets } = this.panel.shorts;
      const from = offsets[i] as number;
      const last = entryOnOrBefore(index, from, offsets[i + 1] as number, this.end);
      this.reported[i] = last >= from && (index[last] as number) >= this.base ? 1 : 0;
    }
    return this.reported[i] === 1;
  }

  /** The larger market value of a security at the two closes of the window; 0 when unknown. */
  largerCap(i: number): number {
    if (this.caps[i] === UNKNOWN) {
      const { panel, base, end } = this;
      const before = marketCapAt(panel, i, base) || 0;
      this.caps[i] = Math.max(before, marketCapAt(panel, i, end) || 0);
    }
    return this.caps[i] as number;
  }
}

const facts = new WeakMap<Panel, LRUCache<string, WindowFacts>>();

/** Windows of one panel whose facts are kept. */
const KEPT = 16;

export function windowFacts(panel: Panel, base: number, end: number): WindowFacts {
  const cache = facts.get(panel) ?? new LRUCache<string, WindowFacts>({ max: KEPT });
  facts.set(panel, cache);
  const key = `${base} ${end}`;
  const found = cache.get(key) ?? new WindowFacts(panel, base, end);
  cache.set(key, found);
  return found;
}
