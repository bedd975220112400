import { Field, ObjectType } from 'type-graphql';
import { CapTier, Sector } from '../graphql/enums.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'What the members of a group have in common. A field is null when the group is not formed by ' +
    'it.',
})
export class SecurityGroupKey {
  @Field(() => String, { description: 'The key in words, such as "Small, Financials".' })
  label: string;

  @Field(() => CapTier, { nullable: true, description: 'Common size class.' })
  capTier: CapTier | null;

  @Field(() => Sector, { nullable: true, description: 'Common sector.' })
  sector: Sector | null;

  @Field(() => String, {
    nullable: true,
    description: 'Common industry; null as well when it is unknown.',
  })
  industry: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Common exchange; null as well when it is unknown.',
  })
  exchange: string | null;
}
