import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { Check, Coverage } from '../graphql/coverage.type.js';
import { DataSource } from '../graphql/data-source.type.js';
import { Report } from '../graphql/report.type.js';
import { toWindow, Window } from '../graphql/window.type.js';
import type { Panel } from '../panel/panel.js';
import { flowChecks, flowCoverage, flowSource } from './flow-coverage.js';
import type { CategoryPart, FlowModel, FlowPart } from './flow-model.js';
import { flowNumbers } from './flow-stats.js';
import { FlowStats, toFlowStats } from './flow-stats.type.js';
import { Fund, FundCategory, fundOf } from './fund.type.js';
import type { Member } from './fund-set.js';

@ObjectType({
  implements: Report,
  description:
    'Money that moved into and out of a set of funds over one window, as one provider counts it. ' +
    'The periods that end within the window count. Providers that report by category only have ' +
    'no `lines`.',
})
export class FlowReport implements Report {
  constructor(readonly model: FlowModel) {}

  @Field(() => Window, { description: 'The window that was used.' })
  get window(): Window {
    return toWindow(this.model.window);
  }

  @Field(() => DataSource, { description: 'The provider whose figures these are.' })
  get provider(): DataSource {
    return flowSource(this.model);
  }

  @Field(() => Coverage, {
    description: 'How much of the set has data, and what to know about it.',
  })
  get coverage(): Coverage {
    return flowCoverage(this.model);
  }

  @Field(() => [Check], {
    description: 'Identities that the numbers of this report must satisfy, with what is left over.',
  })
  get checks(): Check[] {
    return flowChecks(this.model);
  }

  @Field(() => FlowStats, { description: 'The whole set.' })
  get total(): FlowStats {
    return toFlowStats(this.model.total.numbers);
  }
}

@ObjectType({ description: 'A category of funds with its flows.' })
export class FlowGroup {
  readonly part: FlowPart;

  @Field(() => FundCategory, { description: 'The category.' })
  readonly category: FundCategory;

  constructor({ category, part }: CategoryPart) {
    this.category = category;
    this.part = part;
  }

  @Field(() => FlowStats, { description: 'The numbers.' })
  get stats(): FlowStats {
    return toFlowStats(this.part.numbers);
  }
}

@ObjectType({ simpleResolvers: true, description: 'A fund with its flows.' })
export class FlowLine {
  @Field(() => Fund, { description: 'The fund.' })
  fund: Fund;

  @Field(() => FlowStats, { description: 'The numbers.' })
  stats: FlowStats;
}

export const FlowLineConnection = connectionOf(() => FlowLine, 'FlowLine', {
  many: 'funds with their flows',
  one: 'The fund with its flows.',
});
export type FlowLineConnection = InstanceType<typeof FlowLineConnection>;

/** The line of a fund that counts. */
export function toFlowLine(panel: Panel, member: Member): FlowLine {
  return {
    fund: fundOf(panel, member.history.fund),
    stats: toFlowStats(flowNumbers([member])),
  };
}
