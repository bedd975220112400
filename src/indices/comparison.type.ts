import { Takes } from '../graphql/passes.js';
import { Field, Float, ObjectType } from 'type-graphql';
import { Check, Coverage } from '../graphql/coverage.type.js';
import { orNull } from '../graphql/or-null.js';
import { Report } from '../graphql/report.type.js';
import { RatioScalar } from '../graphql/scalars/ratio.js';
import { toWindow, Window } from '../graphql/window.type.js';
import { ReturnOptionsUsed } from '../returns/return-options.type.js';
import { ReturnReport } from '../returns/return-report.type.js';
import type { ComparisonModel, SideModel } from './comparison-model.js';
import { comparisonChecks, comparisonCoverage } from './comparison-trust.js';
import { MarketIndex, toIndex } from './index.type.js';
import { Performance } from './performance.type.js';

@ObjectType({ description: 'One side of a comparison.' })
export class IndexSide {
  constructor(readonly model: SideModel) {}

  @Field(() => MarketIndex, { description: 'The index.' })
  get index(): MarketIndex {
    return toIndex(this.model.index);
  }

  @Field(() => Performance, {
    description: 'Performance of its published level over the window of the comparison.',
  })
  get performance(): Performance {
    return new Performance(this.model.performance);
  }

  @Field(() => ReturnReport, {
    nullable: true,
    description: 'Returns and breadth of its members over the window of the comparison.',
  })
  get returns(): ReturnReport {
    return new ReturnReport(this.model.returns);
  }
}

@ObjectType({
  implements: Report,
  description: 'One index against another over a window.',
})
export class IndexComparison implements Report {
  constructor(readonly model: ComparisonModel) {}

  @Field(() => Window, { description: 'The window that was used.' })
  get window(): Window {
    return toWindow(this.model.window);
  }

  @Field(() => ReturnOptionsUsed, { description: 'The options that were used.' })
  get options(): ReturnOptionsUsed {
    return this.model.options;
  }

  @Field(() => Coverage, {
    description: 'How much of both sets of members has data, and what to know about it.',
  })
  get coverage(): Coverage {
    return comparisonCoverage(this.model);
  }

  @Takes({ shared: 31 })
  @Field(() => [Check], {
    description: 'Identities that the numbers of this report must satisfy, with what is left over.',
  })
  get checks(): Check[] {
    return comparisonChecks(this.model);
  }

  @Field(() => IndexSide, { description: 'The index under study.' })
  get subject(): IndexSide {
    return new IndexSide(this.model.subject);
  }

  @Field(() => IndexSide, { description: 'The index it is measured against.' })
  get benchmark(): IndexSide {
    return new IndexSide(this.model.benchmark);
  }

  @Field(() => RatioScalar, {
    nullable: true,
    description: 'Return of the subject less that of the benchmark, by published levels.',
  })
  get excessReturn(): number | null {
    return orNull(this.model.excessReturn);
  }

  @Field(() => RatioScalar, {
    nullable: true,
    description: 'Share of advancing members of the subject less that of the benchmark.',
  })
  get breadthGap(): number | null {
    return orNull(this.model.breadthGap);
  }

  @Field(() => RatioScalar, {
    nullable: true,
    description: 'Correlation of daily returns, from -1 to 1. Null below 20 returns.',
  })
  get correlation(): number | null {
    return orNull(this.model.regression.correlation);
  }

  @Field(() => Float, {
    nullable: true,
    description: "Slope of the subject's daily returns on the benchmark's. Null below 20 returns.",
  })
  get beta(): number | null {
    return orNull(this.model.regression.beta);
  }

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      'Annualised standard deviation of the difference of daily returns, on 252 days a year. ' +
      'Null below 20 returns.',
  })
  get trackingError(): number | null {
    return orNull(this.model.trackingError);
  }
}
