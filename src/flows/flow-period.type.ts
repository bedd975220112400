import { Field, Int, ObjectType } from 'type-graphql';
import { orNull } from '../graphql/or-null.js';
import { DateScalar } from '../graphql/scalars/date.js';
import { RatioScalar } from '../graphql/scalars/ratio.js';
import { UsdScalar } from '../graphql/scalars/usd.js';
import type { Day } from '../time/day.js';
import type { FlowPeriodData } from './last-period.js';

@ObjectType({ simpleResolvers: true, description: 'How unusual a flow is.' })
export class FlowRecord {
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Last day of the earlier period that was at least as large; null when none is stored since ' +
      '`historyFromOn`.',
  })
  previousOn: Day | null;

  @Field(() => Int, {
    description:
      'Number of periods from that period to this one, or from the first since `historyFromOn`.',
  })
  periods: number;

  @Field(() => Boolean, { description: 'Whether it is the largest that is stored.' })
  isRecord: boolean;

  @Field(() => DateScalar, {
    description:
      'First day of the first period that was looked at: the first that is stored, or the first ' +
      'after a gap. A record of a short history says little.',
  })
  historyFromOn: Day;
}

@ObjectType({ simpleResolvers: true, description: 'Flows of one period.' })
export class FlowPeriod {
  @Field(() => DateScalar, { description: 'First day.' })
  fromOn: Day;

  @Field(() => DateScalar, { description: 'Last day.' })
  toOn: Day;

  @Field(() => UsdScalar, { nullable: true, description: 'Money in less money out.' })
  netFlow: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      '`netFlow` over assets at the start of the period, over the funds with both; null when the ' +
      'provider gives no assets.',
  })
  flowRatio: number | null;

  @Field(() => FlowRecord, {
    nullable: true,
    description:
      'How long ago a flow in the same direction was at least as large: "the largest outflow ' +
      'since". Looks back beyond the window, through all that the provider has stored up to a ' +
      'gap of a period or more. Null when the flow is zero or unknown.',
  })
  largestSince: FlowRecord | null;
}

/** A period as the schema shows it. */
export function toFlowPeriod(period: FlowPeriodData | null): FlowPeriod | null {
  if (period === null) return null;
  const { fromOn, toOn, record } = period;
  return {
    fromOn,
    toOn,
    netFlow: orNull(period.netFlow),
    flowRatio: orNull(period.flowRatio),
    largestSince: record,
  };
}
