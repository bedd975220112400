import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { Context } from './context.js';

type Handler = Pick<
  ReturnType<typeof getMetadataStorage>['queries'][number],
  'methodName' | 'schemaName' | 'target'
>;
type Param = ReturnType<typeof getMetadataStorage>['params'][number];
type Method = (...values: unknown[]) => unknown;

/**
 * Replaces the resolvers of fields that have a method in a resolver class by plain calls of it.
 * type-graphql awaits each argument, in case it is to be validated, so that every field with an
 * argument would be a promise; over columns in memory that costs several times the field itself.
 * Nothing is validated here, input objects arrive as plain objects, and there is no middleware. A
 * getter of a type is read as any other property: resolvers return instances. The same field with
 * the same arguments is computed once in a request that repeats itself.
 */
export function makeResolversDirect(schema: GraphQLSchema): void {
  const { queries, fieldResolvers, resolverClasses, objectTypes } = getMetadataStorage();
  for (const handler of queries) replace(schema, 'Query', handler);
  for (const handler of fieldResolvers) {
    if (handler.kind === 'internal') {
      const type = objectTypes.find(({ target }) => target === handler.target);
      if (type !== undefined) readGetter(schema, type.name, handler);
      continue;
    }
    const resolverClass = resolverClasses.find(({ target }) => target === handler.target);
    const objectClass = resolverClass?.getObjectType();
    const type = objectTypes.find(({ target }) => target === objectClass);
    if (type !== undefined) replace(schema, type.name, handler);
  }
}

function replace(schema: GraphQLSchema, typeName: string, handler: Handler): void {
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[handler.schemaName] : undefined;
  const params = getMetadataStorage()
    .params.filter((it) => it.target === handler.target && it.methodName === handler.methodName)
    .sort((a, b) => a.index - b.index);
  if (field !== undefined && params.every(isPlain)) field.resolve = callOf(handler, params);
}

/** Leaves a getter to the default resolver, which compiled documents read without a call. */
function readGetter(schema: GraphQLSchema, typeName: string, handler: Handler): void {
  const { target, methodName, schemaName } = handler;
  const property = Object.getOwnPropertyDescriptor(target.prototype, methodName);
  if (property?.get === undefined || methodName !== schemaName) return;
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[schemaName] : undefined;
  if (field !== undefined) delete field.resolve;
}

function isPlain(param: Param): boolean {
  if (param.kind === 'arg') return true;
  return (param.kind === 'root' || param.kind === 'context') && param.propertyName === undefined;
}

function callOf(
  handler: Handler,
  params: readonly Param[],
): GraphQLFieldResolver<unknown, unknown> {
  const ResolverClass = handler.target as new () => Record<string, Method>;
  const instance = new ResolverClass();
  const method = (instance[handler.methodName] as Method).bind(instance);
  const name = `${ResolverClass.name}.${handler.methodName}`;
  const call = (root: unknown, args: Record<string, unknown>, context: unknown) =>
    method(
      ...params.map((param) => {
        if (param.kind === 'arg') return args[param.name];
        return param.kind === 'root' ? root : context;
      }),
    );
  if (!params.some(({ kind }) => kind === 'arg')) return call;
  return (root, args, context) =>
    (context as Context).shared.once(root, name, args, () => call(root, args, context));
}
