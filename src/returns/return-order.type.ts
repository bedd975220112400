import { Field, InputType } from 'type-graphql';
import { describedEnum } from '../graphql/described-enum.js';
import { OrderDirection } from '../graphql/enums.js';

export const ReturnOrderField = describedEnum(
  'ReturnOrderField',
  'Fields by which groups can be ordered by returns or breadth.',
  {
    KEY: 'Key in words. Size classes order by size.',
    MEMBER_COUNT: 'Number of members.',
    DECLINER_SHARE: 'Share that fell.',
    EQUAL_WEIGHT_RETURN: 'Mean return with equal weights.',
    CAP_WEIGHT_RETURN: 'Mean return weighted by market value.',
  },
);
export type ReturnOrderField = keyof typeof ReturnOrderField;

export const ReturnLineOrderField = describedEnum(
  'ReturnLineOrderField',
  'Fields by which securities can be ordered by return.',
  {
    PERIOD_RETURN: 'Return over the window.',
    CONTRIBUTION: 'Contribution to the cap-weighted return of the set.',
    WEIGHT: 'Weight in the set on the base day.',
  },
);
export type ReturnLineOrderField = keyof typeof ReturnLineOrderField;

@InputType({ description: 'How to order groups by returns or breadth.' })
export class ReturnOrder {
  @Field(() => ReturnOrderField, { description: 'The field to order by.' })
  field: ReturnOrderField;

  @Field(() => OrderDirection, { description: 'The direction to order in.' })
  direction: OrderDirection;
}

@InputType({ description: 'How to order securities by return.' })
export class ReturnLineOrder {
  @Field(() => ReturnLineOrderField, { description: 'The field to order by.' })
  field: ReturnLineOrderField;

  @Field(() => OrderDirection, { description: 'The direction to order in.' })
  direction: OrderDirection;
}
