import { describedEnum } from './described-enum.js';

/** Enums that several domains use. Those of one domain are beside its types. */

export const WindowPreset = describedEnum('WindowPreset', 'A named span of trading days.', {
  WTD: 'Week to date: from Monday.',
  MTD: 'Month to date: from the first day of the month.',
  QTD: 'Quarter to date: from the first day of the calendar quarter.',
  YTD: 'Year to date: from 1 January.',
  PREVIOUS_WEEK: 'The last whole week, Monday to Sunday, before the one that `to` lies in.',
  PREVIOUS_MONTH: 'The last whole calendar month before the one that `to` lies in.',
  PREVIOUS_QUARTER: 'The last whole calendar quarter before the one that `to` lies in.',
  PREVIOUS_YEAR: 'The last whole calendar year before the one that `to` lies in.',
  MAX: 'Everything that is stored.',
});
export type WindowPreset = keyof typeof WindowPreset;

export const DurationUnit = describedEnum('DurationUnit', 'A unit of elapsed time.', {
  DAY: 'Calendar days.',
  TRADING_DAY: 'Sessions of the exchange.',
  WEEK: 'Seven calendar days.',
  MONTH: 'Calendar months. The end of a longer month clips to the end of a shorter one.',
  YEAR: 'Calendar years.',
});
export type DurationUnit = keyof typeof DurationUnit;

export const Interval = describedEnum(
  'Interval',
  'Width of one bucket of a series. A bucket is dated by its last trading day. Weeks are ISO ' +
    'weeks.',
  {
    DAY: 'One trading day.',
    WEEK: 'One ISO week, Monday to Sunday.',
    MONTH: 'One calendar month.',
    QUARTER: 'One calendar quarter.',
    YEAR: 'One calendar year.',
  },
);
export type Interval = keyof typeof Interval;

export const OrderDirection = describedEnum('OrderDirection', 'A direction of ordering.', {
  ASC: 'Smallest, earliest or most negative first. Null comes last.',
  DESC: 'Largest, latest or most positive first. Null comes last.',
});
export type OrderDirection = keyof typeof OrderDirection;

export const CapTier = describedEnum(
  'CapTier',
  'Size class of a company by market value. `service.capTiers` gives the bounds.',
  {
    NANO: 'The smallest listed companies.',
    MICRO: 'Micro-cap.',
    SMALL: 'Small-cap.',
    MID: 'Mid-cap.',
    LARGE: 'Large-cap.',
    MEGA: 'The very largest companies.',
    UNCLASSIFIED: 'Market value is unknown. Never counted as the smallest class.',
  },
);
export type CapTier = keyof typeof CapTier;

export const Sector = describedEnum(
  'Sector',
  'Economic sector, in eleven classes that follow the GICS names.',
  {
    COMMUNICATION_SERVICES: 'Media, entertainment and telecommunications.',
    CONSUMER_DISCRETIONARY: 'Goods and services that households can defer.',
    CONSUMER_STAPLES: 'Food, household and personal goods.',
    ENERGY: 'Oil, gas, coal and their services.',
    FINANCIALS: 'Banks, insurers and capital markets.',
    HEALTH_CARE: 'Medicines, devices and care.',
    INDUSTRIALS: 'Capital goods, transport and business services.',
    INFORMATION_TECHNOLOGY: 'Software, hardware and semiconductors.',
    MATERIALS: 'Chemicals, metals, paper and packaging.',
    REAL_ESTATE: 'Property owners and managers.',
    UTILITIES: 'Electricity, gas and water supply.',
    UNCLASSIFIED: 'The source gives no sector.',
  },
);
export type Sector = keyof typeof Sector;

export const TerminalKind = describedEnum(
  'TerminalKind',
  'What became of shares when their listing ended.',
  {
    CASH: 'Holders were paid cash.',
    STOCK: 'Holders were given shares of another company.',
    CASH_AND_STOCK: 'Holders were given cash and shares.',
    BANKRUPT:
      'The company failed: the shares end at their first price off the exchange, or at zero.',
    TRANSFERRED: 'The shares went on trading on another market.',
    UNKNOWN: 'Not recorded: the shares end at their last price, with a warning.',
  },
);
export type TerminalKind = keyof typeof TerminalKind;

export const ReturnBasis = describedEnum('ReturnBasis', 'Whether dividends count.', {
  PRICE: 'Price change only, adjusted for splits.',
  TOTAL: 'Dividends count on the ex-date: holders reinvest them, short sellers pay them.',
});
export type ReturnBasis = keyof typeof ReturnBasis;

export const UniverseAt = describedEnum(
  'UniverseAt',
  'The day at which membership, size class, sector and industry are read.',
  {
    START: 'The base day. Free of hindsight: shares that rose or fell out of the set still count.',
    END:
      'The end day, as news reports count. Favours whoever gained from the moves that changed ' +
      'the set: shares that fell are small by then and shares that rose no longer are, so it ' +
      'flatters short sellers in small companies, up to the sign of their profit.',
    DAILY:
      'Each day, at the close before it. A security counts in the group it is in on that day, so ' +
      'it can count in several groups, in each for its own days.',
  },
);
export type UniverseAt = keyof typeof UniverseAt;

export const SecurityDimension = describedEnum(
  'SecurityDimension',
  'A property by which securities can be grouped.',
  {
    CAP_TIER: 'Size class.',
    SECTOR: 'Economic sector.',
    INDUSTRY: 'Industry within a sector.',
    EXCHANGE: 'Exchange of listing.',
  },
);
export type SecurityDimension = keyof typeof SecurityDimension;

export const DataKind = describedEnum('DataKind', 'A kind of data.', {
  PRICES: 'Closes and volumes of securities.',
  INDEX_LEVELS: 'Published levels of indices.',
  HOLDINGS: 'Members and weights of indices.',
  REFERENCE: 'Names, symbols, sectors, industries, listings and share counts of securities.',
  CORPORATE_ACTIONS: 'Splits, dividends, conversions and terminal prices.',
  SHORT_INTEREST: 'Reported short positions.',
  SHORT_VOLUME: 'Volume sold short by day; no positions.',
  FAILS_TO_DELIVER: 'Shares that were sold and not delivered.',
  BORROW_FEES: 'Fees for borrowed shares.',
  FUND_FLOWS: 'Flows and assets of funds.',
});
export type DataKind = keyof typeof DataKind;
