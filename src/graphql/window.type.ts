import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { Day } from '../time/day.js';
import type { CalendarSpan } from '../time/calendar-span.js';
import type { ResolvedWindow } from '../time/window.js';
import { DurationUnit, WindowPreset } from './enums.js';
import { DateScalar } from './scalars/date.js';
import { MonthScalar, QuarterScalar } from './scalars/calendar-span.js';

@InputType({ description: 'A length of time, such as 30 days.' })
export class DurationInput {
  @Field(() => Int, { description: 'How many units. At least 1.' })
  count: number;

  @Field(() => DurationUnit, { description: 'The unit that is counted.' })
  unit: DurationUnit;
}

/** Has the shape of `WindowRequest`, so it goes into `resolveWindow` as it is. */
@InputType({
  description:
    'Selects a span of trading days. Give exactly one of `preset`, `from`, `trailing`, ' +
    '`month`, `quarter` or `year`; `to` ends the first three. `{preset: YTD}`, ' +
    '`{preset: PREVIOUS_QUARTER}`, `{quarter: "2023Q2"}`, ' +
    '`{from: "2023-06-01", to: "2023-07-31"}` and `{trailing: {count: 30, unit: DAY}}` are all ' +
    'complete windows.',
})
export class WindowInput {
  @Field(() => WindowPreset, {
    nullable: true,
    description:
      'A named span. A span to date ends on `to`; a previous one is the last whole one before ' +
      'the one that `to` lies in.',
  })
  preset?: WindowPreset | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First calendar day of the span, inclusive.',
  })
  from?: Day | null;

  @Field(() => DurationInput, {
    nullable: true,
    description: 'Length of a span that ends on `to`.',
  })
  trailing?: DurationInput | null;

  @Field(() => MonthScalar, {
    nullable: true,
    description: 'A calendar month, such as "2023-06".',
  })
  month?: CalendarSpan | null;

  @Field(() => QuarterScalar, {
    nullable: true,
    description: 'A calendar quarter, such as "2023Q2".',
  })
  quarter?: CalendarSpan | null;

  @Field(() => Int, { nullable: true, description: 'A calendar year, such as 2023.' })
  year?: number | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Last calendar day of the span, inclusive. Defaults to the last day with data. Not with ' +
      '`month`, `quarter` or `year`.',
  })
  to?: Day | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The window that was used, after the request was resolved against the trading calendar. ' +
    'Changes are measured from the close on `baseOn` to the close on `endOn`.',
})
export class Window {
  @Field(() => DateScalar, { description: 'First calendar day, inclusive.' })
  fromOn: Day;

  @Field(() => DateScalar, { description: 'Last calendar day, inclusive.' })
  toOn: Day;

  @Field(() => DateScalar, {
    description:
      'Last trading day before `fromOn`; its close is the base of every change. For a year to ' +
      'date it is the last trading day of the previous year.',
  })
  baseOn: Day;

  @Field(() => DateScalar, {
    description: 'Last trading day on or before `toOn` that has data.',
  })
  endOn: Day;

  @Field(() => Int, {
    description: 'Number of trading days after `baseOn` up to and including `endOn`.',
  })
  tradingDays: number;
}

/** The window as the schema shows it. */
export function toWindow(resolved: ResolvedWindow): Window {
  return Object.assign(new Window(), {
    fromOn: resolved.fromOn,
    toOn: resolved.toOn,
    baseOn: resolved.baseOn,
    endOn: resolved.endOn,
    tradingDays: resolved.tradingDays,
  });
}
