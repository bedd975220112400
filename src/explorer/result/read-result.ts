import { type Chart, chartsOf } from './charts.js';
import { lineGroupsOf, linesTable } from './series.js';
import type { Shape } from './shape.js';
import {
  figuresTable,
  isAboutData,
  isObject,
  listTables,
  type Table,
  totalTables,
} from './tables.js';

/** Everything that can be shown of a result. */
export interface Reading {
  readonly tables: readonly Table[];
  readonly charts: readonly Chart[];
  /** Sentences that the answer itself holds, from `facts`. */
  readonly facts: readonly string[];
  readonly warnings: readonly Warning[];
}

export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly count: number | null;
}

export type View = 'chart' | 'table' | 'json';

/** Finds tables, charts, facts and warnings in the data of an answer. */
export function readResult(shapes: readonly Shape[], data: unknown): Reading {
  if (!isObject(data)) return { tables: [], charts: [], facts: [], warnings: [] };
  const lists = listTables(shapes, data);
  const groups = lineGroupsOf(shapes, data);
  const totals = totalTables(shapes, data);
  const figures = figuresTable(shapes, data);
  const all = [
    ...lists.filter((it) => !isAboutData(it)),
    ...totals,
    ...groups.map(linesTable),
    ...(figures === null ? [] : [figures]),
    ...lists.filter(isAboutData),
  ].filter(({ columns }) => columns.length > 0);
  return {
    tables: all,
    charts: chartsOf([...lists, ...totals], groups),
    facts: all.filter(({ path }) => path.at(-1)?.type === 'SeriesFact').flatMap(factsOf),
    warnings: all.filter(({ path }) => path.at(-1)?.type === 'DataWarning').flatMap(warningsOf),
  };
}

function factsOf(table: Table): string[] {
  const at = table.columns.findIndex(({ id }) => id === 'text');
  const of = table.columns.findIndex(({ id }) => id === 'of');
  return table.rows.map((row) => `${of < 0 ? '' : `${row[of]}: `}${row[at] ?? ''}`).filter(Boolean);
}

function warningsOf({ columns, rows }: Table): Warning[] {
  const at = (name: string) => columns.findIndex(({ id }) => id === name);
  return rows.map((row) => {
    const count = row[at('count')];
    return {
      code: String(row[at('code')] ?? ''),
      message: String(row[at('message')] ?? ''),
      count: typeof count === 'number' ? count : null,
    };
  });
}

/** The view that a result opens with: a chart where there is one, else rows, else the text. */
export function firstView({ charts, tables }: Reading): View {
  if (charts.length > 0) return 'chart';
  return tables.length > 0 ? 'table' : 'json';
}
