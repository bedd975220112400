import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_text,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useMemo, useRef } from 'react';
import { formatValue, isNumeric, NOTHING } from '../result/format.js';
import type { Shape } from '../result/shape.js';
import type { Table } from '../result/tables.js';

type Row = readonly unknown[];

const FEATURES = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, text: sortFn_text },
});

const ROW_HEIGHT = 26;

/** A value that was clicked, with what is needed to explain it. */
export interface Picked {
  readonly path: readonly Shape[];
  readonly shape: Shape;
  readonly label: string;
  readonly value: unknown;
  readonly type: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Rows of a result: sortable, with a header that stays, drawn only where they are seen. */
export function TablePane({ table, onPick }: { table: Table; onPick(picked: Picked): void }) {
  const place = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => columnsOf(table), [table]);
  const data = useMemo(() => [...table.rows], [table]);
  const grid = useTable({ features: FEATURES, columns, data, sortDescFirst: true });
  const { rows } = grid.getRowModel();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <section
      className="lt-grid"
      data-table={table.id}
      ref={place}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      tabIndex={0}
      aria-label={`Rows of ${table.label}`}
    >
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {grid.getHeaderGroups()[0]?.headers.map(({ id, column }, k) => (
              <HeaderOf
                key={id}
                {...{ table, k }}
                sorted={column.getIsSorted()}
                onSort={() => column.toggleSorting()}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Gap height={above} />}
          {items.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return <RowOf key={row.id} {...{ table, index, onPick }} at={Number(row.id)} />;
          })}
          {below > 0 && <Gap height={below} />}
        </tbody>
      </table>
    </section>
  );
}

interface HeaderProps {
  table: Table;
  k: number;
  sorted: false | 'asc' | 'desc';
  onSort(): void;
}

function HeaderOf({ table, k, sorted, onSort }: HeaderProps) {
  return (
    <th
      scope="col"
      title={table.columns[k]?.shape?.description}
      className={isNumberAt(table, k) ? 'lt-number' : undefined}
      aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : 'none'}
    >
      <button type="button" onClick={onSort}>
        {table.columns[k]?.label}
        <span aria-hidden="true">{sorted === 'asc' ? ' ▲' : sorted === 'desc' ? ' ▼' : ''}</span>
      </button>
    </th>
  );
}

/** Stands for rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return (
    <tr>
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}

interface RowProps {
  table: Table;
  /** Place of the row in the answer. */
  at: number;
  /** Place of the row as it is sorted. */
  index: number;
  onPick(picked: Picked): void;
}

/** A row is drawn when it comes into sight, and not again while others do. */
const RowOf = memo(function RowOf({ table, at, index, onPick }: RowProps) {
  return (
    <tr aria-rowindex={index + 2}>
      {(table.rows[at] ?? []).map((value, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
        <CellOf key={k} {...{ table, value, k, at, onPick }} />
      ))}
    </tr>
  );
});

interface CellProps {
  table: Table;
  value: unknown;
  k: number;
  at: number;
  onPick(picked: Picked): void;
}

function CellOf({ table, value, k, at, onPick }: CellProps) {
  const { shape, type } = fieldAt(table, at, k);
  const text = formatValue(value, type);
  const isNumber = typeof value === 'number';
  if (shape === null) return <td className={isNumber ? 'lt-number' : undefined}>{text}</td>;
  if (value === null) {
    return (
      <td className={isNumeric(type) ? 'lt-number' : undefined}>
        <span title="null: it cannot be computed; it is not zero">{NOTHING}</span>
      </td>
    );
  }
  if (!isNumber) return <td title={text.length > 40 ? text : undefined}>{text}</td>;
  const pick = () => onPick(pickedAt(table, at, k));
  const sign = value < 0 ? ' lt-negative' : '';
  return (
    <td className={`lt-number${sign}`}>
      <button type="button" onClick={pick} title="Explain this number">
        {text}
      </button>
    </td>
  );
}

/** What a cell holds, by its column, or by its row where each row has a field of its own. */
function fieldAt(table: Table, at: number, k: number): { shape: Shape | null; type: string } {
  const own = table.kind === 'figures' && k === 2 ? table.rowShapes?.[at]?.at(-1) : undefined;
  const column = table.columns[k];
  const shape = own ?? column?.shape ?? null;
  return { shape, type: own?.type ?? column?.type ?? 'String' };
}

function pickedAt(table: Table, at: number, k: number): Picked {
  const { shape, type } = fieldAt(table, at, k);
  const values = table.rows[at] ?? [];
  return {
    path: table.rowShapes?.[at] ?? table.path,
    shape: shape as Shape,
    label: table.columns[k]?.label ?? '',
    value: values[k],
    type,
    row: Object.fromEntries(table.columns.map(({ id }, c) => [id, values[c]])),
  };
}

function columnsOf(table: Table): ColumnDef<typeof FEATURES, Row>[] {
  return table.columns.map(({ id, type }, k) => ({
    id: `${k}:${id}`,
    // Null comes last whichever way the column is sorted.
    accessorFn: (row: Row) => row[k] ?? undefined,
    sortUndefined: 'last' as const,
    ...(isNumeric(type) ? { sortFn: byNumber } : {}),
  }));
}

type Sortable = { getValue(id: string): unknown };

function byNumber(a: Sortable, b: Sortable, id: string): number {
  return Number(a.getValue(id)) - Number(b.getValue(id));
}

function isNumberAt(table: Table, k: number): boolean {
  return isNumeric(table.columns[k]?.type ?? '') || (table.kind === 'figures' && k === 2);
}
