const MAX_DEPTH = 4;
const MAX_ENTRIES = 20;

/**
 * Variables as a log may keep them: numbers, booleans, null and dates as they are, any other text
 * as its length, since it may be anything. Names of fields stay where they are names. Long lists
 * and deep objects are told by their size.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') {
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : `<text of ${value.length}>`;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    if (depth >= MAX_DEPTH || value.length > MAX_ENTRIES) return `<list of ${value.length}>`;
    return value.map((entry) => redact(entry, depth + 1));
  }
  const entries = Object.entries(value);
  if (depth >= MAX_DEPTH || entries.length > MAX_ENTRIES) return `<object of ${entries.length}>`;
  return Object.fromEntries(
    entries.map(([name, entry]) => [
      /^[_A-Za-z]\w{0,59}$/.test(name) ? name : `<name of ${name.length}>`,
      redact(entry, depth + 1),
    ]),
  );
}
