import { type Format, FORMAT_NAMES, type FormatName } from '../format.js';
import { borrowFees } from './borrow-fees.js';
import { corporateActions } from './corporate-actions.js';
import { dailySnapshot } from './daily-snapshot.js';
import { failsToDeliver } from './fails-to-deliver.js';
import { finraShortInterest } from './finra-short-interest.js';
import { fundFlows } from './fund-flows.js';
import { indexLevels } from './index-levels.js';
import { indexMembers } from './index-members.js';
import { isharesHoldings } from './ishares-holdings.js';
import { prices } from './prices.js';
import { sharesOutstanding } from './shares-outstanding.js';
import { shortVolume } from './short-volume.js';

const FORMATS: Readonly<Record<FormatName, Format>> = {
  'finra-short-interest': finraShortInterest,
  'ishares-holdings': isharesHoldings,
  'daily-snapshot': dailySnapshot,
  prices,
  'index-levels': indexLevels,
  'index-members': indexMembers,
  'fund-flows': fundFlows,
  'corporate-actions': corporateActions,
  'shares-outstanding': sharesOutstanding,
  'short-volume': shortVolume,
  'fails-to-deliver': failsToDeliver,
  'borrow-fees': borrowFees,
};

/** The format of a name. */
export function formatByName(name: FormatName): Format {
  return FORMATS[name];
}

/** Whether a word of the command line names a format. */
export function isFormatName(word: string): word is FormatName {
  return (FORMAT_NAMES as readonly string[]).includes(word);
}

export { FORMAT_HELP, type FormatHelp } from './help.js';
export { type Reason, REASONS } from './reasons.js';
export { type Problem, problem } from './problem.js';
