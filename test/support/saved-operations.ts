import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, getOperationAST, parse } from 'graphql';
import { repoRoot } from '../kernels/golden.js';

/** An operation of `schema/operations` that can be asked once. */
export interface SavedOperation {
  readonly name: string;
  readonly text: string;
  readonly document: DocumentNode;
}

/** All saved operations but subscriptions, in order of name. */
export function savedOperations(): SavedOperation[] {
  const folder = join(repoRoot(), 'schema/operations');
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  return files.sort().flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const document = parse(text);
    if (getOperationAST(document)?.operation !== 'query') return [];
    return [{ name: file.replace('.graphql', ''), text, document }];
  });
}
