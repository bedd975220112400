/**
 * Columns of a panel lie in shared memory, so that worker threads read them without a copy. All
 * start as zeros.
 */
export function sharedFloats(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * length));
}

export function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

export function sharedShorts(length: number): Uint16Array {
  return new Uint16Array(new SharedArrayBuffer(2 * length));
}

export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}

/** A flag for each block of so many ids, from 0 up to and with `top`. */
export function sharedBlocks(top: number, size: number): Int32Array {
  return sharedInts(Math.floor(top / size) + 1);
}

/** A column with one number of each row. */
export function floatsOf<T>(rows: readonly T[], read: (row: T) => number): Float64Array {
  return filled(sharedFloats(rows.length), rows, read);
}

export function intsOf<T>(rows: readonly T[], read: (row: T) => number): Int32Array {
  return filled(sharedInts(rows.length), rows, read);
}

/** A column with one number from 0 to 255 of each row. */
export function bytesOf<T>(rows: readonly T[], read: (row: T) => number): Uint8Array {
  return filled(sharedBytes(rows.length), rows, read);
}

/** A column with 1 for rows that pass, 0 for the others. */
export function flagsOf<T>(rows: readonly T[], read: (row: T) => boolean): Uint8Array {
  return filled(sharedBytes(rows.length), rows, (row) => (read(row) ? 1 : 0));
}

/** Where the entries of each row begin when all are laid end to end, and where the last end. */
export function offsetsOf<T>(rows: readonly T[], countOf: (row: T) => number): Int32Array {
  const offsets = sharedInts(rows.length + 1);
  for (let k = 0; k < rows.length; k++) {
    offsets[k + 1] = (offsets[k] as number) + countOf(rows[k] as T);
  }
  return offsets;
}

function filled<T, C extends Float64Array | Int32Array | Uint8Array>(
  column: C,
  rows: readonly T[],
  read: (row: T) => number,
): C {
  for (let k = 0; k < rows.length; k++) column[k] = read(rows[k] as T);
  return column;
}
