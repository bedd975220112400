import type { Store } from './store.js';

/** How the connections to a server are used. */
export interface PoolUse {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

interface Queue {
  readonly length: number;
}

/** The lists of a mysql2 pool, which has no public way to count them. */
interface MysqlPool {
  readonly _allConnections?: Queue;
  readonly _freeConnections?: Queue;
  readonly _connectionQueue?: Queue;
}

/** How the pool of a store is used; null for SQLite, which has one connection. */
export function poolUse({ dialect, dataSource }: Store): PoolUse | null {
  if (dialect === 'sqlite') return null;
  const { pool } = dataSource.driver as { pool?: MysqlPool };
  return {
    open: pool?._allConnections?.length ?? 0,
    idle: pool?._freeConnections?.length ?? 0,
    waiting: pool?._connectionQueue?.length ?? 0,
  };
}
