import type { FormatName } from '../format.js';

/** What the command line says of a format. */
export interface FormatHelp {
  readonly summary: string;
  /** Header lines that are accepted, or sentences where there is no header. */
  readonly layouts: readonly string[];
  /** Options that the format needs or reads, in words. */
  readonly options: readonly string[];
}

const SYMBOL = '--symbol SYMBOL for a file of one security whose name is not its symbol';

export const FORMAT_HELP: Readonly<Record<FormatName, FormatHelp>> = {
  'finra-short-interest': {
    summary: 'FINRA consolidated short interest, one settlement a file.',
    layouts: [
      'accountingYearMonthNumber|symbolCode|issueName|...|settlementDate (as published)',
      'the same 14 columns separated by commas (API export)',
    ],
    options: [],
  },
  'ishares-holdings': {
    summary: 'Holdings sheet of a fund that holds a whole index, such as IWM for RUT.',
    layouts: ['Ticker,Name,Sector,Asset Class,Market Value,...,Shares or Quantity,Price,...'],
    options: [
      '--index INDEX (needed)',
      '--as-of DATE where neither the sheet nor its name (IWM_2023-11-22.csv) states the day',
    ],
  },
  'daily-snapshot': {
    summary: 'Daily screener snapshots of all listed lines, and the list of their sectors.',
    layouts: [
      'session_date,snapshot_utc,exchange,symbol,lastsale,netchange,pctchange,volume,marketCap',
      'exchange,symbol,name,sector,industry,country,ipoyear,last_seen',
    ],
    options: ['--as-of DATE for a list without last_seen'],
  },
  prices: {
    summary: 'Daily bars; the close is read, dividends and splits become corporate actions.',
    layouts: [
      'Date,Open,High,Low,Close,Adj Close,Volume (Yahoo; with Symbol for many securities)',
      'Date,Open,High,Low,Close,Volume,Dividends,Stock Splits (Yahoo history)',
      'Date,Close,Volume,Open,High,Low (Nasdaq)',
      '<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT> (Stooq)',
      'date,close,...,adjClose,...,divCash,splitFactor (Tiingo)',
      'timestamp,open,high,low,close,...,dividend_amount,split_coefficient (Alpha Vantage)',
      'ticker,volume,open,close,high,low,window_start,transactions (Polygon)',
      'any table with date and close, given --basis',
    ],
    options: [SYMBOL, '--basis RAW, SPLIT or SPLIT_AND_DIVIDEND where the layout does not tell'],
  },
  'index-levels': {
    summary: 'Closing levels of one index, rounded to cents.',
    layouts: [
      'date,Close,High,Low,Open,Volume (a second line names the symbol)',
      'Date,Open,High,Low,Close,Adj Close,Volume',
      'observation_date,SP500 (FRED)',
    ],
    options: ['--index INDEX (needed)'],
  },
  'index-members': {
    summary: 'Spells of index membership; end_date is the first day out, blank for a member.',
    layouts: ['ticker,start_date,end_date'],
    options: ['--index INDEX (needed)'],
  },
  'fund-flows': {
    summary: 'Net flows into funds by week or month.',
    layouts: [
      'Date,Total Equity,Domestic Equity,World Equity,Hybrid,Total Bond,... (ICI, in millions)',
      'week ending,category,net flow,assets (any provider; fund, symbol, source may be added)',
      'week ending,fund,category,assets,nav return (or nav), from which flows follow',
      'date,ticker,shares_outstanding,nav (shares of ETFs by day; category, name may be added):',
      '  flow by week to Wednesday, or by day where --provider says DAILY',
      'amounts are US dollars, or millions or billions where the name says so: net flow ($m)',
    ],
    options: ['--provider CODE (needed), such as ICI_WEEKLY'],
  },
  'corporate-actions': {
    summary: 'Splits, dividends, renames and the ends of listings.',
    layouts: [
      'symbol,date,action,ratio,amount,new_symbol (the header may be left out), with the actions',
      '  SPLIT ratio | DIVIDEND amount | RENAME new_symbol | CONVERSION ratio, new_symbol',
      '  CASH amount | STOCK ratio, new_symbol | CASH_AND_STOCK ratio, amount, new_symbol',
      '  BANKRUPT amount | TRANSFERRED new_symbol',
      '  such as SIVB,2023-03-28,BANKRUPT,,0.40,SIVBQ (amount: dollars a share was left with)',
      'Date,Stock Splits and Date,Dividends (Yahoo)',
      'ticker,execution_date,split_from,split_to and ticker,cash_amount,... (Polygon)',
      'LEAN factor and map files (no header)',
    ],
    options: [SYMBOL],
  },
  'shares-outstanding': {
    summary: 'Shares outstanding and float by date.',
    layouts: [
      'date,ticker,shares_outstanding (float_shares and known_on may be added)',
      'SEC company facts (JSON, one company a file)',
    ],
    options: [SYMBOL],
  },
  'short-volume': {
    summary: 'FINRA daily short sale volume: volume of one day, no positions.',
    layouts: [
      'Date|Symbol|ShortVolume|ShortExemptVolume|TotalVolume|Market, and the count of rows at',
      '  the end (CNMSshvolYYYYMMDD.txt as published)',
      'Date|Symbol|Short Volume|Short Exempt Volume|Total Volume|Market Center',
    ],
    options: [],
  },
  'fails-to-deliver': {
    summary: 'SEC fails to deliver, half a month a file: balances, not to be added up over days.',
    layouts: ['SETTLEMENT DATE|CUSIP|SYMBOL|QUANTITY (FAILS)|DESCRIPTION|PRICE, and two trailers'],
    options: [],
  },
  'borrow-fees': {
    summary: 'Fees for borrowing shares, by symbol and day.',
    layouts: [
      'symbol,date,fee (yearly ratio: 0.003 is 0.3 %)',
      'symbol,date,fee % (per cent a year)',
    ],
    options: [],
  },
};
