/**
 * A small fast generator (sfc32) whose numbers are the same on every machine: integer arithmetic
 * and the four exact operations only.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  /** Equal labels give equal sequences. */
  constructor(label: string) {
    let hash = 0x811c9dc5;
    const words: number[] = [];
    for (let round = 0; round < 3; round++) {
      for (let k = 0; k < label.length; k++) {
        hash = Math.imul(hash ^ label.charCodeAt(k), 0x01000193);
      }
      hash = Math.imul(hash ^ (hash >>> 15) ^ round, 0x2c1b3c6d);
      words.push(hash >>> 0);
    }
    [this.a, this.b, this.c] = words as [number, number, number];
    for (let k = 0; k < 16; k++) this.next();
  }

  /** Uniform on [0, 1). */
  next(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return (t >>> 0) / 4294967296;
  }

  /** Close to a standard normal, within 3.5 deviations: four uniforms added up. */
  normal(): number {
    return (this.next() + this.next() + this.next() + this.next() - 2) * 1.7320508075688772;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)] as T;
  }

  /** A shuffled copy. */
  shuffle<T>(list: readonly T[]): T[] {
    const copy = [...list];
    for (let k = copy.length - 1; k > 0; k--) {
      const other = this.integer(0, k);
      [copy[k], copy[other]] = [copy[other] as T, copy[k] as T];
    }
    return copy;
  }
}
