import { UNSTATED_DAY } from '../../store/tables.js';
import { symbolKey } from '../../symbol.js';
import { previousSettlementDate, publicationDay } from '../../time/calendar.js';
import type { ShortInterestRow } from '../rows.js';
import { dayText, dayTextOrNull } from './day-text.js';
import type { Emit, WriteContext, Writer, Writers } from './writer.js';

const price: Writer<'price'> = {
  dayOf: (row) => row.tradedOn,
  write(row, _line, { names, batchId }, emit) {
    emit('daily_price', [
      dayText(row.tradedOn),
      names.ticker(row),
      batchId,
      row.close,
      row.previousClose,
      row.volume,
      row.marketCap,
    ]);
  },
};

const shortInterest: Writer<'shortInterest'> = {
  dayOf: (row) => row.settledOn,
  write(row, _line, context, emit) {
    const { names, batchId } = context;
    emit('short_interest', [
      dayText(row.settledOn),
      names.ticker(row),
      1,
      batchId,
      row.shares,
      row.previousShares,
      row.averageDailyVolume,
      row.isSplit ? 1 : 0,
      row.isRevised ? 1 : 0,
      row.name.slice(0, 255),
      row.exchange,
      dayText(publicationDay(row.settledOn)),
    ]);
    if (row.isRevised) emitRestated(row, context, emit);
  },
};

/** The figure of the settlement before, as this file restates it; public with this file. */
function emitRestated(row: ShortInterestRow, context: WriteContext, emit: Emit): void {
  emit('short_interest', [
    dayText(previousSettlementDate(row.settledOn)),
    context.names.ticker(row),
    2,
    context.batchId,
    row.previousShares,
    null,
    null,
    0,
    1,
    row.name.slice(0, 255),
    row.exchange,
    dayText(publicationDay(row.settledOn)),
  ]);
}

const classification: Writer<'classification'> = {
  dayOf: (row) => row.asOfOn,
  write(row, _line, { names, batchId }, emit) {
    emit('classification', [
      names.ticker(row),
      dayText(row.asOfOn),
      row.scheme,
      batchId,
      row.name?.slice(0, 255) ?? null,
      row.exchange?.slice(0, 16) ?? null,
      row.sector,
      row.industry?.slice(0, 128) ?? null,
      row.country?.slice(0, 64) ?? null,
    ]);
  },
};

const corporateAction: Writer<'corporateAction'> = {
  dayOf: (row) => row.effectiveOn,
  write(row, _line, { names, batchId }, emit) {
    const symbol = row.newSymbol;
    emit('corporate_action', [
      names.ticker(row),
      dayText(row.effectiveOn),
      row.kind,
      batchId,
      row.ratio,
      row.amount,
      row.terminalKind,
      symbol === null ? null : names.ticker({ symbol, key: symbolKey(symbol) }),
    ]);
  },
};

const shareCount: Writer<'shareCount'> = {
  dayOf: (row) => row.asOfOn,
  write(row, _line, { names, batchId }, emit) {
    emit('share_count', [
      names.ticker(row),
      dayText(row.asOfOn),
      dayTextOrNull(row.knownOn) ?? UNSTATED_DAY,
      batchId,
      row.sharesOutstanding,
      row.floatShares,
    ]);
  },
};

const failToDeliver: Writer<'failToDeliver'> = {
  dayOf: (row) => row.settledOn,
  write(row, _line, { names, batchId }, emit) {
    emit('fail_to_deliver', [
      dayText(row.settledOn),
      row.cusip,
      batchId,
      row.ticker === null ? null : names.ticker(row.ticker),
      row.symbol.slice(0, 32),
      row.description?.slice(0, 64) ?? null,
      row.quantity,
      row.price,
    ]);
  },
};

const shortVolume: Writer<'shortVolume'> = {
  dayOf: (row) => row.tradedOn,
  write(row, _line, { names, batchId }, emit) {
    emit('short_volume', [
      names.ticker(row),
      dayText(row.tradedOn),
      batchId,
      row.shortVolume,
      row.exemptVolume,
      row.totalVolume,
      row.markets.slice(0, 32),
    ]);
  },
};

const borrowFee: Writer<'borrowFee'> = {
  dayOf: (row) => row.effectiveOn,
  write(row, _line, { names, batchId }, emit) {
    emit('borrow_fee', [names.ticker(row), dayText(row.effectiveOn), batchId, row.fee]);
  },
};

/** Rows about single securities. */
export const SECURITY_WRITERS = {
  price,
  shortInterest,
  classification,
  corporateAction,
  shareCount,
  failToDeliver,
  shortVolume,
  borrowFee,
} satisfies Partial<Writers>;
