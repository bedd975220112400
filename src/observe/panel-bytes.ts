const MAX_DEPTH = 4;

/**
 * Bytes of the typed arrays that hang on an object, each buffer once. What a panel keeps beside its
 * columns is small against them and is not counted.
 */
export function columnBytes(value: object): number {
  const buffers = new Set<ArrayBufferLike>();
  const seen = new Set<object>();
  const visit = (it: unknown, depth: number): void => {
    if (typeof it !== 'object' || it === null || seen.has(it)) return;
    seen.add(it);
    if (ArrayBuffer.isView(it)) {
      buffers.add(it.buffer);
      return;
    }
    if (depth === MAX_DEPTH) return;
    // Lists hold names or objects, and those of columns are short.
    const entries = Array.isArray(it) ? it.slice(0, 50) : Object.values(it);
    for (const entry of entries) visit(entry, depth + 1);
  };
  visit(value, 0);
  let bytes = 0;
  for (const buffer of buffers) bytes += buffer.byteLength;
  return bytes;
}
