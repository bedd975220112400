import { symbolKey } from '../../symbol.js';
import type { Day } from '../../time/day.js';
import type { FileSummary, Sink } from '../format.js';
import type { HoldingRow } from '../rows.js';
import type { TextRecord } from '../tokenise.js';
import { cell } from './columns.js';
import { HeldRows } from './held-rows.js';
import { money } from './numbers.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { Remarks } from './remarks.js';
import { sectorOf } from './sectors.js';

export type HoldingColumns = Readonly<
  Record<
    | 'ticker'
    | 'name'
    | 'sector'
    | 'asset class'
    | 'market value'
    | 'price'
    | 'shares'
    | 'weight (%)'
    | 'exchange'
    | 'currency',
    number
  >
>;

/** Equity rows that are kept of a whole sheet add up to this many per cent of the fund. */
const WEIGHT_SUM_MIN = 95;
const WEIGHT_SUM_MAX = 101;
/** Prices are rounded to cents and shares to hundredths; a dollar for what is left. */
const HALF_UNIT = 0.005;
const ROUNDING_USD = 1;

/** The rows between the header and the footer of a holdings sheet. */
export class HoldingRows {
  private readonly remarks = new Remarks();
  private readonly held: HeldRows<HoldingRow>;
  private readonly sums = { marketValue: 0, shares: 0 };
  private weightSum = 0;

  constructor(
    private readonly columns: HoldingColumns,
    private readonly heldOn: Day,
    private readonly sink: Sink,
  ) {
    this.held = new HeldRows<HoldingRow>(sink, (row, line) => this.release(row, line), {
      nameOf: ({ row }) => row.symbol,
    });
  }

  take(record: TextRecord): Problem | null {
    const text = (name: keyof HoldingColumns) => dashless(cell(record.fields, this.columns[name]));
    const marketValue = money(text('market value'));
    const shares = money(text('shares'));
    const price = text('price') === '' ? null : money(text('price'));
    if (Number.isNaN(marketValue)) return problem('BAD_NUMBER', 'market value');
    if (Number.isNaN(shares)) return problem('BAD_NUMBER', 'shares');
    if (Number.isNaN(price)) return problem('BAD_NUMBER', 'price');
    const assetClass = text('asset class');
    if (assetClass === '') return problem('BAD_NUMBER', 'no asset class');
    const symbol = text('ticker').toUpperCase();
    const exchange = text('exchange');
    if (assetClass === 'Equity') {
      this.weightSum += Number(text('weight (%)')) || 0;
      const found = equityProblem({ symbol, marketValue, shares, price, exchange });
      if (found !== null) return found;
      const currency = text('currency');
      if (currency !== '' && currency !== 'USD') return problem('NOT_USD', currency);
    }
    const row = {
      symbol,
      key: symbolKey(symbol),
      heldOn: this.heldOn,
      name: text('name'),
      sector: this.sector(text('sector'), assetClass),
      assetClass,
      marketValue,
      shares,
      price,
      exchange: exchangeOf(exchange),
    };
    this.held.hold(`${assetClass} ${row.key} ${isEquity(row) ? '' : row.name}`, 0, record, row);
    return null;
  }

  finish(): FileSummary {
    this.held.finish();
    this.remarks.pass(this.sink, 'UNKNOWN_SECTOR', (n) => `unknown sector in ${n} rows`);
    const hasWeights = this.columns['weight (%)'] >= 0;
    if (hasWeights && !(this.weightSum >= WEIGHT_SUM_MIN && this.weightSum <= WEIGHT_SUM_MAX)) {
      const sum = Math.round(this.weightSum * 100) / 100;
      const message = `the equity weights add up to ${sum} %: rows are missing or doubled`;
      throw refusal('WEIGHT_SUM', message);
    }
    return { sourceCode: 'ISHARES_HOLDINGS', basis: null, sums: this.sums };
  }

  private release(row: HoldingRow, line: number): void {
    this.sink.accept('holding', row, line);
    if (!isEquity(row)) return;
    this.sums.marketValue += row.marketValue;
    this.sums.shares += row.shares;
  }

  private sector(label: string, assetClass: string): HoldingRow['sector'] {
    if (assetClass !== 'Equity') return null;
    const sector = sectorOf(label);
    if (sector === undefined) this.remarks.add('UNKNOWN_SECTOR', label);
    return sector ?? null;
  }
}

interface Equity {
  symbol: string;
  marketValue: number;
  shares: number;
  price: number | null;
  exchange: string;
}

function equityProblem(row: Equity): Problem | null {
  const { symbol, marketValue, shares, price, exchange } = row;
  const isListed = symbol !== '' && !exchange.toUpperCase().startsWith('NO MARKET');
  if (!isListed || price === null || price <= 0) {
    const market = `price ${price ?? 'missing'}, exchange ${shown(exchange)}`;
    const detail = `ticker ${shown(symbol)}, ${market}`;
    return { ...problem('NON_TRADABLE', detail), isSystematic: true };
  }
  const tolerance = Math.abs(shares) * HALF_UNIT + price * HALF_UNIT + ROUNDING_USD;
  if (Math.abs(marketValue - price * shares) > tolerance) {
    return problem('VALUE_MISMATCH', `${price} x ${shares} is not ${marketValue}`);
  }
  return null;
}

function isEquity(row: HoldingRow): boolean {
  return row.assetClass === 'Equity';
}

function exchangeOf(label: string): string | null {
  const folded = label.toUpperCase();
  if (folded.startsWith('NEW YORK STOCK EXCHANGE') || folded === 'NYSE') return 'NYSE';
  if (folded.startsWith('NASDAQ')) return 'NASDAQ';
  if (folded.startsWith('NYSE MKT')) return 'AMEX';
  if (folded.startsWith('CBOE BZX')) return 'BZX';
  return null;
}

/** The cell; empty where the sheet writes `-` or `--` for nothing. */
function dashless(text: string): string {
  return text === '-' || text === '--' ? '' : text;
}
