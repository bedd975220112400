/**
 * How one column of numbers lies in a chunk. A packed value stands for (base + code) / 10^digits,
 * which gives back the very number that was packed; with `width` 8 the numbers stand as they are.
 */
export interface Packing {
  /** Bytes a value: 0 where all are equal, 1, 2 or 4 for codes, 8 for plain numbers. */
  readonly width: 0 | 1 | 2 | 4 | 8;
  /** Null where `width` is 0 and every value is missing. */
  readonly base: number | null;
  readonly digits: number;
}

export type Codes = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Decimal places that prices, values and counts come with; more are stored as plain numbers. */
const DIGITS = [0, 2, 4, 6];

/** Packs numbers; NaN is a missing one, and takes the highest code of a width. */
export function packNumbers(values: Float64Array): { packing: Packing; codes: Codes } {
  for (const digits of DIGITS) {
    const span = spanOf(values, digits);
    if (span === null) continue;
    const width = widthOf(span);
    if (width === 8) break;
    const packing = { width, digits, base: span.min > span.max ? null : span.min };
    return { packing, codes: codesOf(values, packing) };
  }
  return { packing: { width: 8, base: null, digits: 0 }, codes: values };
}

interface Span {
  readonly min: number;
  readonly max: number;
  readonly hasMissing: boolean;
}

/** Range of the values as whole numbers of units of 10^-digits; null when one is none. */
function spanOf(values: Float64Array, digits: number): Span | null {
  const scale = 10 ** digits;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let hasMissing = false;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    if (Number.isNaN(value)) {
      hasMissing = true;
      continue;
    }
    const whole = Math.round(value * scale);
    if (whole / scale !== value || !Number.isSafeInteger(whole)) return null;
    // A negative zero has no code.
    if (whole === 0 && 1 / value < 0) return null;
    if (whole < min) min = whole;
    if (whole > max) max = whole;
  }
  return { min, max, hasMissing };
}

function widthOf({ min, max, hasMissing }: Span): Packing['width'] {
  const isEmpty = min > max;
  if (isEmpty || (min === max && !hasMissing)) return 0;
  const top = max - min + 1;
  return top < 2 ** 8 ? 1 : top < 2 ** 16 ? 2 : top < 2 ** 32 ? 4 : 8;
}

function codesOf(values: Float64Array, { width, base, digits }: Packing): Codes {
  const codes = emptyCodes(width, width === 0 ? 0 : values.length);
  const missing = missingCode(width);
  const scale = 10 ** digits;
  for (let k = 0; k < codes.length; k++) {
    const value = values[k] as number;
    codes[k] = Number.isNaN(value) ? missing : Math.round(value * scale) - (base ?? 0);
  }
  return codes;
}

/** Writes the numbers of a packed column into `out`, with `missing` for those that are missing. */
export function unpackNumbers(
  out: Float64Array | Int32Array,
  codes: Codes,
  { width, base, digits }: Packing,
  missing: number,
): void {
  if (width === 8) {
    if (Number.isNaN(missing)) out.set(codes);
    else for (let k = 0; k < out.length; k++) out[k] = known(codes[k] as number, missing);
    return;
  }
  const scale = 10 ** digits;
  if (width === 0) {
    out.fill(base === null ? missing : base / scale);
    return;
  }
  const from = base ?? 0;
  // One loop for each kind of column, for one that meets several is twice as slow.
  if (out instanceof Int32Array) unpackInts(out, codes, from, missing);
  else if (codes instanceof Uint32Array) unpackWide(out, codes, from, scale);
  else unpackNarrow(out, codes, from, scale);
}

function unpackInts(out: Int32Array, codes: Codes, from: number, missing: number): void {
  const top = missingCode(codes.BYTES_PER_ELEMENT);
  for (let k = 0; k < out.length; k++) {
    const code = codes[k] as number;
    out[k] = code === top ? missing : from + code;
  }
}

function unpackWide(out: Float64Array, codes: Uint32Array, from: number, scale: number): void {
  const top = missingCode(4);
  for (let k = 0; k < out.length; k++) {
    const code = codes[k] as number;
    out[k] = code === top ? Number.NaN : (from + code) / scale;
  }
}

function unpackNarrow(out: Float64Array, codes: Codes, from: number, scale: number): void {
  const top = missingCode(codes.BYTES_PER_ELEMENT);
  for (let k = 0; k < out.length; k++) {
    const code = codes[k] as number;
    out[k] = code === top ? Number.NaN : (from + code) / scale;
  }
}

function known(value: number, missing: number): number {
  return Number.isNaN(value) ? missing : value;
}

/** The code of a missing value: all bits set, which `widthOf` keeps free. */
function missingCode(width: number): number {
  return 2 ** (8 * width) - 1;
}

/** Room for codes of a width, or a view of bytes that hold them. */
export function emptyCodes(
  width: Packing['width'],
  length: number,
  bytes: ArrayBufferLike = new ArrayBuffer(width * length),
  at = 0,
): Codes {
  if (width === 8) return new Float64Array(bytes, at, length);
  if (width === 4) return new Uint32Array(bytes, at, length);
  if (width === 2) return new Uint16Array(bytes, at, length);
  return new Uint8Array(bytes, at, width === 0 ? 0 : length);
}
