/** Ids that visible rows refer to; names of other ids are left from files never published. */
export interface UsedNames {
  readonly tickers: Set<number>;
  readonly indices: Set<number>;
  readonly funds: Set<number>;
}

/** Notes the tickers of a column. */
export function noteTickers({ tickers }: UsedNames, ids: Int32Array): void {
  let last = -1;
  for (const id of ids) {
    if (id !== last) tickers.add(id);
    last = id;
  }
}
