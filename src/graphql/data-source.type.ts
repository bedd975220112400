import { Field, ObjectType } from 'type-graphql';
import type { Panel, SourceRow } from '../panel/panel.js';
import type { Day } from '../time/day.js';
import { DataKind } from './enums.js';
import { DateScalar } from './scalars/date.js';
import { DateTimeScalar } from './scalars/date-time.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A file or feed from which data was imported.',
})
export class DataSource {
  @Field(() => String, { description: 'Short name, such as "FINRA_SHORT_INTEREST".' })
  code: string;

  @Field(() => String, { description: 'Name. Starts with "Simulated: " when the data is made up.' })
  name: string;

  @Field(() => DataKind, { description: 'What kind of data it gives.' })
  kind: DataKind;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day with data; null before the first import.',
  })
  firstOn: Day | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day with data; null before the first import.',
  })
  lastOn: Day | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was last imported; null before the first import.',
  })
  importedAt: number | null;
}

/** Sources of a panel that pass the filter, in order of code. */
export function dataSourcesOf(
  panel: Panel,
  keep: (source: SourceRow) => boolean = () => true,
): DataSource[] {
  const prefix = panel.version.isSimulated ? 'Simulated: ' : '';
  return panel.sources
    .filter(keep)
    .map((row) => Object.assign(new DataSource(), row, { name: prefix + row.name }))
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}
