import 'reflect-metadata';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { makeResolversDirect } from './direct-resolvers.js';
import { tellEnumValues } from './enum-values.js';
import { createPublications, type Publications } from './publications.js';

/**
 * The schema of a list of resolver classes. There is no global middleware, as it would run for each
 * field, and no class validation: what arguments must satisfy is checked where they are used.
 * Subscriptions listen to `publications`.
 */
export function buildLowtideSchema(
  // biome-ignore lint/complexity/noBannedTypes: type-graphql declares resolver classes so.
  resolvers: NonEmptyArray<Function>,
  publications: Publications = createPublications(),
): GraphQLSchema {
  const schema = buildSchemaSync({ resolvers, validate: false, pubSub: publications });
  makeResolversDirect(schema);
  tellEnumValues(schema);
  describe(schema.getQueryType(), 'Everything that can be asked.');
  describe(schema.getSubscriptionType(), 'Everything that is announced.');
  return schema;
}

function describe(type: { description?: string | null } | null | undefined, text: string): void {
  if (type) type.description = text;
}

/** The schema definition as it is committed: sorted, so that differences are small. */
export function printSdl(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
