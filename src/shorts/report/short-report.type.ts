import { Takes } from '../../graphql/passes.js';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection.js';
import { Check, Coverage } from '../../graphql/coverage.type.js';
import { dataSourcesOf } from '../../graphql/data-source.type.js';
import { Report } from '../../graphql/report.type.js';
import { toWindow, Window } from '../../graphql/window.type.js';
import { SecurityGroupKey } from '../../securities/security-group-key.type.js';
import { Security } from '../../securities/security.type.js';
import type { ShortInquiry } from '../short-inquiry.js';
import { ShortOptionsUsed } from './short-options.type.js';
import type { Lines } from '../lines/lines.js';
import type { LineGroup } from '../short-set.js';
import { sensitivityOf } from '../sums/short-sensitivity.js';
import {
  ShortSensitivity,
  TierMigration,
  toMigration,
  toSensitivity,
} from './short-sensitivity.type.js';
import { ShortStats } from './short-stats.type.js';
import { migrationOf } from '../sums/tier-migration.js';

@ObjectType({
  implements: Report,
  description: 'Profit and loss of short sellers in a set of securities over one window.',
})
export class ShortReport implements Report {
  constructor(readonly inquiry: ShortInquiry) {}

  @Field(() => Window, { description: 'The window that was used.' })
  get window(): Window {
    return toWindow(this.inquiry.question.window);
  }

  @Field(() => ShortOptionsUsed, { description: 'The options that were used.' })
  get options(): ShortOptionsUsed {
    return this.inquiry.question.options;
  }

  @Field(() => Coverage, {
    description: 'How much of the set has data, and what to know about it.',
  })
  get coverage(): Coverage {
    const { set, warnings, question } = this.inquiry;
    const kinds = ['PRICES', 'SHORT_INTEREST', 'CORPORATE_ACTIONS'];
    return {
      requested: set.requested,
      used: set.requested - set.unpriced.length - set.mismatched.length,
      sources: dataSourcesOf(question.panel, (it) => kinds.includes(it.kind)),
      warnings,
    };
  }

  @Takes({ passes: 2, dailyPasses: 16 })
  @Field(() => [Check], {
    description: 'Identities that the numbers of this report must satisfy, with what is left over.',
  })
  get checks(): Check[] {
    return this.inquiry.checks;
  }

  @Field(() => ShortStats, { description: 'The whole set.' })
  get total(): ShortStats {
    return new ShortStats(this.inquiry, this.inquiry.set.lines);
  }

  @Takes({ passes: 16 })
  @Field(() => [ShortSensitivity], {
    nullable: true,
    description:
      'What the profit and loss of the set would be by other conventions: the first row is this ' +
      'report, and each other row changes one of its conventions. Rows that `knownOn` rules out ' +
      'are left out.',
  })
  get sensitivity(): ShortSensitivity[] {
    const { inquiry } = this;
    const rows = inquiry.once(inquiry.set.lines, 'sensitivity', () => sensitivityOf(inquiry));
    return rows.map(toSensitivity);
  }

  // Each of the seven size classes beside each.
  @Extensions({ complexity: 49 })
  @Takes({ passes: 1, dailyPasses: 2 })
  @Field(() => [TierMigration], {
    nullable: true,
    description:
      'Who changed size: the set divided by size class on the base day and on the end day, one ' +
      'row for each pair that occurs. Off the diagonal lies what depends on `universeAt`. Leave ' +
      '`capTiers` out of `where` to see all pairs.',
  })
  get migration(): TierMigration[] {
    const { inquiry } = this;
    const rows = inquiry.once(inquiry.set.lines, 'migration', () => migrationOf(inquiry));
    return rows.map(toMigration);
  }
}

@ObjectType({ description: 'A group of securities with its short selling.' })
export class ShortGroup {
  constructor(
    readonly inquiry: ShortInquiry,
    readonly group: LineGroup,
  ) {}

  @Field(() => SecurityGroupKey, { description: 'What the members have in common.' })
  get key(): SecurityGroupKey {
    return this.group.key;
  }

  @Field(() => ShortStats, { description: 'The numbers.' })
  get stats(): ShortStats {
    return new ShortStats(this.inquiry, this.group.lines);
  }
}

@ObjectType('ShortLine', {
  simpleResolvers: true,
  description: 'A security with its short selling.',
})
export class ShortLineType {
  inquiry: ShortInquiry;
  lines: Lines;

  @Field(() => Security, { description: 'The security.' })
  security: Security;

  @Field(() => ShortStats, { description: 'The numbers.' })
  stats: ShortStats;
}

export const ShortLineConnection = connectionOf(() => ShortLineType, 'ShortLine', {
  many: 'securities with their short selling',
  one: 'The security with its short selling.',
});
export type ShortLineConnection = InstanceType<typeof ShortLineConnection>;
