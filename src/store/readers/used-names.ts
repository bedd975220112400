/** Ids that visible rows refer to; names of other ids are left from files never published. */
export interface UsedNames {
  readonly tickers: Set<number>;
  readonly indices: Set<number>;
  readonly funds: Set<number>;
}
