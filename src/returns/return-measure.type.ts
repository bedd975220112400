import { describedEnum } from '../graphql/described-enum.js';

export const ReturnMeasure = describedEnum(
  'ReturnMeasure',
  'What a value of a series of returns and breadth means. A day measure is computed day by day ' +
    'and read on the last trading day of the bucket, so that a wider bucket only samples it. A ' +
    'member without a trade on a day does not count on it, and values are null where fewer than ' +
    '90 % of the members count. With DAILY the members are those of the close before the bucket, ' +
    'and for a day measure those of the close before the day.',
  {
    ADVANCERS: 'Number that rose within the bucket.',
    DECLINERS: 'Number that fell within the bucket.',
    ADVANCER_SHARE: 'Share that rose within the bucket.',
    CUMULATIVE_DECLINER_SHARE:
      'Share that fell from the base day to the end of the bucket; with DAILY, of the members on ' +
      'the end day.',
    ADVANCE_DECLINE_LINE:
      'Day measure: advancers less decliners, summed from the base day. A day on which too few ' +
      'members count adds nothing.',
    ADVANCE_DECLINE_RATIO:
      'Day measure: advancers over decliners; null on a day without decliners.',
    TRIN:
      'Day measure: advancers over decliners, over volume of advancers over volume of decliners. ' +
      'Below 1 the volume goes to the advancers. Null on a day when any of the four is zero. A ' +
      'member whose volume is unknown does not count.',
    RATIO_ADJUSTED_NET_ADVANCES:
      'Day measure: advancers less decliners over their sum, times 1000.',
    MCCLELLAN_OSCILLATOR:
      'Day measure: moving average of ratio-adjusted net advances with weight 0.1 ("19 days") ' +
      'less the one with weight 0.05 ("39 days"). Both are warmed up over the 250 days before ' +
      'the window, as far as stored.',
    MCCLELLAN_SUMMATION:
      'Day measure: sum of the McClellan oscillator from the first day of the window.',
    SHARE_ABOVE_20_DAY_AVERAGE: aboveAverage(20),
    SHARE_ABOVE_50_DAY_AVERAGE: aboveAverage(50),
    SHARE_ABOVE_200_DAY_AVERAGE: aboveAverage(200),
    NEW_HIGHS_LESS_NEW_LOWS:
      'Day measure: number of members whose close is the highest of their last 252, less the ' +
      'number whose close is the lowest. Members with fewer closes do not count.',
    CUMULATIVE_EQUAL_WEIGHT_RETURN:
      'Mean return with equal weights from the base day to the end of the bucket, as a ratio.',
    CUMULATIVE_CAP_WEIGHT_RETURN:
      'Cap-weighted return from the base day to the end of the bucket, as a ratio.',
  },
);
export type ReturnMeasure = keyof typeof ReturnMeasure;

function aboveAverage(days: number): string {
  return (
    `Day measure: share of members whose close is above the mean of their last ${days} closes. A ` +
    `member counts with a trade on each of the last ${days} days.`
  );
}
