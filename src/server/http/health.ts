import type { FastifyInstance } from 'fastify';
import type { PanelHolder, SourceReplica } from '../panel/panel-holder.js';

/** How far a stop has come. */
export interface Lifecycle {
  /** Whether the process has been told to stop. Set before anything else is closed. */
  isStopping: boolean;
  /** Whether a connection is closed with the next answer over it. */
  endsConnections: boolean;
}

/**
 * `/health/live`: the process is up. `/health/ready`: it can answer, that is, a panel is loaded and
 * the process is not stopping; a store that is down only makes it stale.
 */
export function registerHealth(
  app: FastifyInstance,
  holder: PanelHolder,
  lifecycle: Lifecycle,
): void {
  app.get('/health/live', (_request, reply) => {
    reply.header('cache-control', 'no-store').send({ status: 'live' });
  });
  app.get('/health/ready', (_request, reply) => {
    const status = readiness(holder, lifecycle);
    reply.code(status === 'ready' ? 200 : 503).header('cache-control', 'no-store');
    reply.send({ status, ...detail(holder) });
  });
}

function readiness(holder: PanelHolder, { isStopping }: Lifecycle): string {
  if (isStopping) return 'stopping';
  if (holder.isLoading) return 'loading';
  return holder.panel === null ? 'no data' : 'ready';
}

function detail({ panel, isStale, checkedAt, replicas }: PanelHolder) {
  const now = Date.now();
  return {
    dataVersion: panel === null ? null : versionDetail(panel.version, now),
    isStale,
    secondsSinceStoreAnswered: checkedAt === null ? null : seconds(now - checkedAt),
    ...(replicas.length > 0 && { replicas: replicas.map(replicaDetail) }),
  };
}

/** Without its host, which is nobody's business out there; the order is that of the setting. */
function replicaDetail({ isInUse, trouble, dataVersion, lagMs }: SourceReplica) {
  return { isInUse, trouble, dataVersion, lagSeconds: seconds(lagMs) };
}

type Version = NonNullable<PanelHolder['panel']>['version'];

function versionDetail({ number, hash, publishedAt, isSimulated }: Version, now: number) {
  const publishedAtText = new Date(publishedAt).toISOString();
  const ageSeconds = seconds(now - publishedAt);
  return { number, hash, isSimulated, publishedAt: publishedAtText, ageSeconds };
}

function seconds(ms: number): number {
  return Math.max(0, Math.round(ms / 1000));
}
