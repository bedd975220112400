import { Field, Float, ObjectType } from 'type-graphql';
import { describedEnum } from '../graphql/described-enum.js';
import { ReturnBasis } from '../graphql/enums.js';
import { orNull } from '../graphql/or-null.js';
import { DateScalar } from '../graphql/scalars/date.js';
import { RatioScalar } from '../graphql/scalars/ratio.js';
import { toWindow, Window } from '../graphql/window.type.js';
import type { Day } from '../time/day.js';
import type { PerformanceModel } from './performance-model.js';

export const PerformanceMeasure = describedEnum(
  'PerformanceMeasure',
  'What a value of a performance series means.',
  {
    LEVEL: 'Price or level at the end of the bucket, in US dollars or points.',
    REBASED: 'Price or level rebased to 100 on the base day.',
    CUMULATIVE_RETURN: 'Return from the base day to the end of the bucket, as a ratio.',
    PERIOD_RETURN: 'Return within the bucket, as a ratio.',
    DRAWDOWN: 'Fall from the highest level so far, as a ratio; zero or negative.',
  },
);
export type PerformanceMeasure = keyof typeof PerformanceMeasure;

@ObjectType({ simpleResolvers: true, description: 'A fall from a peak to a trough.' })
export class Drawdown {
  @Field(() => RatioScalar, { description: 'Depth of the fall; negative.' })
  depth: number;

  @Field(() => DateScalar, { description: 'Day of the peak.' })
  peakOn: Day;

  @Field(() => DateScalar, { description: 'Day of the trough.' })
  troughOn: Day;
}

@ObjectType({ description: 'How one price or level moved over a window.' })
export class Performance {
  constructor(readonly model: PerformanceModel) {}

  @Field(() => Window, { description: 'The window that was used.' })
  get window(): Window {
    return toWindow(this.model.window);
  }

  @Field(() => ReturnBasis, { description: 'Whether dividends count.' })
  get basis(): ReturnBasis {
    return this.model.basis;
  }

  @Field(() => Float, {
    nullable: true,
    description:
      'Price in US dollars, or level in points, on the base day, adjusted for later splits. The ' +
      'last one counts when it is up to five sessions old.',
  })
  get startLevel(): number | null {
    return orNull(this.model.startLevel);
  }

  @Field(() => Float, {
    nullable: true,
    description:
      'Price in US dollars, or level in points, on the end day. The last one counts when it is ' +
      'up to five sessions old, and the terminal price of a listing that ended.',
  })
  get endLevel(): number | null {
    return orNull(this.model.endLevel);
  }

  @Field(() => RatioScalar, {
    nullable: true,
    description: 'Change from base day to end day. Never annualised.',
  })
  get periodReturn(): number | null {
    return orNull(this.model.periodReturn);
  }

  @Field(() => Drawdown, {
    nullable: true,
    description:
      'Deepest fall from a peak within the window, base day included; null when there was none.',
  })
  get maxDrawdown(): Drawdown | null {
    const { axis, window, maxDrawdown } = this.model;
    const { depth, peak, trough } = maxDrawdown;
    if (Number.isNaN(depth)) return null;
    return {
      depth,
      peakOn: axis.day(window.base + peak),
      troughOn: axis.day(window.base + trough),
    };
  }

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      'Annualised standard deviation of daily returns, on 252 days a year. Null below 20 returns.',
  })
  get volatility(): number | null {
    return orNull(this.model.volatility);
  }
}
