/** A row as an engine gives it. */
export type SqlRow = Record<string, unknown>;

/** What differs between the dialects, and between the ways in which engines are fast. */
export interface Dialect {
  readonly name: 'mariadb' | 'sqlite' | 'duckdb' | 'postgres';
  readonly least: (a: string, b: string) => string;
  readonly greatest: (a: string, b: string) => string;
}

/** A database with the tables of the benchmark in it. */
export interface Engine {
  /** Such as `DuckDB 1.5.6`. */
  readonly name: string;
  readonly dialect: Dialect;
  /** How it was set up and tuned, in a line. */
  readonly tuning: string;
  /** Seconds from nothing to all tables with their keys. */
  readonly loadSeconds: number;
  query(sql: string): Promise<SqlRow[]> | SqlRow[];
  close(): Promise<void>;
}

/** LEAST and GREATEST by these names. */
export const STANDARD = {
  least: (a: string, b: string) => `LEAST(${a}, ${b})`,
  greatest: (a: string, b: string) => `GREATEST(${a}, ${b})`,
};
