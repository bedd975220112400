import { Field, ObjectType } from 'type-graphql';
import { SecurityGroupKey } from '../securities/security-group-key.type.js';
import type { KeyedSet } from './return-model.js';
import { ReturnStats, toStats } from './return-stats.type.js';

@ObjectType({ description: 'A group of securities with its returns and breadth.' })
export class ReturnGroup {
  constructor(readonly part: KeyedSet) {}

  @Field(() => SecurityGroupKey, { description: 'What the members have in common.' })
  get key(): SecurityGroupKey {
    return this.part.key;
  }

  @Field(() => ReturnStats, { description: 'The numbers.' })
  get stats(): ReturnStats {
    return toStats(this.part.set.stats);
  }
}
