import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { OperationLabels } from './operation-label.js';
import type { Answered } from './request-line.js';

/** What is asked when metrics are read. Null where there is nothing to tell. */
export interface Sources {
  panel(): { number: number; publishedAt: number; bytes: number } | null;
  isStale(): boolean;
  openStreams(): number;
  /** Bytes of answers that are kept. */
  cacheBytes(): number;
  /** Connections to the store. */
  pool(): { open: number; idle: number; waiting: number } | null;
  /** Lines of the log that could not be written. */
  lostLogLines(): number;
  /** Rows that were kept aside by imports. Rejects while the store is away. */
  quarantinedRows(): Promise<number>;
  now(): number;
}

export interface Metrics {
  readonly contentType: string;
  /** The page that Prometheus reads. */
  text(): Promise<string>;
  observe(answered: Answered): void;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
const CELLS = [10, 100, 1_000, 5_000, 20_000, 50_000, 100_000];

/** Metrics of one server. `names` are the operations that have a label of their own. */
export function createMetrics(sources: Sources, names: Iterable<string>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  addGauges(registry, sources);
  const labels = new OperationLabels(names);
  const requests = new Counter({
    name: 'lowtide_requests_total',
    help: 'Requests for /graphql by operation, HTTP status and whether the answer was kept.',
    labelNames: ['operation', 'status', 'cached'],
    registers,
  });
  const errors = new Counter({
    name: 'lowtide_errors_total',
    help: 'Errors in answers by code.',
    labelNames: ['code'],
    registers,
  });
  const seconds = new Histogram({
    name: 'lowtide_request_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['operation'],
    buckets: SECONDS,
    registers,
  });
  const cost = new Histogram({
    name: 'lowtide_request_cost',
    help: 'Cost that the limit was held against.',
    buckets: CELLS,
    registers,
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observe: (answered) => {
      const operation = labels.of(answered.operation, answered.keyId !== null);
      const cached = String(answered.isCached);
      requests.inc({ operation, status: String(answered.status), cached });
      seconds.observe({ operation }, answered.ms / 1_000);
      if (answered.cost !== null) cost.observe(answered.cost);
      for (const code of answered.codes) {
        errors.inc({ code: /^[A-Z_]{1,60}$/.test(code) ? code : 'OTHER' });
      }
    },
  };
}

function addGauges(registry: Registry, sources: Sources): void {
  const gauge = (name: string, help: string, read: () => number | null | Promise<number>) =>
    new Gauge({
      name: `lowtide_${name}`,
      help,
      registers: [registry],
      async collect() {
        const value = await read();
        if (value === null) this.reset();
        else this.set(value);
      },
    });
  gauge('data_version', 'Data version that answers come from.', () => {
    return sources.panel()?.number ?? null;
  });
  gauge('panel_age_seconds', 'Age of the publication of that version.', () => {
    const panel = sources.panel();
    return panel && Math.max(0, (sources.now() - panel.publishedAt) / 1_000);
  });
  gauge('panel_bytes', 'Memory of the columns of the panel.', () => sources.panel()?.bytes ?? null);
  gauge('panel_stale', '1 while the store does not answer.', () => Number(sources.isStale()));
  gauge('open_streams', 'Subscriptions that are open.', sources.openStreams);
  gauge('answer_cache_bytes', 'Memory of answers that are kept.', sources.cacheBytes);
  gauge('store_connections_open', 'Connections to the store.', () => sources.pool()?.open ?? null);
  gauge('store_connections_idle', 'Connections to the store that nobody uses.', () => {
    return sources.pool()?.idle ?? null;
  });
  gauge('store_connections_waiting', 'Statements that wait for a connection.', () => {
    return sources.pool()?.waiting ?? null;
  });
  gauge('log_lines_lost', 'Lines of the log that could not be written.', sources.lostLogLines);
  let rows = 0;
  gauge('quarantined_rows', 'Rows that imports kept aside.', async () => {
    // While the store is away the last count stands.
    rows = await sources.quarantinedRows().catch(() => rows);
    return rows;
  });
}
