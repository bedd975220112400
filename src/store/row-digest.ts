const number = new Float64Array(1);
const halves = new Uint32Array(number.buffer);

/**
 * A digest of rows that does not depend on their order: equal for equal rows, and different for
 * others, but for a chance of one in 2^64. It is no protection against someone who means it.
 */
export class RowDigest {
  private count = 0;
  private low = 0;
  private high = 0;
  private readonly texts = new Map<string, number>();

  /** Takes a row of numbers, texts and nulls; the array may be used again. */
  add(row: readonly unknown[]): void {
    let a = 0x9e3779b1;
    let b = 0x85ebca6b;
    for (const value of row) {
      if (typeof value === 'number') {
        // One zero for both, since not every engine keeps the sign.
        number[0] = value + 0;
        a = mixed(a, halves[0] as number);
        b = mixed(b, halves[1] as number);
        a = mixed(a, b);
      } else {
        const hash = typeof value === 'string' ? this.hashOf(value) : 0x27d4eb2f;
        a = mixed(a, hash);
        b = mixed(b, ~hash);
      }
    }
    this.count++;
    this.low = (this.low + a) >>> 0;
    this.high = (this.high + mixed(b, a)) >>> 0;
  }

  get text(): string {
    return `${this.count}:${this.high.toString(16)}:${this.low.toString(16)}`;
  }

  private hashOf(text: string): number {
    let hash = this.texts.get(text);
    if (hash === undefined) {
      hash = 0x165667b1;
      for (let k = 0; k < text.length; k++) hash = mixed(hash, text.charCodeAt(k));
      this.texts.set(text, hash);
    }
    return hash;
  }
}

/** One round of a multiplicative hash. */
function mixed(hash: number, value: number): number {
  let h = Math.imul(hash ^ value, 0xcc9e2d51);
  h = (h << 15) | (h >>> 17);
  return Math.imul(h, 0x1b873593) ^ (h >>> 13);
}
