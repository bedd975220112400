import {
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  type ValueNode,
  type VariableDefinitionNode,
  valueFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { COERCED } from './columns.js';

/** A literal of the document that became a variable: its name and how it is read. */
export interface Hoisted {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly node: ValueNode;
}

export interface HoistedDocument {
  /** One operation whose arguments are variables only, all of one type. */
  readonly document: DocumentNode;
  readonly hoisted: readonly Hoisted[];
}

/**
 * The document with each literal argument moved into a variable. graphql-jit writes literals into
 * the program it makes, where a crafted string could become code, and reads variables in input
 * objects unlike graphql-js; so values are read by graphql-js and only passed through. Null when
 * the type of an argument is not known.
 */
export function hoistArguments(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): HoistedDocument | null {
  const taken = new Set(operation.variableDefinitions?.map((it) => it.variable.name.value));
  const hoisted: Hoisted[] = [];
  let isComplete = true;
  const info = new TypeInfo(schema);
  const own: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: document.definitions.filter(
      (it) => it === operation || it.kind === Kind.FRAGMENT_DEFINITION,
    ),
  };
  const rewritten = visit(
    own,
    visitWithTypeInfo(info, {
      Argument(node) {
        if (node.value.kind === Kind.VARIABLE) return undefined;
        const type = info.getArgument()?.type;
        if (type === undefined) isComplete = false;
        else {
          const name = freeName(`hoisted${hoisted.length}`, taken);
          hoisted.push({ name, type, node: node.value });
          const value = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
          return { ...node, value };
        }
        return undefined;
      },
      VariableDefinition: () => false,
    }),
  );
  if (!isComplete) return null;
  const names = [...taken, ...hoisted.map(({ name }) => name)];
  const definitions = rewritten.definitions.map((it) =>
    it.kind === Kind.OPERATION_DEFINITION
      ? { ...it, variableDefinitions: names.map(passedThrough) }
      : it,
  );
  return { document: { kind: Kind.DOCUMENT, definitions }, hoisted };
}

/**
 * What a hoisted document is called with: the variables of the request with the literals beside
 * them. Null when a literal cannot be read with these variables, which graphql-js then says.
 */
export function hoistedValues(
  hoisted: readonly Hoisted[],
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> | null {
  const values = { ...variables };
  for (const { name, type, node } of hoisted) {
    const value = valueFromAST(node, type, variables);
    if (value === undefined) return null;
    values[name] = value;
  }
  return values;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(`${name}_`, taken) : name;
}

function passedThrough(name: string): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: COERCED.name } },
    directives: [] as ConstDirectiveNode[],
  };
}
