import type { Shape } from '../result/shape.js';
import { type Entry, entriesOf, findEntry } from './entries.js';

const TEXTS = import.meta.glob<string>('../../../docs/methodology.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const ENTRIES = entriesOf(Object.values(TEXTS).join('\n'));

/** The entry of the methodology that defines a field; null when none names it. */
export function entryOf(field: string, path: readonly Shape[]): Entry | null {
  return findEntry(
    ENTRIES,
    field,
    path.map(({ type }) => type),
  );
}
