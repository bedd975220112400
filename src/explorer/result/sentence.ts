import type { Bar } from './charts.js';
import { formatShort, formatValue } from './format.js';
import type { Line } from './series.js';

/** What the bars say, in a sentence: the largest, the smallest, and how many there are. */
export function sentenceOfBars(bars: readonly Bar[], measure: string, type: string): string {
  const sorted = [...bars].sort((a, b) => b.value - a.value);
  const [top, last] = [sorted[0], sorted.at(-1)];
  if (top === undefined || last === undefined) return 'No row has a value.';
  const told = ({ label, value }: Bar) => `${label} (${formatShort(value, type)})`;
  if (bars.length === 1) return `${measure}: ${told(top)}.`;
  return `${measure}, ${bars.length} rows: highest ${told(top)}, lowest ${told(last)}.`;
}

/** What the lines say: the last value of the first few, from when to when. */
export function sentenceOfLines(lines: readonly Line[]): string {
  const told = lines.slice(0, 3).flatMap((line) => lastOf(line) ?? []);
  if (told.length === 0) return 'No day has a value.';
  const rest = lines.length > told.length ? ` and ${lines.length - told.length} more` : '';
  const days = lines.flatMap(({ days: [first] }) => first ?? []).sort();
  return `From ${days[0]} on: ${told.join('; ')}${rest}.`;
}

function lastOf({ label, days, values, type }: Line): string | null {
  const k = values.findLastIndex((it) => it !== null);
  const value = values[k];
  if (value === null || value === undefined) return null;
  const told = type === 'Usd' ? formatShort(value, type) : formatValue(value, type);
  return `${label} ${told} on ${days[k]}`;
}
