import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  getNamedType,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type Dataset, datasetOf } from './datasets.js';

/** The datasets that an operation asks for, each with the first field that leads there. */
export type Uses = ReadonlyMap<Dataset, FieldNode>;

/**
 * What an operation of a validated document asks of data that can be closed: by field, alias,
 * fragment or interface alike, since the types decide. Each fragment is looked at once.
 */
export function usesOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Uses {
  const uses = new Map<Dataset, FieldNode>();
  const seen = new Set<string>();
  const pending: ASTNode[] = [operation];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const types = new TypeInfo(schema);
    visit(
      node,
      visitWithTypeInfo(types, {
        Field(field) {
          for (const type of [types.getParentType(), getNamedType(types.getType())]) {
            const dataset = type ? datasetOf(type.name) : null;
            if (dataset !== null && !uses.has(dataset)) uses.set(dataset, field);
          }
        },
        FragmentSpread({ name: { value } }) {
          if (seen.has(value)) return;
          seen.add(value);
          const fragment = document.definitions.find(
            (it) => it.kind === Kind.FRAGMENT_DEFINITION && it.name.value === value,
          );
          if (fragment !== undefined) pending.push(fragment);
        },
      }),
    );
  }
  return uses;
}

/** Refuses an operation that asks for closed data, with the code FORBIDDEN. */
export function refuseClosed(uses: Uses, closed: readonly Dataset[]): void {
  for (const dataset of closed) {
    const field = uses.get(dataset);
    if (field === undefined) continue;
    throw new GraphQLError(
      `${field.name.value}: ${dataset} is closed to callers of this role; ask with another key.`,
      { nodes: field, extensions: { code: 'FORBIDDEN', http: { status: 403 } } },
    );
  }
}
