import { Kind, type OperationDefinitionNode, parse, type SelectionSetNode } from 'graphql';

/** A question of `schema/operations`. */
export interface Example {
  /** Name of its file, which links use. */
  readonly slug: string;
  readonly name: string;
  readonly text: string;
  readonly question: string;
  /** The sentence of a market report that it checks; empty when there is none. */
  readonly claim: string;
  readonly notes: string;
  readonly group: Group;
}

export const GROUPS = ['The article', 'Indices', 'Breadth', 'Shorts', 'Flows', 'Data'] as const;
export type Group = (typeof GROUPS)[number];

/** Reads a saved operation: its first comment is the question, the rest claim and notes. */
export function parseOperation(slug: string, text: string): Example {
  const definition = parse(text).definitions.find((it) => it.kind === Kind.OPERATION_DEFINITION);
  if (definition === undefined) throw new Error(`${slug}.graphql holds no operation`);
  const [question = slug, ...rest] = paragraphsOf(text);
  const told = rest.find((it) => /^The claims?:/.test(it)) ?? '';
  const claim = told.match(/^.*?[.](?= |$)/)?.[0] ?? told;
  return {
    slug,
    name: definition.name?.value ?? slug,
    text,
    question,
    claim: claim.replace(/^The claims?:\s*/, ''),
    notes: rest
      .map((it) => it.replace(claim, '').trim())
      .join(' ')
      .trim(),
    group: claim === '' ? groupOf(definition) : 'The article',
  };
}

/** Paragraphs of the comment that a text begins with. */
function paragraphsOf(text: string): string[] {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const words = lines.slice(0, end < 0 ? undefined : end).map((line) => line.slice(1).trim());
  return words
    .join('\n')
    .split('\n\n')
    .map((it) => it.replaceAll('\n', ' ').trim())
    .filter((it) => it !== '');
}

/** Reports say what a question is about; an index is asked for them too. */
const BY_FIELD: Readonly<Record<string, Group>> = {
  shorts: 'Shorts',
  flows: 'Flows',
  funds: 'Flows',
  returns: 'Breadth',
  indexComparison: 'Indices',
  indices: 'Indices',
};

function groupOf({ selectionSet }: OperationDefinitionNode): Group {
  for (const name of fieldsOf(selectionSet)) {
    const group = BY_FIELD[name];
    if (group !== undefined) return group;
    if (name === 'index') return groupOfIndex(selectionSet);
  }
  return 'Data';
}

function groupOfIndex({ selections }: SelectionSetNode): Group {
  const index = selections.find((it) => it.kind === Kind.FIELD && it.name.value === 'index');
  const below =
    index?.kind === Kind.FIELD && index.selectionSet ? fieldsOf(index.selectionSet) : [];
  return below.map((name) => BY_FIELD[name]).find((it) => it !== undefined) ?? 'Indices';
}

function fieldsOf({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((it) => (it.kind === Kind.FIELD ? [it.name.value] : []));
}

/** Examples with all words of a search in question, claim, notes or name. */
export function matching(examples: readonly Example[], search: string): Example[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return examples.filter(({ slug, question, claim, notes, group }) => {
    const text = `${slug} ${question} ${claim} ${notes} ${group}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
