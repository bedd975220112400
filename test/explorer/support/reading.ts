import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema, parse } from 'graphql';
import { type Reading, readResult } from '../../../src/explorer/result/read-result.js';
import { type Shape, shapesOf } from '../../../src/explorer/result/shape.js';
import { repoRoot } from '../../kernels/golden.js';

/** The committed schema. */
export const SCHEMA: GraphQLSchema = buildSchema(
  readFileSync(join(repoRoot(), 'schema/schema.graphql'), 'utf8'),
);

export function shapes(query: string): readonly Shape[] {
  return shapesOf(SCHEMA, parse(query));
}

export function reading(query: string, data: unknown): Reading {
  return readResult(shapes(query), data);
}
