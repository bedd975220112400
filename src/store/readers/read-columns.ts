import { OperatorError } from '../../errors.js';
import type { Store } from '../store.js';
import type { StoredColumns, StoredVersion } from '../stored-columns.js';
import { readFunds, readIndices, readTickers } from './read-names.js';
import { readPrices } from './read-prices.js';
import { readShortInterest } from './read-short-interest.js';
import {
  readBorrowFees,
  readClassifications,
  readCorporateActions,
  readFundFlows,
  readHoldings,
  readIndexLevels,
  readMemberSpells,
  readShareCounts,
} from './read-small-tables.js';
import { type ReadOptions, TableReader } from './table-reader.js';
import type { UsedNames } from './used-names.js';
import { visibleBatches } from './visible-batches.js';

/**
 * Everything that a data version shows, as columns, from the chunks where a batch has them and else
 * from its rows; `byRows` reads all of it from the rows, and `kept` are chunks that lie in files.
 * What is read never changes once it is published, so that no long transaction is needed. Throws
 * OperatorError when there is no such version, or when what is stored is not what the ledger
 * promises.
 */
export async function readStoredColumns(
  store: Store,
  version: number,
  options: ReadOptions = {},
): Promise<StoredColumns> {
  const found = await readVersion(store, version);
  const batches = await visibleBatches(store, version);
  const reader = await TableReader.open(store, batches, options);
  const used: UsedNames = { tickers: new Set(), indices: new Set(), funds: new Set() };
  const facts = {
    ...(await readPrices(reader, used)),
    shortInterest: await readShortInterest(reader, used),
    classifications: await readClassifications(reader, used),
    corporateActions: await readCorporateActions(reader, used),
    shareCounts: await readShareCounts(reader, used),
    indexLevels: await readIndexLevels(reader, used),
    holdings: await readHoldings(reader, used),
    memberSpells: await readMemberSpells(reader, used),
    fundFlows: await readFundFlows(reader, used),
    borrowFees: await readBorrowFees(reader),
  };
  return {
    version: found,
    batches: batches.map(({ sums: _, ...batch }) => batch),
    tickers: await readTickers(store, used.tickers),
    indices: await readIndices(store, used.indices),
    funds: await readFunds(store, used.funds),
    ...facts,
  };
}

async function readVersion(store: Store, number: number): Promise<StoredVersion> {
  const [row] = await store.query<Omit<StoredVersion, 'isSimulated'> & { isSimulated: number }>(
    `SELECT number, hash, published_at AS publishedAt, is_simulated AS isSimulated
     FROM data_version WHERE number = ?`,
    [number],
  );
  if (row === undefined) throw new OperatorError(`there is no data version ${number}`);
  return { ...row, isSimulated: row.isSimulated === 1 };
}
