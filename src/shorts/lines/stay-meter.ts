import type { FillMode } from '../../kernels/fill-shares.js';
import { LineMeter, type LineSpan } from './line-meter.js';
import type { ShortLine } from './short-line.js';
import type { ShortQuestion } from '../short-set.js';

/** Measures stays in a set, several of one security in a row, from lines over the whole window. */
export class StayMeter {
  private readonly meter: LineMeter;
  private loaded = -1;

  constructor(question: ShortQuestion, mode: FillMode) {
    this.meter = new LineMeter(question, mode);
  }

  /** The line of a stay; null for one before the first price of the security. */
  measure(whole: ShortLine, span: LineSpan): ShortLine | null {
    if (span.from === whole.from && span.to === whole.to) return whole;
    const i = whole.security;
    if (i !== this.loaded) this.meter.load(i);
    this.loaded = i;
    return this.meter.measure(i, span);
  }

  addTo(lines: ShortLine[], whole: ShortLine, span: LineSpan): void {
    const line = this.measure(whole, span);
    if (line !== null) lines.push(line);
  }
}
