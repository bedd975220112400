import { RefusedFile } from '../format.js';
import type { Reason } from './reasons.js';

/** Why one row cannot be taken. */
export interface Problem {
  readonly reason: Reason;
  readonly detail: string;
  readonly isSystematic?: boolean;
}

export function problem(reason: Reason, detail: string): Problem {
  return { reason, detail };
}

/** The refusal of a whole file; to be thrown. */
export function refusal(reason: Reason, message: string, line: number | null = null): RefusedFile {
  return new RefusedFile(reason, message, line);
}

/** A cell as it is shown in a message: quoted, and cut where it is long. */
export function shown(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}
