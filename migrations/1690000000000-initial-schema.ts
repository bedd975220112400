import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Each column as `name type [pk | null]`. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  ticker: ['id int pk', 'ticker_key varchar(32)', 'symbol varchar(32)'],
  classification: [
    'ticker_id int pk',
    'as_of_on date pk',
    'scheme varchar(16) pk',
    'batch_id int pk',
    'name varchar(255) null',
    'exchange varchar(16) null',
    'sector varchar(32) null',
    'industry varchar(128) null',
    'country varchar(64) null',
  ],
  daily_price: [
    'traded_on date pk',
    'ticker_id int pk',
    'batch_id int pk',
    'close double',
    'previous_close double null',
    'volume double null',
    'market_cap double null',
  ],
  corporate_action: [
    'ticker_id int pk',
    'effective_on date pk',
    'kind varchar(16) pk',
    'batch_id int pk',
    'ratio double null',
    'amount double null',
    'terminal_kind varchar(16) null',
    'new_ticker_id int null',
  ],
  share_count: [
    'ticker_id int pk',
    'as_of_on date pk',
    'known_on date pk',
    'batch_id int pk',
    'shares_outstanding double null',
    'float_shares double null',
  ],
  short_interest: [
    'settled_on date pk',
    'ticker_id int pk',
    'vintage tinyint pk',
    'batch_id int pk',
    'shares bigint',
    'previous_shares bigint null',
    'average_daily_volume bigint null',
    'is_split tinyint',
    'is_revised tinyint',
    'name varchar(255)',
    'exchange varchar(16) null',
    'published_on date',
  ],
  market_index: ['id int pk', 'symbol varchar(16)', 'name varchar(128)'],
  index_level: ['index_id int pk', 'traded_on date pk', 'batch_id int pk', 'level double'],
  index_holding: [
    'index_id int pk',
    'held_on date pk',
    'batch_id int pk',
    'line int pk',
    'ticker_id int null',
    'symbol varchar(32)',
    'name varchar(255)',
    'sector varchar(32) null',
    'asset_class varchar(64)',
    'market_value double',
    'shares double',
    'price double null',
  ],
  index_member: [
    'index_id int pk',
    'ticker_id int pk',
    'from_on date pk',
    'batch_id int pk',
    'to_on date null',
  ],
  fund: [
    'id int pk',
    'provider varchar(64)',
    'code varchar(64)',
    'symbol varchar(32) null',
    'name varchar(255)',
    'category varchar(32)',
    'is_single_fund tinyint',
  ],
  fund_flow: [
    'fund_id int pk',
    'period_end_on date pk',
    'batch_id int pk',
    'period_from_on date null',
    'net_flow double null',
    'assets double null',
  ],
  fail_to_deliver: [
    'settled_on date pk',
    'cusip varchar(9) pk',
    'batch_id int pk',
    'ticker_id int null',
    'symbol varchar(32)',
    'description varchar(64) null',
    'quantity bigint',
    'price double null',
  ],
  short_volume: [
    'ticker_id int pk',
    'traded_on date pk',
    'batch_id int pk',
    'short_volume double',
    'exempt_volume double null',
    'total_volume double',
    'markets varchar(32)',
  ],
  borrow_fee: ['ticker_id int pk', 'effective_on date pk', 'batch_id int pk', 'fee double'],
  import_batch: [
    'id int pk',
    'format varchar(32)',
    'scope varchar(64)',
    'source_code varchar(64)',
    'file_name varchar(255)',
    'file_sha256 varchar(64)',
    'byte_size bigint',
    'basis varchar(20) null',
    'status varchar(10)',
    'rows_read int',
    'accepted int',
    'quarantined int',
    'skipped int',
    'sums text',
    'first_on date null',
    'last_on date null',
    'is_simulated tinyint',
    'imported_at bigint',
    'version_number int null',
    'retired_in int null',
  ],
  quarantined_row: [
    'batch_id int pk',
    'position int pk',
    'line int',
    'reason varchar(64)',
    'detail varchar(500)',
    'raw text',
  ],
  data_version: [
    'number int pk',
    'parent_hash varchar(64)',
    'hash varchar(64)',
    'published_at bigint',
    'is_simulated tinyint',
  ],
  lease: ['name varchar(32) pk', 'holder varchar(128)', 'expires_at bigint'],
};

const INDICES = [
  { table: 'ticker', name: 'UQ_ticker_key', columnNames: ['ticker_key'], isUnique: true },
  {
    table: 'short_interest',
    name: 'IDX_short_interest_ticker',
    columnNames: ['ticker_id'],
    isUnique: false,
  },
  {
    table: 'fail_to_deliver',
    name: 'IDX_fail_to_deliver_ticker',
    columnNames: ['ticker_id', 'settled_on'],
    isUnique: false,
  },
  {
    table: 'market_index',
    name: 'UQ_market_index_symbol',
    columnNames: ['symbol'],
    isUnique: true,
  },
  {
    table: 'fund',
    name: 'UQ_fund_provider_code',
    columnNames: ['provider', 'code'],
    isUnique: true,
  },
  {
    table: 'import_batch',
    name: 'UQ_import_batch_file',
    columnNames: ['file_sha256', 'format', 'scope'],
    isUnique: true,
  },
];

/** Fact tables live in their primary key, which halves them on SQLite. */
const CLUSTERED = new Set([
  'classification',
  'daily_price',
  'corporate_action',
  'share_count',
  'short_interest',
  'index_level',
  'index_holding',
  'index_member',
  'fund_flow',
  'fail_to_deliver',
  'short_volume',
  'borrow_fee',
  'quarantined_row',
]);

/**
 * All tables of the first release. No foreign keys: facts are written by one importer at a time
 * and checked by `lowtide check`, and a key check for each of a million rows doubles a bulk load.
 */
export class InitialSchema1690000000000 implements MigrationInterface {
  name = 'InitialSchema1690000000000';
  readonly tables = Object.keys(TABLES);

  async up(runner: QueryRunner): Promise<void> {
    const isSqlite = runner.dataSource.options.type === 'better-sqlite3';
    for (const [name, columns] of Object.entries(TABLES)) {
      await runner.createTable(
        new Table({
          name,
          engine: 'InnoDB',
          withoutRowid: CLUSTERED.has(name),
          columns: columns.map((text) => column(text, isSqlite)),
        }),
        true,
      );
    }
    for (const { table, ...index } of INDICES) {
      if (await hasIndex(runner, table, index.name)) continue;
      await runner.createIndex(table, new TableIndex(index));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of this.tables.toReversed()) await runner.dropTable(table, true);
  }
}

/** MySQL commits each table by itself: what a killed run has made is there for the next one. */
async function hasIndex(runner: QueryRunner, table: string, name: string): Promise<boolean> {
  const found = await runner.getTable(table);
  return found?.indices.some((index) => index.name === name) === true;
}

function column(text: string, isSqlite: boolean) {
  const [name = '', type = '', flag] = text.split(' ');
  const [, base = '', length] = /^(\w+)(?:\((\d+)\))?$/.exec(type) ?? [];
  return {
    name,
    type: base === 'int' && isSqlite ? 'integer' : base,
    ...(length === undefined ? {} : { length }),
    isPrimary: flag === 'pk',
    isNullable: flag === 'null',
  };
}
