import type { FormatName } from '../importers/format.js';
import { FORMAT_HELP } from '../importers/formats/help.js';

/** A whole command line for each format. */
const EXAMPLES: Readonly<Record<FormatName, string>> = {
  'finra-short-interest': 'shrt*.csv.gz',
  'ishares-holdings': '--index RUT IWM_*.csv.gz',
  'daily-snapshot': 'us-meta_2023.csv.gz us-daily_*.csv.gz',
  prices: 'us-all_*.csv.gz AAPL.csv',
  'index-levels': '--index RUT RUT_*.csv.gz',
  'index-members': '--index SPX sp500_ticker_start_end.csv',
  'fund-flows': '--provider ICI_WEEKLY ici_weekly.csv',
  'corporate-actions': 'actions.csv',
  'shares-outstanding': 'shares.csv',
  'short-volume': 'CNMSshvol*.txt',
  'fails-to-deliver': 'cnsfails*.txt.gz',
  'borrow-fees': 'fees.csv',
};

/** Accepted layouts, options that matter, and an example, for the end of `--help`. */
export function describeFormat(format: FormatName): string {
  const { layouts, options } = FORMAT_HELP[format];
  return [
    'Layouts, told apart by their header:',
    ...layouts.map((layout) => `  ${layout}`),
    ...(options.length === 0 ? [] : ['', 'Options that matter here:']),
    ...options.map((option) => `  ${option}`),
    '',
    `Example: ./lowtide import ${format} ${EXAMPLES[format]}`,
  ].join('\n');
}
