import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** Introspection has its own limit inside graphql-js, and its usual query is a very deep one. */
const INTROSPECTION = new Set(['__schema', '__type']);

/**
 * Refuses operations with more than `limit` fields on a way from the root to a leaf. The height of
 * a fragment does not depend on where it is spread, so it is computed once: time is linear in the
 * document however often a fragment is used, and a fragment that first appears high up still counts
 * in full where it appears deep down.
 */
export function depthLimit(limit: number): ValidationRule {
  return (context: ValidationContext): ASTVisitor => {
    const heights = new Map<string, number>();
    return {
      OperationDefinition(node: OperationDefinitionNode) {
        const depth = heightOfSet(node.selectionSet, context, heights);
        if (depth > limit) {
          const name = node.name === undefined ? 'The operation' : `Operation "${node.name.value}"`;
          const message = `${name} is ${depth} fields deep; the limit is ${limit}.`;
          context.reportError(new GraphQLError(message, { nodes: node }));
        }
      },
    };
  };
}

type Heights = Map<string, number>;

function heightOfSet(
  set: SelectionSetNode | undefined,
  context: ValidationContext,
  heights: Heights,
): number {
  let height = 0;
  for (const selection of set?.selections ?? []) {
    height = Math.max(height, heightOf(selection, context, heights));
  }
  return height;
}

function heightOf(node: SelectionNode, context: ValidationContext, heights: Heights): number {
  if (node.kind === Kind.FIELD) {
    if (INTROSPECTION.has(node.name.value)) return 1;
    return 1 + heightOfSet(node.selectionSet, context, heights);
  }
  if (node.kind === Kind.INLINE_FRAGMENT) return heightOfSet(node.selectionSet, context, heights);
  const fragment = context.getFragment(node.name.value);
  return fragment ? heightOfFragment(fragment, context, heights) : 0;
}

function heightOfFragment(
  fragment: FragmentDefinitionNode,
  context: ValidationContext,
  heights: Heights,
): number {
  const name = fragment.name.value;
  const known = heights.get(name);
  if (known !== undefined) return known;
  // A fragment that spreads itself is refused by another rule; here it must only not loop.
  heights.set(name, 0);
  const height = heightOfSet(fragment.selectionSet, context, heights);
  heights.set(name, height);
  return height;
}
