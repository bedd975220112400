import { createHash } from 'node:crypto';
import { METHODOLOGY_VERSION } from '../../methodology.js';
import type { Caller } from '../../graphql/limits.js';
import type { Panel } from '../../panel/panel.js';

/** One operation as it was asked, whichever way it came. */
export interface Asked {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the client reads, as it said it. */
  readonly accept: string;
}

const MAX_ACCEPT = 200;

/** Variables of a request are no deeper; see `checkVariables`. */
const MAX_DEPTH = 40;

/**
 * What tells one answer from another: operation, variables, what the caller may see, and the
 * versions of data and methodology. Two requests with the same key have the same bytes. Null for a
 * request that no key can be made of.
 */
export function answerKey(asked: Asked, caller: Caller, panel: Panel | null): string | null {
  if (panel === null || asked.accept.length > MAX_ACCEPT) return null;
  const variables = canonical(asked.variables, 0);
  if (variables === null) return null;
  const { query, operationName, accept } = asked;
  const versions = [panel.version.number, panel.version.hash, METHODOLOGY_VERSION];
  // No part but the last two may hold a line break.
  const parts = [...versions, caller.role, JSON.stringify([accept, operationName]), variables];
  return `${parts.join('\n')}\n${query}`;
}

/** The entity tag of the answer with a key: weak, as it is the same for all encodings. */
export function entityTag(key: string): string {
  return `W/"${createHash('sha256').update(key).digest('base64url').slice(0, 32)}"`;
}

/** JSON with the fields of objects in order of name; null when it is too deep. */
function canonical(value: unknown, depth: number): string | null {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (depth > MAX_DEPTH) return null;
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const item of value) {
      const text = canonical(item, depth + 1);
      if (text === null) return null;
      parts.push(text);
    }
    return `[${parts.join()}]`;
  }
  for (const name of Object.keys(value).sort()) {
    const own = (value as Record<string, unknown>)[name];
    if (own === undefined) continue;
    const text = canonical(own, depth + 1);
    if (text === null) return null;
    parts.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${parts.join()}}`;
}
