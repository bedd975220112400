import { type Day, formatDay } from '../../time/day.js';

const known = new Map<Day, string>();

/** `YYYY-MM-DD`; a file names few days many times, so that each is made once. */
export function dayText(on: Day): string {
  let text = known.get(on);
  if (text === undefined) {
    text = formatDay(on);
    known.set(on, text);
  }
  return text;
}

/** The same where the file may state no day. */
export function dayTextOrNull(on: Day | null): string | null {
  return on === null ? null : dayText(on);
}
