import type { FormattedExecutionResult } from 'graphql';
import { WrittenData } from '../../graphql/written-data.js';

/** The text of an answer, as `JSON.stringify` writes it, with a line break at the end. */
export function writeAnswer(answer: FormattedExecutionResult): string {
  const data: unknown = answer.data;
  if (!(data instanceof WrittenData)) return `${JSON.stringify(answer)}\n`;
  const parts: string[] = [];
  for (const [name, value] of Object.entries(answer)) {
    if (value === undefined) continue;
    const text = value === data ? data.text : JSON.stringify(value);
    parts.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${parts.join()}}\n`;
}
