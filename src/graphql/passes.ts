import { Extensions } from 'type-graphql';

/** Passes over the closes of a report that a field takes, see `costOf`. */
export interface Passes {
  readonly passes?: number;
  /** Work that does not go by the closes of the report, in units of cost. */
  readonly units?: number;
  /** Those whose results other fields of the report use as well: they are taken once. */
  readonly shared?: number;
  /** How many more for a measure that is cumulative: its set is weighted anew each day. */
  readonly cumulativePasses?: number;
  /** How many more where the set is read each day. */
  readonly dailyPasses?: number;
}

/**
 * Says how much work a field of a report is, beside the values it brings, as the walk over the
 * schema has measured it. A field with arguments takes one pass where nothing is said.
 */
export function Takes(work: Passes): MethodDecorator & PropertyDecorator {
  return Extensions({ ...work }) as MethodDecorator & PropertyDecorator;
}
