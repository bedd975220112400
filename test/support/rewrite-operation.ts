import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

// Operations written in another way that must have the same answer.

/** How many fields are renamed at a time, beside those that have an alias: the limit is 60. */
const ALIASES = 20;

/**
 * Gives every field another name in the answer, its own with `suffix` behind it: in as many
 * operations as the limit of aliases asks for, each field in one of them.
 */
export function withAliases(document: DocumentNode, suffix: string): string[] {
  let fields = 0;
  visit(document, { Field: () => void fields++ });
  const parts = Math.ceil(fields / ALIASES);
  return Array.from({ length: parts }, (_, part) => {
    let place = 0;
    return print(
      visit(document, {
        Field: (node) => {
          if (place++ % parts !== part) return undefined;
          const value = `${responseKey(node)}${suffix}`;
          return { ...node, alias: { kind: Kind.NAME, value } };
        },
      }),
    );
  });
}

/** Moves the selections of every field into a fragment of its own. */
export function withFragments(schema: GraphQLSchema, document: DocumentNode): string {
  const info = new TypeInfo(schema);
  const fragments: FragmentDefinitionNode[] = [];
  const rewritten: DocumentNode = visit(
    document,
    visitWithTypeInfo(info, {
      SelectionSet: {
        leave(node, _key, parent) {
          const isOfField = (parent as ASTNode | undefined)?.kind === Kind.FIELD;
          const type = info.getParentType();
          if (!isOfField || !type) return undefined;
          const name = { kind: Kind.NAME, value: `Part${fragments.length}` } as const;
          fragments.push({
            kind: Kind.FRAGMENT_DEFINITION,
            name,
            typeCondition: {
              kind: Kind.NAMED_TYPE,
              name: { kind: Kind.NAME, value: type.name },
            },
            selectionSet: node,
          });
          return { ...node, selections: [{ kind: Kind.FRAGMENT_SPREAD, name }] };
        },
      },
    }),
  );
  return print({ ...rewritten, definitions: [...rewritten.definitions, ...fragments] });
}

/** Turns the order of every list of fields around. */
export function inReverse(document: DocumentNode): string {
  return print(
    visit(document, {
      SelectionSet: { leave: (node) => ({ ...node, selections: node.selections.toReversed() }) },
    }),
  );
}

/** Adds fields, such as `checks { name }`, to every selection on a type of an interface. */
export function withMore(
  schema: GraphQLSchema,
  document: DocumentNode,
  interfaceName: string,
  fields: string,
): string {
  const info = new TypeInfo(schema);
  const more = selectionsOf(fields);
  return print(
    visit(
      document,
      visitWithTypeInfo(info, {
        SelectionSet: {
          leave(node, _key, parent) {
            const type = info.getParentType();
            const isOfField = (parent as ASTNode | undefined)?.kind === Kind.FIELD;
            const fits =
              isObjectType(type) && type.getInterfaces().some(({ name }) => name === interfaceName);
            return isOfField && fits
              ? { ...node, selections: [...node.selections, ...more] }
              : undefined;
          },
        },
      }),
    ),
  );
}

/** One field that can be left out: its siblings remain. */
export interface Removal {
  readonly removed: string;
  readonly query: string;
}

/** The operation without one of its fields, for up to `count` fields spread over all of it. */
export function removals(document: DocumentNode, count: number): Removal[] {
  const nodes: FieldNode[] = [];
  visit(document, {
    SelectionSet(node: SelectionSetNode) {
      if (node.selections.length < 2) return;
      for (const own of node.selections) if (own.kind === Kind.FIELD) nodes.push(own);
    },
  });
  const step = Math.max(1, nodes.length / count);
  const picked = Array.from(
    { length: Math.min(count, nodes.length) },
    (_, k) => nodes[Math.floor(k * step)] as FieldNode,
  );
  return picked.map((field) => ({
    removed: responseKey(field),
    query: print(
      withoutUnused(visit(document, { Field: (node) => (node === field ? null : undefined) })),
    ),
  }));
}

/** Without the fragments and variables that nothing refers to, which would be errors. */
function withoutUnused(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  const collect = (node: ASTNode): void => {
    visit(node, {
      FragmentSpread({ name }) {
        if (used.has(name.value)) return;
        used.add(name.value);
        const found = document.definitions.find(
          (it) => it.kind === Kind.FRAGMENT_DEFINITION && it.name.value === name.value,
        );
        if (found) collect(found);
      },
      VariableDefinition: () => false,
      Variable: ({ name }) => void used.add(`$${name.value}`),
    });
  };
  for (const it of document.definitions) if (it.kind === Kind.OPERATION_DEFINITION) collect(it);
  return visit(document, {
    FragmentDefinition: ({ name }) => (used.has(name.value) ? undefined : null),
    VariableDefinition: ({ variable }) => (used.has(`$${variable.name.value}`) ? undefined : null),
  });
}

function responseKey(node: FieldNode): string {
  return node.alias?.value ?? node.name.value;
}

function selectionsOf(fields: string): readonly SelectionNode[] {
  const [definition] = parse(`{ ${fields} }`).definitions;
  return (definition as { selectionSet: SelectionSetNode }).selectionSet.selections;
}
