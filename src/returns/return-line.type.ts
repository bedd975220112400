import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { orNull } from '../graphql/or-null.js';
import { RatioScalar } from '../graphql/scalars/ratio.js';
import { Security, securityOf } from '../securities/security.type.js';
import type { ReturnModel } from './return-model.js';

@ObjectType({ simpleResolvers: true, description: 'A security with its return.' })
export class ReturnLine {
  @Field(() => Security, { description: 'The security.' })
  security: Security;

  @Field(() => RatioScalar, { nullable: true, description: 'Return over the window.' })
  periodReturn: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description: 'Weight in the set on the base day; null for a member that does not count.',
  })
  weight: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      'Its part of the cap-weighted return: the contributions of all lines add up to it.',
  })
  contribution: number | null;
}

export const ReturnLineConnection = connectionOf(() => ReturnLine, 'ReturnLine', {
  many: 'securities with their returns',
  one: 'The security with its return.',
});
export type ReturnLineConnection = InstanceType<typeof ReturnLineConnection>;

/** The line at a position of a report. */
export function toLine({ panel, lines, universe }: ReturnModel, k: number): ReturnLine {
  const i = lines.members[k] as number;
  return Object.assign(new ReturnLine(), {
    security: securityOf(panel, i, universe.named?.requested.get(i)),
    periodReturn: orNull(lines.periodReturn[k]),
    weight: orNull(lines.weight[k]),
    contribution: orNull(lines.contribution[k]),
  });
}
