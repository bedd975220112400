import { Field, InputType } from 'type-graphql';
import { describedEnum } from '../graphql/described-enum.js';
import { OrderDirection } from '../graphql/enums.js';

export const FlowOrderField = describedEnum(
  'FlowOrderField',
  'Fields by which fund flows can be ordered.',
  {
    KEY: 'Name or category.',
    NET_FLOW: 'Money in less money out.',
    FLOW_RATIO: 'Money in less money out over assets at the start.',
    END_ASSETS: 'Assets at the end.',
  },
);
export type FlowOrderField = keyof typeof FlowOrderField;

@InputType({ description: 'How to order fund flows.' })
export class FlowOrder {
  @Field(() => FlowOrderField, { description: 'The field to order by.' })
  field: FlowOrderField;

  @Field(() => OrderDirection, { description: 'The direction to order in.' })
  direction: OrderDirection;
}
