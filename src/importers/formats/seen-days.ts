const BITS = 32;

/** A set of days, one bit each from first to last: years of them take some hundred bytes. */
export class SeenDays {
  private words = new Uint32Array(1);
  /** The word that the first one of `words` stands for. */
  private base: number | null = null;

  /** Adds a day; false when it was there before. */
  add(day: number): boolean {
    const word = Math.floor(day / BITS);
    const at = this.place(word);
    const bit = 1 << (day - word * BITS);
    const before = this.words[at]!;
    if ((before & bit) !== 0) return false;
    this.words[at] = before | bit;
    return true;
  }

  /** Where a word lies; makes room for it on either side. */
  private place(word: number): number {
    this.base ??= word;
    if (word < this.base) {
      const room = this.base - word;
      const grown = new Uint32Array(room + this.words.length);
      grown.set(this.words, room);
      this.words = grown;
      this.base = word;
    }
    const at = word - this.base;
    if (at >= this.words.length) {
      const grown = new Uint32Array(at + 1 + (at >> 2));
      grown.set(this.words);
      this.words = grown;
    }
    return at;
  }
}
