import type { Shape } from './shape.js';
import { distinctLabels, idOf, isObject, labelOf, titleOf, type Table } from './tables.js';

/** Values over days. `days` are ISO dates, ascending. */
export interface Line {
  readonly id: string;
  readonly label: string;
  readonly days: readonly string[];
  readonly values: readonly (number | null)[];
  /** Scalar that the values are formatted by. */
  readonly type: string;
  /** Lines with the same scale share an axis. */
  readonly scale: string;
  /** Whether each value belongs to its bucket alone, so that it stands as a bar. */
  readonly isFlow: boolean;
  readonly path: readonly Shape[];
}

/** Lines that belong together: those of one report, or of one list of groups. */
export interface LineGroup {
  readonly id: string;
  readonly label: string;
  readonly path: readonly Shape[];
  readonly lines: readonly Line[];
}

type Data = Readonly<Record<string, unknown>>;

interface Found {
  readonly path: readonly Shape[];
  /** Names of fields and labels of rows on the way. */
  readonly words: readonly string[];
  readonly value: Data;
}

/** All `Series` of a result, in the order of the query, by what holds them. */
export function lineGroupsOf(shapes: readonly Shape[], data: Data): LineGroup[] {
  const found: Found[] = [];
  const visit = (path: Shape[], words: string[], value: unknown): void => {
    const shape = path.at(-1) as Shape;
    if (Array.isArray(value)) {
      for (const row of value.filter(isObject)) {
        const own = labelOf(shape, row);
        below(path, own === null ? words : [...words.slice(0, -1), own], row);
      }
    } else if (isObject(value)) {
      if (shape.type === 'Series') found.push({ path, words, value });
      else below(path, words, value);
    }
  };
  const below = (path: Shape[], words: string[], value: Data): void => {
    for (const child of (path.at(-1) as Shape).children) {
      visit([...path, child], [...words, wordOf(child)], value[child.name]);
    }
  };
  for (const shape of shapes) visit([shape], [wordOf(shape)], data[shape.name]);
  return grouped(found);
}

function grouped(found: readonly Found[]): LineGroup[] {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const list = one.path.findIndex(({ isList }) => isList);
    const depth = list < 0 ? rootsOf(found) : list + 1;
    const id = idOf(one.path.slice(0, Math.min(depth, one.path.length - 1)));
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  return [...groups].flatMap(([id, all]) => {
    const lines = linesOf(all);
    const path = all[0]?.path ?? [];
    const depth = id === '' ? 0 : id.split('.').length;
    return lines.length === 0 ? [] : [{ id, label: titleOf(path.slice(0, depth)), path, lines }];
  });
}

/** Series outside lists stand together, when they come from one root; else each root alone. */
function rootsOf(found: readonly Found[]): number {
  const single = found.filter(({ path }) => path.every(({ isList }) => !isList));
  return new Set(single.map(({ path }) => path[0]?.name)).size > 1 ? 0 : 1;
}

function linesOf(all: readonly Found[]): Line[] {
  const labels = distinctLabels(all.map(({ words }) => words));
  return all.flatMap(({ path, value }, k): Line[] => {
    const shape = path.at(-1) as Shape;
    const { days, values } = columnsOf(value);
    if (days.length === 0) return [];
    const label = labels[k] ?? shape.name;
    const text = shape.measure?.description ?? shape.description;
    const type = typeOfMeasure(text);
    const id = `${idOf(path)}:${label}`;
    const scale = type === 'Float' ? (shape.measure?.name ?? shape.field) : type;
    return [{ id, label, days, values, type, scale, isFlow: /within the bucket/.test(text), path }];
  });
}

/** Reads `points`, or else `dates` and `values`. */
function columnsOf(value: Data): { days: string[]; values: (number | null)[] } {
  const numberOf = (it: unknown) => (typeof it === 'number' ? it : null);
  const points = Array.isArray(value.points) ? value.points.filter(isObject) : [];
  if (points.length > 0) {
    const isDated = points.every(({ endOn }) => typeof endOn === 'string');
    return {
      days: isDated ? points.map(({ endOn }) => String(endOn)) : [],
      values: points.map((point) => numberOf(point.value)),
    };
  }
  const { dates, values } = value;
  if (!Array.isArray(dates) || !Array.isArray(values)) return { days: [], values: [] };
  return { days: dates.map(String), values: values.map(numberOf) };
}

/** The scalar of a measure, by the unit that its description ends with. */
export function typeOfMeasure(description: string): string {
  if (/in US dollars(?! or)/.test(description)) return 'Usd';
  if (/as a ratio|share (that|of)/i.test(description)) return 'Ratio';
  return /^Number/.test(description) ? 'Count' : 'Float';
}

function wordOf(shape: Shape): string {
  if (shape.name !== 'series' || shape.measure === null) return shape.name;
  return shape.measure.name;
}

/** Lines as a table: a row for each day, a column for each line. */
export function linesTable(group: Omit<LineGroup, 'path'> & { path?: LineGroup['path'] }): Table {
  const days = [...new Set(group.lines.flatMap((line) => line.days))].sort();
  const columns = group.lines.map((line) => {
    const values = new Map(line.days.map((day, k) => [day, line.values[k] ?? null]));
    return days.map((day) => values.get(day) ?? null);
  });
  return {
    id: `series:${group.id}`,
    path: group.path ?? [],
    kind: 'series',
    label: `${group.label} over time`.trim(),
    columns: [
      { id: 'date', label: 'date', type: 'Date', shape: null },
      ...group.lines.map(({ id, label, type, path }) => {
        return { id, label, type, shape: path.at(-1) ?? null };
      }),
    ],
    rows: days.map((day, k) => [day, ...columns.map((column) => column[k])]),
  };
}
