import type { PriceBasis } from '../importers/rows.js';
import type { StoredBatch } from '../store/stored-columns.js';

/** Basis of the prices of a batch, or of a price source, by its number. */
export type BasisOf = (batch: number) => PriceBasis;

export function bases(batches: readonly StoredBatch[]): BasisOf {
  const byBatch = new Map(batches.map((it) => [it.id, it.basis ?? 'RAW']));
  return (batch) => byBatch.get(batch) ?? 'RAW';
}

/** Raw closes of all batches are one price source, number 0; adjusted files are one each. */
export function sourceOf(batch: number, basisOf: BasisOf): number {
  return basisOf(batch) === 'RAW' ? 0 : batch;
}
