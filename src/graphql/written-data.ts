/**
 * The data of an answer that was written elsewhere already. It stands in place of the data, and is
 * put into the answer as it is.
 */
export class WrittenData {
  constructor(
    /** JSON. */
    readonly text: string,
    /** How many values it holds, as `countValues` counts them. */
    readonly values: number,
  ) {}

  /** For whoever writes it unawares. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}
