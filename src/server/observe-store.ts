import type { FastifyInstance } from 'fastify';
import type { Access } from '../access/open-access.js';
import { createMetrics } from '../observe/metrics.js';
import { columnBytes } from '../observe/panel-bytes.js';
import type { Panel } from '../panel/panel.js';
import { poolUse } from '../store/pool-use.js';
import { countQuarantine } from '../store/readers/read-quarantine.js';
import type { Store } from '../store/store.js';
import type { Inside } from './http/http.js';
import { identifyBy } from './http/identify.js';
import { type Logger, lostLogLines } from './logger.js';
import { registerObserve } from './observe.js';

export interface ObservedParts {
  readonly access: Access;
  readonly store: Store;
  readonly logger: Logger;
  readonly slowMs: number;
  /** Operations that have a label of their own. */
  readonly names: readonly string[];
}

/** Shows the inside of a server over a store in its log and on `/metrics`. */
export function observe(app: FastifyInstance, inside: Inside, parts: ObservedParts): void {
  const { holder, streams, cache } = inside;
  const { access, store, logger, slowMs, names } = parts;
  const bytes = new WeakMap<Panel, number>();
  const bytesOf = (panel: Panel): number => {
    const known = bytes.get(panel) ?? columnBytes(panel);
    bytes.set(panel, known);
    return known;
  };
  const metrics = createMetrics(
    {
      panel: () => {
        const { panel } = holder;
        return panel && { ...panel.version, bytes: bytesOf(panel) };
      },
      isStale: () => holder.isStale,
      openStreams: () => streams.count,
      cacheBytes: () => cache?.bytes ?? 0,
      pool: () => poolUse(store),
      lostLogLines,
      quarantinedRows: async () => {
        const groups = await countQuarantine(store);
        return groups.reduce((sum, { rowCount }) => sum + Number(rowCount), 0);
      },
      now: Date.now,
    },
    names,
  );
  registerObserve(app, {
    metrics,
    logger,
    slowMs,
    dataVersion: () => holder.panel?.version.number ?? null,
    isExposed: access.isExposed,
    identify: identifyBy(access),
  });
}
