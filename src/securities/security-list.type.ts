import { Field, InputType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { describedEnum } from '../graphql/described-enum.js';
import { OrderDirection } from '../graphql/enums.js';
import { Security } from './security.type.js';

export const SecurityOrderField = describedEnum(
  'SecurityOrderField',
  'Fields by which securities can be ordered.',
  {
    SYMBOL: 'Ticker symbol.',
    NAME: 'Name of the issuer, capital and small letters alike.',
    MARKET_CAP: 'Market value.',
  },
);
export type SecurityOrderField = keyof typeof SecurityOrderField;

@InputType({ description: 'How to order securities.' })
export class SecurityOrder {
  @Field(() => SecurityOrderField, { description: 'The field to order by.' })
  field: SecurityOrderField;

  @Field(() => OrderDirection, { description: 'The direction to order in.' })
  direction: OrderDirection;
}

export const SecurityConnection = connectionOf(() => Security, 'Security', {
  many: 'securities',
  one: 'The security.',
  hasWarnings: true,
});
export type SecurityConnection = InstanceType<typeof SecurityConnection>;
