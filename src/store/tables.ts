/**
 * The fact tables: columns in the order of `insert`, which of them are dates, which numbers are
 * summed into the ledger, and the column that a clean-up walks along.
 */
export interface FactTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly dates: readonly string[];
  readonly sums: readonly string[];
  /** First column of the primary key. */
  readonly lead: string;
}

export const FACT_TABLES = {
  daily_price: {
    name: 'daily_price',
    columns: columns('traded_on ticker_id batch_id close previous_close volume market_cap'),
    dates: ['traded_on'],
    sums: ['close', 'volume', 'market_cap'],
    lead: 'traded_on',
  },
  short_interest: {
    name: 'short_interest',
    columns: columns(
      'settled_on ticker_id vintage batch_id shares previous_shares average_daily_volume ' +
        'is_split is_revised name exchange published_on',
    ),
    dates: ['settled_on', 'published_on'],
    sums: ['shares', 'previous_shares', 'average_daily_volume'],
    lead: 'settled_on',
  },
  classification: {
    name: 'classification',
    columns: columns('ticker_id as_of_on scheme batch_id name exchange sector industry country'),
    dates: ['as_of_on'],
    sums: [],
    lead: 'ticker_id',
  },
  corporate_action: {
    name: 'corporate_action',
    columns: columns(
      'ticker_id effective_on kind batch_id ratio amount terminal_kind new_ticker_id',
    ),
    dates: ['effective_on'],
    sums: ['ratio', 'amount'],
    lead: 'ticker_id',
  },
  share_count: {
    name: 'share_count',
    columns: columns('ticker_id as_of_on known_on batch_id shares_outstanding float_shares'),
    dates: ['as_of_on', 'known_on'],
    sums: ['shares_outstanding', 'float_shares'],
    lead: 'ticker_id',
  },
  index_level: {
    name: 'index_level',
    columns: columns('index_id traded_on batch_id level'),
    dates: ['traded_on'],
    sums: ['level'],
    lead: 'index_id',
  },
  index_holding: {
    name: 'index_holding',
    columns: columns(
      'index_id held_on line batch_id ticker_id symbol name sector asset_class ' +
        'market_value shares price',
    ),
    dates: ['held_on'],
    sums: ['market_value', 'shares'],
    lead: 'index_id',
  },
  index_member: {
    name: 'index_member',
    columns: columns('index_id ticker_id from_on to_on batch_id'),
    dates: ['from_on', 'to_on'],
    sums: [],
    lead: 'index_id',
  },
  fund_flow: {
    name: 'fund_flow',
    columns: columns('fund_id period_end_on batch_id period_from_on net_flow assets'),
    dates: ['period_end_on', 'period_from_on'],
    sums: ['net_flow', 'assets'],
    lead: 'fund_id',
  },
  fail_to_deliver: {
    name: 'fail_to_deliver',
    columns: columns('settled_on cusip batch_id ticker_id symbol description quantity price'),
    dates: ['settled_on'],
    sums: ['quantity', 'price'],
    lead: 'settled_on',
  },
  short_volume: {
    name: 'short_volume',
    columns: columns(
      'ticker_id traded_on batch_id short_volume exempt_volume total_volume markets',
    ),
    dates: ['traded_on'],
    sums: ['short_volume', 'exempt_volume', 'total_volume'],
    lead: 'ticker_id',
  },
  borrow_fee: {
    name: 'borrow_fee',
    columns: columns('ticker_id effective_on batch_id fee'),
    dates: ['effective_on'],
    sums: ['fee'],
    lead: 'ticker_id',
  },
} as const satisfies Record<string, FactTable>;

export type FactTableName = keyof typeof FACT_TABLES;

/** Stands in `share_count.known_on` for a day that the file does not state. */
export const UNSTATED_DAY = '1000-01-01';

function columns(names: string): readonly string[] {
  return names.split(' ');
}
