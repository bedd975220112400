import { isNumeric } from './format.js';
import type { Shape } from './shape.js';

export interface Column {
  /** Path of the field below a row, such as "stats.pnl". */
  readonly id: string;
  readonly label: string;
  /** Scalar or enum of the values. */
  readonly type: string;
  readonly shape: Shape | null;
}

/** Rows that a result holds. `path` leads to them; `kind` says what they are. */
export interface Table {
  readonly id: string;
  readonly path: readonly Shape[];
  readonly kind: 'list' | 'totals' | 'series' | 'figures';
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly unknown[])[];
  /** What the value of a row is, where each row has a field of its own. */
  readonly rowShapes?: readonly (readonly Shape[])[];
}

type Data = Readonly<Record<string, unknown>>;

/** Rows about data, not about markets; they never make a chart. */
const ABOUT_DATA = new Set([
  'Check',
  'DataWarning',
  'SeriesFact',
  'DatedSymbol',
  'CapTierBound',
  'DataSource',
]);

export function isAboutData({ path }: Table): boolean {
  return ABOUT_DATA.has(path.at(-1)?.type ?? '');
}

export function isObject(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All lists of objects in a result, in the order of the query. Series are left to `seriesOf`. */
export function listTables(shapes: readonly Shape[], data: Data): Table[] {
  const found = new Map<string, { path: Shape[]; rows: Data[]; parents: string[] }>();
  const visit = (path: Shape[], value: unknown, parent: string): void => {
    const shape = path.at(-1) as Shape;
    if (shape.isLeaf || shape.type === 'Series') return;
    if (Array.isArray(value)) {
      const id = idOf(path);
      const place = found.get(id) ?? { path, rows: [], parents: [] };
      found.set(id, place);
      for (const row of value.filter(isObject)) {
        place.rows.push(row);
        place.parents.push(parent);
        const own = labelOf(shape, row) ?? '';
        for (const child of shape.children) visit([...path, child], row[child.name], own);
      }
    } else if (isObject(value)) {
      for (const child of shape.children) visit([...path, child], value[child.name], parent);
    }
  };
  for (const shape of shapes) visit([shape], data[shape.name], '');
  return [...found].map(([id, it]) => tableOf(id, it.path, it.rows, it.parents));
}

function tableOf(id: string, path: Shape[], rows: Data[], parents: string[]): Table {
  const columns = withLabels(leavesOf(path.at(-1) as Shape));
  const isNested = new Set(parents).size > 1;
  const parent: Column = { id: 'of', label: 'of', type: 'String', shape: null };
  return {
    id,
    path,
    kind: 'list',
    label: titleOf(path),
    columns: isNested ? [parent, ...columns.map(({ column }) => column)] : columns.map(columnOf),
    rows: rows.map((row, k) => [
      ...(isNested ? [parents[k]] : []),
      ...columns.map(({ names }) => at(row, names)),
    ]),
  };
}

const columnOf = ({ column }: { column: Column }): Column => column;

interface Leaf {
  readonly names: readonly string[];
  readonly shape: Shape;
}

/** Leaves below a row: objects are flattened, lists of objects and series are not followed. */
export function leavesOf(shape: Shape, names: readonly string[] = []): Leaf[] {
  return shape.children.flatMap((child): Leaf[] => {
    const own = [...names, child.name];
    if (child.isLeaf) return child.name === 'cursor' ? [] : [{ names: own, shape: child }];
    return child.isList || child.type === 'Series' ? [] : leavesOf(child, own);
  });
}

/** Labels are the last names of paths, with as many before them as tell two columns apart. */
function withLabels(leaves: readonly Leaf[]): { names: readonly string[]; column: Column }[] {
  return leaves.map(({ names, shape }) => {
    let count = 1;
    const label = () => names.slice(-count).join(' ');
    const isShared = () =>
      leaves.filter((it) => it.names.slice(-count).join(' ') === label()).length > 1;
    while (count < names.length && isShared()) count++;
    const column = { id: names.join('.'), label: label(), type: shape.type, shape };
    return { names, column };
  });
}

/** Objects of one type in several places, side by side: one row for each place. */
export function totalTables(shapes: readonly Shape[], data: Data): Table[] {
  const places = new Map<string, { path: Shape[]; value: Data }[]>();
  const visit = (path: Shape[], value: unknown): void => {
    const shape = path.at(-1) as Shape;
    if (!isObject(value) || shape.isList || shape.type === 'Series') return;
    if (shape.children.some((it) => it.isLeaf && isNumeric(it.type))) {
      places.set(shape.type, [...(places.get(shape.type) ?? []), { path, value }]);
    }
    for (const child of shape.children) visit([...path, child], value[child.name]);
  };
  for (const shape of shapes) visit([shape], data[shape.name]);
  const groups = [...places].filter(([type, all]) => all.length > 1 && type !== 'Coverage');
  return groups.map(([type, all]) => totalTable(type, all));
}

function totalTable(type: string, all: { path: Shape[]; value: Data }[]): Table {
  const leaves = new Map<string, Leaf>();
  for (const { path } of all) {
    for (const leaf of leavesOf(path.at(-1) as Shape)) leaves.set(leaf.names.join('.'), leaf);
  }
  const columns = withLabels([...leaves.values()]);
  const labels = distinctLabels(all.map(({ path }) => path.map(({ name }) => name)));
  const of: Column = { id: 'of', label: 'of', type: 'String', shape: null };
  return {
    id: `totals:${type}`,
    path: all[0]?.path ?? [],
    kind: 'totals',
    label: `${labels.join(', ')}`,
    columns: [of, ...columns.map(columnOf)],
    rows: all.map(({ value }, k) => [labels[k], ...columns.map(({ names }) => at(value, names))]),
    rowShapes: all.map(({ path }) => path),
  };
}

/** Every single value outside lists, one row each. Null when there is none. */
export function figuresTable(shapes: readonly Shape[], data: Data): Table | null {
  const rows: unknown[][] = [];
  const rowShapes: Shape[][] = [];
  const visit = (path: Shape[], value: unknown): void => {
    const shape = path.at(-1) as Shape;
    if (shape.isLeaf && shape.type !== 'ID') {
      const names = path.map(({ name }) => name);
      rows.push([names.slice(0, -1).join(' '), names.at(-1), value]);
      rowShapes.push(path);
    } else if (isObject(value) && shape.type !== 'Series' && shape.type !== 'PageInfo') {
      for (const child of shape.children) visit([...path, child], value[child.name]);
    }
  };
  for (const shape of shapes) visit([shape], data[shape.name]);
  if (rows.length === 0) return null;
  const column = (id: string): Column => ({ id, label: id, type: 'String', shape: null });
  const columns = ['of', 'field', 'value'].map(column);
  const label = 'single figures';
  return { id: 'figures', path: [], kind: 'figures', label, columns, rows, rowShapes };
}

/** The words that name a row: its key, symbol, name or first text. Null when it has none. */
export function labelOf(shape: Shape, row: Data): string | null {
  const leaves = leavesOf(shape);
  for (const wanted of LABELS) {
    const leaf = leaves.find(({ names }) => names.join('.').endsWith(wanted));
    const value = leaf && at(row, leaf.names);
    if (typeof value === 'string' && value !== '') return value;
  }
  const first = leaves.find((it) => !isNumeric(it.shape.type) && !isTime(it.shape.type));
  const value = first && at(row, first.names);
  return typeof value === 'string' ? value : null;
}

const LABELS = ['key.label', 'symbol', 'category', 'sector', 'label', 'name'];

export function isTime(type: string): boolean {
  return type === 'Date' || type === 'DateTime';
}

export function idOf(path: readonly Shape[]): string {
  return path.map(({ name }) => name).join('.');
}

/** "all groups" for all.groups, without the wrappers of connections. */
export function titleOf(path: readonly Shape[]): string {
  const names = path.map(({ name }) => name).filter((it) => it !== 'nodes' && it !== 'edges');
  return names.slice(-2).join(' ');
}

/** Paths as words, without what all of them begin and end with. */
export function distinctLabels(paths: readonly (readonly string[])[]): string[] {
  const first = paths[0] ?? [];
  const shortest = Math.min(...paths.map(({ length }) => length));
  const same = (k: number) => paths.every((path) => path[k] === first[k]);
  const sameLast = (k: number) => paths.every((path) => path.at(-k) === first.at(-k));
  let start = 0;
  while (start < shortest - 1 && same(start)) start++;
  let end = 0;
  while (end < shortest - start - 1 && sameLast(end + 1)) end++;
  return paths.map((path) => path.slice(start, path.length - end).join(' '));
}

function at(row: unknown, names: readonly string[]): unknown {
  let value = row;
  for (const name of names) value = isObject(value) ? value[name] : null;
  return value ?? null;
}
