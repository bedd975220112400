import { type GraphQLEnumType, GraphQLError, type GraphQLSchema, isEnumType } from 'graphql';

/**
 * Lets the error for an unknown value of an enum name all values where none is near enough for
 * graphql-js to suggest it. The words are those that a server with a closed schema strips.
 */
export function tellEnumValues(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isEnumType(type) || type.name.startsWith('__')) continue;
    const { parseValue, parseLiteral } = type;
    type.parseValue = (value) => told(type, () => parseValue.call(type, value));
    type.parseLiteral = (node, variables) =>
      told(type, () => parseLiteral.call(type, node, variables));
  }
}

function told<T>(type: GraphQLEnumType, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof GraphQLError) || error.message.includes('Did you mean')) throw error;
    const values = type.getValues().map(({ name }) => name);
    const hint = `Did you mean one of ${values.slice(0, -1).join(', ')} or ${values.at(-1)}?`;
    const message = `${error.message.replace(/\.?$/, '.')} ${hint}`;
    throw new GraphQLError(message, { nodes: error.nodes ?? null });
  }
}
