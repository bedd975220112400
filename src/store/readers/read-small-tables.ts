import {
  NO_DAY,
  type StoredBorrowFees,
  type StoredClassification,
  type StoredCorporateAction,
  type StoredFundFlows,
  type StoredHolding,
  type StoredIndexLevels,
  type StoredMemberSpell,
  type StoredShareCounts,
} from '../stored-columns.js';
import { UNSTATED_DAY } from '../tables.js';
import { day } from '../../time/day.js';
import { readTyped } from './read-typed.js';
import type { TableReader } from './table-reader.js';
import type { UsedNames } from './used-names.js';

const UNSTATED = day(UNSTATED_DAY);

/** All visible classifications. */
export async function readClassifications(
  reader: TableReader,
  used: UsedNames,
): Promise<StoredClassification[]> {
  const rows: StoredClassification[] = [];
  await reader.read('classification', (row) => {
    const values = row as [number, number, 'SCREENER' | 'GICS', number, ...(string | null)[]];
    const [tickerId, asOfOn, scheme, batchId, name = null, exchange = null, sector = null] = values;
    used.tickers.add(tickerId);
    rows.push({
      tickerId,
      asOfOn,
      scheme,
      batchId,
      name,
      exchange,
      sector: sector as StoredClassification['sector'],
      industry: row[7] as string | null,
      country: row[8] as string | null,
    });
  });
  return rows;
}

/** All visible corporate actions. */
export async function readCorporateActions(
  reader: TableReader,
  used: UsedNames,
): Promise<StoredCorporateAction[]> {
  const rows: StoredCorporateAction[] = [];
  await reader.read('corporate_action', (row) => {
    const action: StoredCorporateAction = {
      tickerId: row[0] as number,
      effectiveOn: row[1] as number,
      kind: row[2] as StoredCorporateAction['kind'],
      batchId: row[3] as number,
      ratio: row[4] as number | null,
      amount: row[5] as number | null,
      terminalKind: row[6] as StoredCorporateAction['terminalKind'],
      newTickerId: row[7] as number | null,
    };
    used.tickers.add(action.tickerId);
    if (action.newTickerId !== null) used.tickers.add(action.newTickerId);
    rows.push(action);
  });
  return rows;
}

/** All visible share counts. */
export async function readShareCounts(
  reader: TableReader,
  used: UsedNames,
): Promise<StoredShareCounts> {
  const table = await readTyped('share_count', await reader.parts('share_count'), true);
  for (const id of table.tickers) used.tickers.add(id);
  return {
    count: table.count,
    tickerId: table.ints('ticker_id'),
    asOfOn: table.ints('as_of_on'),
    knownOn: table.ints('known_on').map((on) => (on === UNSTATED ? NO_DAY : on)),
    batchId: table.ints('batch_id'),
    sharesOutstanding: table.numbers('shares_outstanding'),
    floatShares: table.numbers('float_shares'),
  };
}

/** All visible index levels. */
export async function readIndexLevels(
  reader: TableReader,
  used: UsedNames,
): Promise<StoredIndexLevels> {
  const table = await readTyped('index_level', await reader.parts('index_level'));
  const indexId = table.ints('index_id');
  for (const id of indexId) used.indices.add(id);
  return {
    count: table.count,
    indexId,
    tradedOn: table.ints('traded_on'),
    batchId: table.ints('batch_id'),
    level: table.numbers('level'),
  };
}

/** All visible holdings, every asset class. */
export async function readHoldings(reader: TableReader, used: UsedNames): Promise<StoredHolding[]> {
  const rows: StoredHolding[] = [];
  await reader.read('index_holding', (row) => {
    const holding: StoredHolding = {
      indexId: row[0] as number,
      heldOn: row[1] as number,
      line: row[2] as number,
      batchId: row[3] as number,
      tickerId: row[4] as number | null,
      symbol: row[5] as string,
      name: row[6] as string,
      sector: row[7] as StoredHolding['sector'],
      assetClass: row[8] as string,
      marketValue: row[9] as number,
      shares: row[10] as number,
      price: row[11] as number | null,
    };
    used.indices.add(holding.indexId);
    if (holding.tickerId !== null) used.tickers.add(holding.tickerId);
    rows.push(holding);
  });
  return rows;
}

/** All visible membership spells. */
export async function readMemberSpells(
  reader: TableReader,
  used: UsedNames,
): Promise<StoredMemberSpell[]> {
  const rows: StoredMemberSpell[] = [];
  await reader.read('index_member', (row) => {
    used.indices.add(row[0] as number);
    used.tickers.add(row[1] as number);
    rows.push({
      indexId: row[0] as number,
      tickerId: row[1] as number,
      fromOn: row[2] as number,
      toOn: row[3] as number | null,
      batchId: row[4] as number,
    });
  });
  return rows;
}

/** All visible fund flows. */
export async function readFundFlows(
  reader: TableReader,
  used: UsedNames,
): Promise<StoredFundFlows> {
  const table = await readTyped('fund_flow', await reader.parts('fund_flow'));
  const fundId = table.ints('fund_id');
  for (const id of fundId) used.funds.add(id);
  return {
    count: table.count,
    fundId,
    periodEndOn: table.ints('period_end_on'),
    batchId: table.ints('batch_id'),
    periodFromOn: table.ints('period_from_on'),
    netFlow: table.numbers('net_flow'),
    assets: table.numbers('assets'),
  };
}

/** All visible borrow fees. A symbol that nothing else is stored of makes no security. */
export async function readBorrowFees(reader: TableReader): Promise<StoredBorrowFees> {
  const table = await readTyped('borrow_fee', await reader.parts('borrow_fee'));
  return {
    count: table.count,
    tickerId: table.ints('ticker_id'),
    effectiveOn: table.ints('effective_on'),
    batchId: table.ints('batch_id'),
    fee: table.numbers('fee'),
  };
}
