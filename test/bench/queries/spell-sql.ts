import type { Dialect } from '../engines/engine.js';

/** Where closes are looked up at the ends of spells. */
export interface EndCloses {
  /** The first of the expressions of WITH, with a comma behind it; or nothing. */
  readonly listed: string;
  /** The table that has the closes. */
  readonly source: string;
}

/**
 * Closes on the days on which spells begin and end. DuckDB scans, and is told which days to scan
 * for: without the list it joins every bar there is. The others look rows up by their keys.
 */
export function endCloses({ name }: Dialect, days: readonly number[]): EndCloses {
  if (name !== 'duckdb') return { listed: '', source: 'bar' };
  const bars = `SELECT security_id, t, close FROM bar WHERE t IN (${days.join(', ')})`;
  return { listed: `ends AS MATERIALIZED (${bars}), `, source: 'ends' };
}
