/**
 * How many values an answer holds, as `costOf` counts them: each entry of a list, each value of a
 * field, each object.
 */
export function countValues(data: unknown): number {
  return data === null || typeof data !== 'object' ? 0 : countFields(data);
}

function countFields(object: object): number {
  let count = 0;
  for (const key in object) {
    const value = (object as Record<string, unknown>)[key];
    // Clients ask for names of types by themselves, and those are free.
    if (value === undefined || key === '__typename') continue;
    count += typeof value === 'object' && value !== null ? countOf(value) : 1;
  }
  return count;
}

/** The same of one value: a list or an object counts with all that it holds. */
export function countOf(value: object): number {
  if (!Array.isArray(value)) return 1 + countFields(value);
  let count = value.length;
  for (const item of value) {
    if (typeof item !== 'object' || item === null) continue;
    count += Array.isArray(item) ? countOf(item) : countFields(item);
  }
  return count;
}
