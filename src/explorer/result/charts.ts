import { inWords, isNumeric } from './format.js';
import type { Line, LineGroup } from './series.js';
import type { Shape } from './shape.js';
import { type Column, isAboutData, isTime, type Table } from './tables.js';

/** Lines over days, of which some are shown. */
export interface LineChart {
  readonly kind: 'lines';
  readonly id: string;
  readonly label: string;
  readonly lines: readonly Line[];
}

/** One bar for each row of a table, for one of its numeric columns. */
export interface BarChart {
  readonly kind: 'bars';
  readonly id: string;
  readonly label: string;
  readonly table: Table;
  readonly name: number;
  readonly measures: readonly number[];
  /** Column that is shown at first: the one that the list is ordered by, or else money. */
  readonly first: number;
}

export type Chart = LineChart | BarChart;

export interface Bar {
  readonly label: string;
  readonly value: number;
}

/** More lines than this are not told apart; the rest waits to be ticked. */
export const LINES_MAX = 12;

/** All charts of a result: groups and series first, then lists over days, then totals. */
export function chartsOf(tables: readonly Table[], groups: readonly LineGroup[]): Chart[] {
  const listed = tables.filter(
    (it) => it.kind === 'list' && !isAboutData(it) && it.rows.length > 1,
  );
  const totals = tables.filter(({ kind }) => kind === 'totals');
  const bars = listed.filter((it) => dayColumn(it) < 0).flatMap((it) => barChart(it) ?? []);
  const daily = listed.filter((it) => dayColumn(it) >= 0).flatMap((it) => dailyChart(it) ?? []);
  const lines = groups.map((group): LineChart => {
    return { kind: 'lines', id: `lines:${group.id}`, label: group.label, lines: group.lines };
  });
  return [...inOrderOfQuery(bars, lines), ...daily, ...totals.flatMap((it) => barChart(it) ?? [])];
}

/** Groups whose bars are there stand before their lines; reports with lines alone stand first. */
function inOrderOfQuery(bars: readonly BarChart[], lines: readonly LineChart[]): Chart[] {
  const own = lines.filter(({ lines: [line] }) => line?.path.every(({ isList }) => !isList));
  const ofGroups = lines.filter((it) => !own.includes(it));
  const isGrouped = bars.some(({ table }) => table.path.at(-1)?.field === 'groups');
  return isGrouped ? [...bars, ...own, ...ofGroups] : [...own, ...ofGroups, ...bars];
}

function barChart(table: Table): BarChart | null {
  const { columns, rows } = table;
  const name = nameColumn(columns);
  const measures = columns.flatMap(({ type }, k) => (isNumeric(type) ? [k] : []));
  const filled = measures.filter((k) => rows.some((row) => typeof row[k] === 'number'));
  if (name < 0 || filled.length === 0) return null;
  const ordered = orderedBy(table.path.at(-1) ?? null, table.path.at(-2) ?? null);
  const byOrder = filled.find((k) => ordered !== null && lastName(columns[k]) === ordered);
  const ofType = (type: string) => filled.find((k) => columns[k]?.type === type);
  const first = byOrder ?? ofType('Usd') ?? ofType('Ratio') ?? (filled[0] as number);
  const { id, label } = table;
  return { kind: 'bars', id: `bars:${id}`, label, table, name, measures: filled, first };
}

/** The column that names rows: a label, a symbol, a category, or else the first text. */
function nameColumn(columns: readonly Column[]): number {
  const isText = ({ type }: Column) => !isNumeric(type) && !isTime(type) && type !== 'ID';
  for (const name of ['of', 'label', 'symbol', 'category', 'sector']) {
    const k = columns.findIndex((it) => isText(it) && lastName(it) === name);
    if (k >= 0 && name !== 'of') return k;
  }
  return columns.findIndex((it) => isText(it) && it.type !== 'Boolean');
}

function dayColumn({ columns }: Table): number {
  return columns[0]?.type === 'Date' || columns[0]?.id === 'of'
    ? columns.findIndex(({ type }, k) => type === 'Date' && k < 2)
    : -1;
}

/** A list with a day in each row as lines, one for each numeric column. */
function dailyChart(table: Table): LineChart | null {
  const at = dayColumn(table);
  const days = table.rows.map((row) => row[at]).filter((it) => typeof it === 'string');
  const isOneRun = table.columns[0]?.id !== 'of' && days.length === table.rows.length;
  if (!isOneRun) return null;
  const lines = table.columns.flatMap(({ id, label, type }, k): Line[] => {
    const values = table.rows.map((row) =>
      typeof row[k] === 'number' ? (row[k] as number) : null,
    );
    if (!isNumeric(type) || values.every((value) => value === null)) return [];
    const scale = type === 'Float' ? id : type;
    return [{ id, label, days, values, type, scale, isFlow: false, path: table.path }];
  });
  const { id, label } = table;
  return lines.length === 0 ? null : { kind: 'lines', id: `daily:${id}`, label, lines };
}

/** "netShorting" for a list with `orderBy: {field: NET_SHORTING}`; null when it has no order. */
function orderedBy(...shapes: readonly (Shape | null)[]): string | null {
  for (const shape of shapes) {
    const value = shape?.args.find(({ name }) => name.value === 'orderBy')?.value;
    if (value?.kind !== 'ObjectValue') continue;
    const field = value.fields.find(({ name }) => name.value === 'field')?.value;
    if (field?.kind !== 'EnumValue') continue;
    return field.value.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  }
  return null;
}

function lastName(column: Column | undefined): string {
  return column?.id.split('.').at(-1) ?? '';
}

/** The bars of one measure, in the order of the list. Rows without a value have none. */
export function barsOf(chart: BarChart, measure: number): Bar[] {
  const isEnum = !['String', 'ID'].includes(chart.table.columns[chart.name]?.type ?? 'String');
  return chart.table.rows.flatMap((row, k): Bar[] => {
    const value = row[measure];
    const name = String(row[chart.name] ?? `row ${k + 1}`);
    const label = isEnum ? inWords(name) : name;
    return typeof value === 'number' ? [{ label, value }] : [];
  });
}

/** The lines that are shown at first: those on the scale of the first one, and like it. */
export function firstLines({ lines }: LineChart): string[] {
  const first = lines.find(({ values }) => values.some((it) => it !== null));
  const alike = lines.filter((it) => it.scale === first?.scale && it.isFlow === first.isFlow);
  return alike.slice(0, LINES_MAX).map(({ id }) => id);
}

/** Values over the first value that is not zero, times 100; null where there is none. */
export function indexed(line: Line): Line {
  const base = line.values.find((it) => it !== null && it !== 0) ?? null;
  const values = line.values.map((it) =>
    it === null || base === null ? null : (it / Math.abs(base)) * 100,
  );
  return { ...line, values, type: 'Float', scale: 'INDEXED', isFlow: false };
}
