import type { PriceBasis } from '../../../src/importers/rows.js';
import type { StoredBatch } from '../../../src/store/stored-columns.js';
import type { Day } from '../../../src/time/day.js';

/** Where some rows came from. */
export interface Origin {
  readonly format: string;
  /** Index symbol, provider code, or empty. */
  readonly scope: string;
  readonly sourceCode: string;
  readonly basis?: PriceBasis;
}

/** Numbers the batches of a made market in the order in which they are asked for. */
export class Batches {
  readonly rows: StoredBatch[] = [];

  /** A new batch that holds the days from `firstOn` to `lastOn`; its id. */
  add(origin: Origin, firstOn: Day, lastOn: Day): number {
    const id = this.rows.length + 1;
    this.rows.push({
      id,
      format: origin.format,
      scope: origin.scope,
      sourceCode: origin.sourceCode,
      basis: origin.basis ?? null,
      firstOn,
      lastOn,
      importedAt: (lastOn + 1) * 86_400_000,
      isSimulated: false,
    });
    return id;
  }
}
