import { describedEnum } from '../graphql/described-enum.js';

export const FlowMeasure = describedEnum('FlowMeasure', 'What a value of a flow series means.', {
  NET_FLOW: 'Money in less money out within the bucket, in US dollars.',
  CUMULATIVE_NET_FLOW:
    'Money in less money out from the start of the window to the end of the bucket, in US dollars.',
  FLOW_RATIO: 'Money in less money out within the bucket over assets at its start, as a ratio.',
  ASSETS: 'Assets at the end of the bucket, in US dollars.',
});
export type FlowMeasure = keyof typeof FlowMeasure;
