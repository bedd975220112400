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
  const count = reader.count('share_count');
  const counts = {
    count,
    tickerId: new Int32Array(count),
    asOfOn: new Int32Array(count),
    knownOn: new Int32Array(count),
    batchId: new Int32Array(count),
    sharesOutstanding: new Float64Array(count),
    floatShares: new Float64Array(count),
  };
  await reader.read('share_count', (row, k) => {
    used.tickers.add(row[0] as number);
    counts.tickerId[k] = row[0] as number;
    counts.asOfOn[k] = row[1] as number;
    counts.knownOn[k] = row[2] === UNSTATED ? NO_DAY : (row[2] as number);
    counts.batchId[k] = row[3] as number;
    counts.sharesOutstanding[k] = (row[4] as number | null) ?? Number.NaN;
    counts.floatShares[k] = (row[5] as number | null) ?? Number.NaN;
  });
  return counts;
}

/** All visible index levels. */
export async function readIndexLevels(
  reader: TableReader,
  used: UsedNames,
): Promise<StoredIndexLevels> {
  const count = reader.count('index_level');
  const levels = {
    count,
    indexId: new Int32Array(count),
    tradedOn: new Int32Array(count),
    batchId: new Int32Array(count),
    level: new Float64Array(count),
  };
  await reader.read('index_level', (row, k) => {
    levels.indexId[k] = row[0] as number;
    levels.tradedOn[k] = row[1] as number;
    levels.batchId[k] = row[2] as number;
    levels.level[k] = row[3] as number;
    used.indices.add(row[0] as number);
  });
  return levels;
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
  const count = reader.count('fund_flow');
  const flows = {
    count,
    fundId: new Int32Array(count),
    periodEndOn: new Int32Array(count),
    batchId: new Int32Array(count),
    periodFromOn: new Int32Array(count),
    netFlow: new Float64Array(count),
    assets: new Float64Array(count),
  };
  await reader.read('fund_flow', (row, k) => {
    flows.fundId[k] = row[0] as number;
    flows.periodEndOn[k] = row[1] as number;
    flows.batchId[k] = row[2] as number;
    flows.periodFromOn[k] = (row[3] as number | null) ?? NO_DAY;
    flows.netFlow[k] = (row[4] as number | null) ?? Number.NaN;
    flows.assets[k] = (row[5] as number | null) ?? Number.NaN;
    used.funds.add(row[0] as number);
  });
  return flows;
}

/** All visible borrow fees. A symbol that nothing else is stored of makes no security. */
export async function readBorrowFees(reader: TableReader): Promise<StoredBorrowFees> {
  const count = reader.count('borrow_fee');
  const fees = {
    count,
    tickerId: new Int32Array(count),
    effectiveOn: new Int32Array(count),
    batchId: new Int32Array(count),
    fee: new Float64Array(count),
  };
  await reader.read('borrow_fee', (row, k) => {
    fees.tickerId[k] = row[0] as number;
    fees.effectiveOn[k] = row[1] as number;
    fees.batchId[k] = row[2] as number;
    fees.fee[k] = row[3] as number;
  });
  return fees;
}
