import type { HoldingRow } from '../rows.js';
import { dayText, dayTextOrNull } from './day-text.js';
import type { Writer, Writers } from './writer.js';

const indexLevel: Writer<'indexLevel'> = {
  dayOf: (row) => row.tradedOn,
  write(row, _line, { names, index, batchId }, emit) {
    emit('index_level', [names.index(index), dayText(row.tradedOn), batchId, row.level]);
  },
};

const holding: Writer<'holding'> = {
  dayOf: (row) => row.heldOn,
  write(row, line, { names, index, batchId }, emit) {
    emit('index_holding', [
      names.index(index),
      dayText(row.heldOn),
      line,
      batchId,
      isSecurity(row) ? names.ticker(row) : null,
      row.symbol.slice(0, 32),
      row.name.slice(0, 255),
      row.sector,
      row.assetClass.slice(0, 64),
      row.marketValue,
      row.shares,
      row.price,
    ]);
  },
};

/** Cash, futures and escrow lines have letters for a symbol, but name no share. */
function isSecurity({ assetClass, key }: HoldingRow): boolean {
  return assetClass === 'Equity' && /[A-Z]/.test(key);
}

const memberSpell: Writer<'memberSpell'> = {
  dayOf: (row) => row.fromOn,
  write(row, _line, { names, index, batchId }, emit) {
    emit('index_member', [
      names.index(index),
      names.ticker(row),
      dayText(row.fromOn),
      dayTextOrNull(row.toOn),
      batchId,
    ]);
  },
};

const fundFlow: Writer<'fundFlow'> = {
  dayOf: (row) => row.periodEndOn,
  write(row, _line, { names, provider, batchId }, emit) {
    emit('fund_flow', [
      names.fund(provider, row),
      dayText(row.periodEndOn),
      batchId,
      dayTextOrNull(row.periodFromOn),
      row.netFlow,
      row.assets,
    ]);
  },
};

/** Rows about indices and funds. */
export const INDEX_WRITERS = {
  indexLevel,
  holding,
  memberSpell,
  fundFlow,
} satisfies Partial<Writers>;
