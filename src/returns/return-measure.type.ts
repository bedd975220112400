import { describedEnum } from '../graphql/described-enum.js';

export const ReturnMeasure = describedEnum(
  'ReturnMeasure',
  'What a value of a series of returns and breadth means. A day measure is computed day by day ' +
    'and read on the last trading day of the bucket, so that a wider bucket only samples it. A ' +
    'member without a trade on a day does not count on it, and values are null where fewer than ' +
    '90 % of the members count.',
  {
    ADVANCERS: 'Number that rose within the bucket.',
    DECLINERS: 'Number that fell within the bucket.',
    ADVANCER_SHARE: 'Share that rose within the bucket.',
    CUMULATIVE_DECLINER_SHARE: 'Share that fell from the base day to the end of the bucket.',
    ADVANCE_DECLINE_LINE:
      'Day measure: advancers less decliners, summed from the base day. A day on which too few ' +
      'members count adds nothing.',
    ADVANCE_DECLINE_RATIO:
      'Day measure: advancers over decliners; null on a day without decliners.',
    RATIO_ADJUSTED_NET_ADVANCES:
      'Day measure: advancers less decliners over their sum, times 1000.',
    CUMULATIVE_EQUAL_WEIGHT_RETURN:
      'Mean return with equal weights from the base day to the end of the bucket, as a ratio.',
    CUMULATIVE_CAP_WEIGHT_RETURN:
      'Cap-weighted return from the base day to the end of the bucket, as a ratio.',
  },
);
export type ReturnMeasure = keyof typeof ReturnMeasure;
