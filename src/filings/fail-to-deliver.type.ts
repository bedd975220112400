import { Field, Float, ObjectType } from 'type-graphql';
import { DateScalar } from '../graphql/scalars/date.js';
import { SharesScalar } from '../graphql/scalars/shares.js';
import { UsdScalar } from '../graphql/scalars/usd.js';
import type { Day } from '../time/day.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'Shares that had been sold and were not delivered by a settlement day, all sellers together, ' +
    'as the SEC publishes them. A balance of that day, old fails and new ones: it must not be ' +
    'summed over days. Fails have many causes and are no measure of short selling.',
})
export class FailToDeliver {
  @Field(() => DateScalar, { description: 'Settlement day that the balance is of.' })
  settledOn: Day;

  @Field(() => SharesScalar, { description: 'Shares not delivered, in shares of that day.' })
  quantity: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Close of the day before in US dollars, as the file gives it, not adjusted for later ' +
      'splits; null when it gives none.',
  })
  price: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the issue, cut by the source at 30 characters; null when not given.',
  })
  description: string | null;

  @Field(() => UsdScalar, {
    nullable: true,
    description: '`quantity` times `price`; null without a price.',
  })
  value: number | null;
}
