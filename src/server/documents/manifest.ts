import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { OperatorError } from '../../errors.js';

/** Texts of the operations that are trusted, by each of their ids. */
export type Manifest = ReadonlyMap<string, string>;

/** SHA-256 of a text, in hexadecimal: the id of a document that was given no other. */
export function documentHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Reads trusted documents from folders of `.graphql` files and from the JSON that code generators
 * of clients write: `{"<id>": "<text>"}`, as the client preset of GraphQL Code Generator does, or
 * `{"operations": [{"id": ..., "body": ...}]}`, as Apollo's generator does. Each document is known
 * by its SHA-256 as well. Throws OperatorError naming the file and the document that is not valid
 * for the schema, has the id of another text, or has an id that is not its SHA-256 though it looks
 * like one.
 */
export function readManifest(paths: readonly string[], schema: GraphQLSchema): Manifest {
  const manifest = new Map<string, string>();
  for (const path of paths) {
    for (const { id, text, source } of documentsOf(path)) {
      check(schema, text, source);
      const hash = documentHash(text);
      if (/^[0-9a-f]{64}$/.test(id) && id !== hash) {
        throw new OperatorError(
          `${source}: the id is not the SHA-256 of the text, which is ${hash}`,
        );
      }
      for (const name of [id, hash]) {
        if ((manifest.get(name) ?? text) !== text) {
          throw new OperatorError(`${source}: the id ${name} is that of another document`);
        }
        manifest.set(name, text);
      }
    }
  }
  return manifest;
}

interface Found {
  readonly id: string;
  readonly text: string;
  /** File and document, for errors. */
  readonly source: string;
}

function documentsOf(path: string): Found[] {
  try {
    if (!statSync(path).isDirectory()) return generated(path, readFileSync(path, 'utf8'));
    const files = readdirSync(path).filter((file) => file.endsWith('.graphql'));
    return files.sort().map((file) => {
      const source = join(path, file);
      const text = readFileSync(source, 'utf8');
      return { id: documentHash(text), text, source };
    });
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    const { code } = error as { code?: string };
    const words = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new OperatorError(`${path}: ${words}`);
  }
}

function generated(path: string, json: string): Found[] {
  const entries = entriesOf(parsed(path, json));
  if (entries === null) {
    throw new OperatorError(
      `${path}: trusted documents are {"<id>": "<text>"} or {"operations": [{"id", "body"}]}`,
    );
  }
  return entries.map(([id, text]) => ({ id, text, source: `${path}, document ${id}` }));
}

function parsed(path: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new OperatorError(`${path}: it is not JSON`);
  }
}

function entriesOf(value: unknown): [string, string][] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { operations } = value as { operations?: unknown };
  const entries: [unknown, unknown][] = Array.isArray(operations)
    ? operations.map((it) => [it?.id, it?.body])
    : Object.entries(value);
  const isRight = entries.every((pair) => pair.every((it) => typeof it === 'string' && it !== ''));
  return isRight ? (entries as [string, string][]) : null;
}

function check(schema: GraphQLSchema, text: string, source: string): void {
  try {
    const [error] = validate(schema, parse(text));
    if (error === undefined) return;
    throw error;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const line = error.locations?.[0]?.line;
    throw new OperatorError(`${source}${line ? `, line ${line}` : ''}: ${error.message}`);
  }
}
