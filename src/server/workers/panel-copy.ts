import type { Panel, SecurityColumns } from '../../panel/panel.js';
import { DayAxis } from '../../time/day-axis.js';

/** A panel without what lies in lists by security: columns in shared memory are not copied. */
export interface PanelHead {
  readonly panel: Omit<Panel, 'axis' | 'securities'>;
  readonly axis: { readonly firstOn: number; readonly lastOn: number; readonly isEmpty: boolean };
  /** The lists are empty. */
  readonly securities: SecurityColumns;
}

/** Some entries of each list by security. */
export type SecuritySlice = Readonly<Record<string, readonly unknown[]>>;

/** Entries of a list that are copied at a time: a millisecond or two. */
const SLICE = 1_000;

/** What another thread needs to see a panel, but for the lists by security. */
export function headOf(panel: Panel): PanelHead {
  const { axis, securities, ...rest } = panel;
  const { firstOn, lastOn, length } = axis;
  const empty = Object.fromEntries(listsOf(securities).map(([name]) => [name, []]));
  return {
    panel: rest,
    axis: { firstOn, lastOn, isEmpty: length === 0 },
    securities: { ...securities, ...empty },
  };
}

/** The lists by security, some entries of each at a time, in order. */
export function* slicesOf({ securities }: Panel): Generator<SecuritySlice> {
  const lists = listsOf(securities);
  for (let i = 0; i < securities.count; i += SLICE) {
    yield Object.fromEntries(lists.map(([name, list]) => [name, list.slice(i, i + SLICE)]));
  }
}

/** The panel again, from its head and all slices. */
export function joinPanel(head: PanelHead, slices: readonly SecuritySlice[]): Panel {
  const { firstOn, lastOn, isEmpty } = head.axis;
  const lists = listsOf(head.securities).map(([name]) => [
    name,
    slices.flatMap((slice) => slice[name] ?? []),
  ]);
  return {
    ...head.panel,
    axis: new DayAxis(firstOn, lastOn, isEmpty),
    securities: { ...head.securities, ...Object.fromEntries(lists) },
  };
}

function listsOf(securities: SecurityColumns): [string, readonly unknown[]][] {
  return Object.entries(securities).filter(([, column]) => Array.isArray(column));
}
