import { boundMs, reachOf, significant, timeBy } from './reach.js';
import type { Results } from './results.js';

/** A table of texts: on a terminal or in a document. */
export interface TextTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** As plain text; the first column is flush left, the others flush right. */
export function text({ head, rows }: TextTable): string {
  const all = [head, ...rows];
  const widths = head.map((_, k) => Math.max(...all.map((row) => (row[k] ?? '').length)));
  const line = (row: readonly string[]) =>
    row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)));
  return all.map((row) => line(row).join('  ').trimEnd()).join('\n');
}

/** As Markdown. */
export function markdown({ head, rows }: TextTable): string {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const rule = head.map((_, k) => (k === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map(line).join('\n');
}

/** The questions: milliseconds of each, and how many times as long a peer takes. */
export function queryTable({ engines, queries }: Results): TextTable {
  const names = engines.map(({ name }) => name);
  return {
    head: [
      '',
      'kernel',
      'shipped',
      'again',
      ...names.flatMap((name) => [name, 'x kernel', 'x shipped']),
    ],
    rows: queries.map((query) => [
      query.id,
      significant(query.kernel),
      significant(query.shipped),
      significant(query.again),
      ...names.flatMap((name) => {
        const ms = timeBy(query, name);
        return [ms, ms / query.kernel, ms / query.shipped].map(significant);
      }),
    ]),
  };
}

/** Bytes that an answer must read, and times over the time that reading them takes. */
export function boundTable(results: Results): TextTable {
  const { queries, scan } = results;
  const row = (name: string, bytes: number, ms: readonly number[]) => [
    name,
    `${significant(bytes / 1024)} KB`,
    significant(boundMs(results, bytes)),
    ...ms.map((it) => `${significant(it / boundMs(results, bytes))}x`),
  ];
  return {
    head: ['', 'bytes', 'bound ms', 'kernel', 'shipped'],
    rows: [
      ...queries.map(({ id, bytes, kernel, shipped }) => row(id, bytes, [kernel, shipped])),
      [...row('scan', scan.bytes, [scan.ms]), ''],
    ],
  };
}

export function requestTable({ requests }: Results): TextTable {
  return {
    head: ['', 'panel', 'DuckDB', 'ratio'],
    rows: requests.map(({ request, panel, duckdb }) => [
      request,
      significant(panel),
      significant(duckdb),
      `${significant(duckdb / panel)}x`,
    ]),
  };
}

export function operationTable({ operations }: Results): TextTable {
  return {
    head: [
      '',
      'computed p50',
      'p99',
      'as asked p50',
      'p99',
      'new window',
      'loop held',
      'bytes',
      'refused',
    ],
    rows: operations.map(({ operation, p50, p99, asked, fresh, hold, bytes, refused }) => [
      operation,
      ...[p50, p99, asked.p50, asked.p99, fresh, hold].map(significant),
      String(bytes),
      String(refused),
    ]),
  };
}

export function clientTable({ clients }: Results): TextTable {
  return {
    head: ['clients', 'computed/s', 'p50', 'p99', 'refused', 'repeated/s', 'p50', 'p99', 'refused'],
    rows: clients.map(({ clients: count, computed, repeated }) => [
      String(count),
      ...[computed, repeated].flatMap(({ perSecond, p50, p99, refused }) => [
        ...[perSecond, p50, p99].map(significant),
        `${significant(100 * refused)} %`,
      ]),
    ]),
  };
}

export function cpuTable({ cpu }: Pick<Results, 'cpu'>): TextTable {
  const raw = cpu[0]!.perRequest;
  const samples = Object.keys(raw) as (keyof typeof raw)[];
  return {
    head: ['', ...samples.flatMap((sample) => [sample, 'x'])],
    rows: cpu.map(({ server, perRequest }) => [
      server,
      ...samples.flatMap((sample) => [
        significant(perRequest[sample]),
        `${significant(perRequest[sample] / raw[sample])}x`,
      ]),
    ]),
  };
}

export function growthTable({ growth, queries, size }: Results): TextTable {
  const own = Object.fromEntries(queries.map(({ id, shipped }) => [id, shipped]));
  const rows = [...growth, { securities: size.securities, days: size.days, ms: own }];
  const ids = queries.map(({ id }) => id);
  return {
    head: ['securities x days', ...ids],
    rows: rows.map(({ securities, days, ms }) => [
      `${securities} x ${days}`,
      ...ids.map((id) => significant(ms[id] ?? Number.NaN)),
    ]),
  };
}

/** What is to be reached, with whether it is. */
export function reachTable(results: Results): TextTable {
  const words = { true: 'met', false: 'NOT MET', null: '-' } as const;
  return {
    head: ['what', 'goal', 'measured', ''],
    rows: reachOf(results).map(({ what, goal, measured, isMet }) => [
      what,
      goal,
      measured,
      words[`${isMet}`],
    ]),
  };
}
