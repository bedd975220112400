/** What a load took from where: pairs of batch and table by their chunks, and bytes. */
export interface ChunkOrigins {
  /** Pairs that lay in files. */
  readonly kept: number;
  /** Pairs that the store was asked for, and the bytes of their chunks. */
  readonly read: number;
  readonly readBytes: number;
}

/** Where a panel came from: its snapshot, or chunks from files and from the store. */
export type PanelOrigin = 'SNAPSHOT' | ChunkOrigins;
