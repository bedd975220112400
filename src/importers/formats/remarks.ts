import type { Sink } from '../format.js';
import type { Reason } from './reasons.js';

const EXAMPLES_MAX = 5;

/** Collects remarks on single rows and passes each kind on once, with a count and examples. */
export class Remarks {
  private readonly byReason = new Map<Reason, { count: number; examples: Set<string> }>();

  add(reason: Reason, example: string): void {
    let found = this.byReason.get(reason);
    if (found === undefined) {
      found = { count: 0, examples: new Set() };
      this.byReason.set(reason, found);
    }
    found.count += 1;
    if (found.examples.size < EXAMPLES_MAX) found.examples.add(example);
  }

  /** `sentence` speaks of `count` rows. */
  pass(sink: Sink, reason: Reason, sentence: (count: number) => string): void {
    const found = this.byReason.get(reason);
    if (found === undefined) return;
    const more = found.count > found.examples.size ? ', ...' : '';
    sink.warn(reason, `${sentence(found.count)}: ${[...found.examples].join(', ')}${more}`);
  }
}
