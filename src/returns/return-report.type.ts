import { Field, ObjectType } from 'type-graphql';
import { Check, Coverage } from '../graphql/coverage.type.js';
import { Report } from '../graphql/report.type.js';
import { toWindow, Window } from '../graphql/window.type.js';
import { Concentration } from './concentration.type.js';
import { returnChecks } from './return-checks.js';
import { returnCoverage } from './return-coverage.js';
import type { ReturnModel } from './return-model.js';
import { ReturnOptionsUsed } from './return-options.type.js';
import { ReturnStats, toStats } from './return-stats.type.js';

@ObjectType({
  implements: Report,
  description: 'Returns and breadth of a set of securities over one window.',
})
export class ReturnReport implements Report {
  constructor(readonly model: ReturnModel) {}

  @Field(() => Window, { description: 'The window that was used.' })
  get window(): Window {
    return toWindow(this.model.request.window);
  }

  @Field(() => ReturnOptionsUsed, { description: 'The options that were used.' })
  get options(): ReturnOptionsUsed {
    const { basis, universeAt, weightCap } = this.model.request;
    return { basis, universeAt, weightCap };
  }

  @Field(() => Coverage, {
    description: 'How much of the set has data, and what to know about it.',
  })
  get coverage(): Coverage {
    return returnCoverage(this.model);
  }

  @Field(() => [Check], {
    description: 'Identities that the numbers of this report must satisfy, with what is left over.',
  })
  get checks(): Check[] {
    return returnChecks(this.model);
  }

  @Field(() => ReturnStats, { description: 'The whole set.' })
  get total(): ReturnStats {
    return toStats(this.model.total.stats);
  }

  @Field(() => Concentration, {
    description: 'How much of the set and of its return rests on a few members.',
  })
  get concentration(): Concentration {
    return new Concentration(this.model);
  }
}
