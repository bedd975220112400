import { Extensions, Field, ObjectType } from 'type-graphql';
import { describedEnum } from '../graphql/described-enum.js';
import { Sector } from '../graphql/enums.js';
import { orNull } from '../graphql/or-null.js';
import { RatioScalar } from '../graphql/scalars/ratio.js';
import { type LinkedEffects, type Tilt, totalEffect } from './attribution-model.js';

export const AttributionLinking = describedEnum(
  'AttributionLinking',
  'How effects of single days are joined so that they add up over a window.',
  {
    CARINO: 'Logarithmic coefficients, after Carino (1999).',
    MENCHERO: 'Optimised coefficients, after Menchero (2000).',
  },
);
export type AttributionLinking = keyof typeof AttributionLinking;

@ObjectType({
  simpleResolvers: true,
  description: 'Part of a difference in return that one sector explains.',
})
export class SectorTilt {
  @Field(() => Sector, { description: 'The sector.' })
  sector: Sector;

  @Field(() => RatioScalar, { description: 'Weight in the subject on the base day.' })
  subjectWeight: number;

  @Field(() => RatioScalar, { description: 'Weight in the benchmark on the base day.' })
  benchmarkWeight: number;

  @Field(() => RatioScalar, {
    description: '`subjectWeight` less `benchmarkWeight`: negative where the subject holds less.',
  })
  activeWeight: number;

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      'Return of the sector in the subject, chained over its members of each day; null when it ' +
      'holds none.',
  })
  subjectReturn: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      'Return of the sector in the benchmark, chained over its members of each day; null when it ' +
      'holds none.',
  })
  benchmarkReturn: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description: 'Effect of holding more or less of the sector.',
  })
  allocationEffect: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description: "Effect of holding other members of the sector, at the benchmark's weight.",
  })
  selectionEffect: number | null;

  @Field(() => RatioScalar, { nullable: true, description: 'Effect of doing both at once.' })
  interactionEffect: number | null;

  @Field(() => RatioScalar, { nullable: true, description: 'Sum of the three effects.' })
  totalEffect: number | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A difference in return explained by sectors, after Brinson and Fachler: computed day by day ' +
    'with the members, weights and sectors of each day, then linked. Allocation, selection, ' +
    'interaction and `unexplained` add up to `IndexComparison.excessReturn`. All are null when ' +
    'fewer than 90 % of the members of a side have prices and weights.',
})
export class Attribution {
  @Field(() => RatioScalar, {
    nullable: true,
    description:
      'Effect of holding more or less of sectors than the benchmark: positive where it helped.',
  })
  allocationEffect: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description: "Effect of holding other members within sectors, at the benchmark's weights.",
  })
  selectionEffect: number | null;

  @Field(() => RatioScalar, { nullable: true, description: 'Effect of doing both at once.' })
  interactionEffect: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      'What the members do not explain: the difference of published levels less the difference ' +
      'that the members rebuild, because holdings are older than the day or a member lacks a ' +
      'price.',
  })
  unexplained: number | null;

  @Extensions({ complexity: 12 })
  @Field(() => [SectorTilt], {
    description: 'Sector by sector, in descending order of the size of `totalEffect`.',
  })
  sectors: SectorTilt[];
}

/** The effects as the schema shows them; `unexplained` may be NaN. */
export function toAttribution(effects: LinkedEffects, unexplained: number): Attribution {
  return {
    allocationEffect: orNull(effects.allocation),
    selectionEffect: orNull(effects.selection),
    interactionEffect: orNull(effects.interaction),
    unexplained: orNull(unexplained),
    sectors: effects.tilts.map(toTilt),
  };
}

function toTilt(tilt: Tilt): SectorTilt {
  return {
    sector: tilt.sector,
    subjectWeight: tilt.subjectWeight,
    benchmarkWeight: tilt.benchmarkWeight,
    activeWeight: tilt.subjectWeight - tilt.benchmarkWeight,
    subjectReturn: orNull(tilt.subjectReturn),
    benchmarkReturn: orNull(tilt.benchmarkReturn),
    allocationEffect: orNull(tilt.allocation),
    selectionEffect: orNull(tilt.selection),
    interactionEffect: orNull(tilt.interaction),
    totalEffect: orNull(totalEffect(tilt)),
  };
}
