/**
 * Data that can be closed to a role, with the types that hold it: whatever is of such a type, or
 * leads to one, belongs to it. What other data is computed from cannot be closed.
 */
const TYPES = {
  FUND_FLOWS: /^(Fund|Flow)/,
  SHORT_INTEREST: /^Short(?!Volume$)/,
  SHORT_VOLUME: /^ShortVolume$/,
  FAILS_TO_DELIVER: /^FailToDeliver$/,
} as const;

export type Dataset = keyof typeof TYPES;

export const DATASETS = Object.keys(TYPES) as Dataset[];

export function isDataset(text: string): text is Dataset {
  return text in TYPES;
}

/** The dataset that an output type belongs to; null for what is open to everybody. */
export function datasetOf(typeName: string): Dataset | null {
  return DATASETS.find((dataset) => TYPES[dataset].test(typeName)) ?? null;
}
