import 'reflect-metadata';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { makeResolversDirect } from './direct-resolvers.js';

/**
 * The schema of a list of resolver classes. There is no global middleware, as it would run for each
 * field, and no class validation: what arguments must satisfy is checked where they are used.
 */
// biome-ignore lint/complexity/noBannedTypes: type-graphql declares resolver classes so.
export function buildLowtideSchema(resolvers: NonEmptyArray<Function>): GraphQLSchema {
  const schema = buildSchemaSync({ resolvers, validate: false });
  makeResolversDirect(schema);
  const query = schema.getQueryType();
  if (query) query.description = 'Everything that can be asked.';
  return schema;
}

/** The schema definition as it is committed: sorted, so that differences are small. */
export function printSdl(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
