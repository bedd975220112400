import { Field, Float, Int, ObjectType } from 'type-graphql';
import { RequestError } from '../errors.js';
import type { Day } from '../time/day.js';
import { describedEnum } from './described-enum.js';
import { factsOf } from './facts.js';
import { LIMITS } from './limits.js';
import { orNull } from './or-null.js';
import { DateScalar } from './scalars/date.js';

export const SeriesFactKind = describedEnum(
  'SeriesFactKind',
  'A kind of fact about the last value of a series.',
  {
    STREAK:
      'Run of buckets that went the same way up to the last: `value` counts them and `sinceOn` ' +
      'is the first of the run. A zero or a gap ends a run.',
    LARGEST_SINCE:
      'How long ago a bucket was at least as large in that direction: `value` counts buckets ' +
      'back to it and `sinceOn` is that bucket. Without one, `value` counts all earlier buckets ' +
      'and `sinceOn` is null.',
    RANK:
      'Place among all buckets in that direction: 1 is the largest. Ties share the better ' +
      'place.',
    FROM_RECORD:
      'Distance from the highest value: last over highest less 1, zero at a record and otherwise ' +
      'negative. `sinceOn` is the day of the record. Only for series of levels that are all ' +
      'positive.',
  },
);
export type SeriesFactKind = keyof typeof SeriesFactKind;

@ObjectType({ simpleResolvers: true, description: 'One row of a series.' })
export class SeriesPoint {
  @Field(() => DateScalar, { description: 'Last day of the bucket.' })
  endOn: Day;

  @Field(() => Float, {
    nullable: true,
    description:
      'The value, in the unit of the measure that was asked for; null where there is none.',
  })
  value: number | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A fact about the last value of a series, found by rule. A measure "within the bucket" makes ' +
    'a series of changes: its direction is the sign of the last value, and values of that sign ' +
    'are compared by size. Any other measure makes a series of levels: its direction is that of ' +
    'the last step, and after a rise a larger value is a higher one, after a fall a lower one.',
})
export class SeriesFact {
  @Field(() => SeriesFactKind, { description: 'What kind of fact it is.' })
  kind: SeriesFactKind;

  @Field(() => String, {
    description:
      'The fact in one English sentence that names the number of buckets it was checked against.',
  })
  text: string;

  @Field(() => Float, { description: 'The number in the fact. The kind says what it means.' })
  value: number;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The bucket that the fact refers back to, by its last day; null when there is none.',
  })
  sinceOn: Day | null;

  @Field(() => Int, {
    description:
      'Number of buckets with a value, the last one included: how much history the fact rests on.',
  })
  bucketCount: number;
}

/** How the sentences of facts name a value and a bucket. */
export interface SeriesUnit {
  readonly noun: string;
  readonly isMoney?: boolean;
  readonly bucket: 'day' | 'week' | 'month' | 'quarter' | 'year';
}

/**
 * A series as a domain computes it: one value for each date, ascending; null or NaN where there is
 * none. `nature` is CHANGE for a measure within the bucket and LEVEL for any other.
 */
export interface SeriesData {
  readonly dates: readonly Day[];
  readonly values: ArrayLike<number | null>;
  readonly nature: 'LEVEL' | 'CHANGE';
  readonly unit: SeriesUnit;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Numbers over time, in ascending order of date. Select `points` for a chart or table that ' +
    'wants rows; select `dates` and `values` for one that wants columns, which is several times ' +
    'cheaper for long series.',
})
export class Series {
  @Field(() => [DateScalar], { description: 'Last day of each bucket.' })
  dates: Day[];

  @Field(() => [Float], {
    nullable: 'items',
    description: 'One value for each entry of `dates`; null where there is none.',
  })
  values: (number | null)[];

  nature: SeriesData['nature'];
  unit: SeriesUnit;

  @Field(() => [SeriesPoint], { description: 'The same data as rows.' })
  get points(): SeriesPoint[] {
    return this.dates.map((endOn, k) => ({ endOn, value: this.values[k] ?? null }));
  }

  @Field(() => [SeriesFact], {
    complexity: Object.keys(SeriesFactKind).length,
    description:
      'What is worth saying about the last value, compared with the other buckets of this series ' +
      'and nothing else: ask for a longer window to look back further. A fact that does not ' +
      'apply is left out; empty when fewer than two buckets have a value.',
  })
  get facts(): SeriesFact[] {
    return factsOf(this.values, this.dates, this.nature, this.unit);
  }
}

/** The series as the schema shows it; points and facts are made when they are asked for. */
export function makeSeries(data: SeriesData): Series {
  if (data.dates.length > LIMITS.maxSeriesPoints) {
    throw new RequestError(
      'BAD_WINDOW',
      `The series would have ${data.dates.length} points, more than ${LIMITS.maxSeriesPoints}: ` +
        'ask for a wider interval or a shorter window.',
    );
  }
  return Object.assign(new Series(), {
    dates: [...data.dates],
    values: Array.from(data.values, orNull),
    nature: data.nature,
    unit: data.unit,
  });
}
