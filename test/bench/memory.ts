import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { shortcutsOf } from '../../src/panel/derived/shortcuts.js';
import type { Panel } from '../../src/panel/panel.js';

/** What a panel takes, in bytes. */
export interface MemoryUse {
  /** Columns of the panel, and the buffers that they lie in. */
  readonly columns: number;
  readonly buffers: number;
  /** Objects of the whole process after a collection, the typed arrays not counted. */
  readonly heap: number;
  readonly bars: number;
}

/** Measures a process that holds a panel with its shortcuts and nothing else of size. */
export function measureMemory(panel: Panel): MemoryUse {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const views = viewsOf([panel, shortcutsOf(panel) ?? {}]);
  const buffers = new Set([...views].map(({ buffer }) => buffer));
  return {
    columns: sum([...views], ({ byteLength }) => byteLength),
    buffers: sum([...buffers], ({ byteLength }) => byteLength),
    heap: process.memoryUsage().heapUsed,
    bars: panel.prices.close.length,
  };
}

/** Every typed array that can be reached from some objects. */
function viewsOf(roots: readonly object[]): Set<ArrayBufferView> {
  const views = new Set<ArrayBufferView>();
  const seen = new Set<object>();
  const open: object[] = [...roots];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    if (ArrayBuffer.isView(one)) {
      views.add(one);
      continue;
    }
    for (const value of one instanceof Map ? one.values() : Object.values(one)) {
      if (typeof value === 'object' && value !== null) open.push(value);
    }
  }
  return views;
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
