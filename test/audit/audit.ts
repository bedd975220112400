import { auditServer } from 'graphql-http';

/** One audit of GraphQL over HTTP, as the suite of graphql-http judges it. */
export interface Verdict {
  readonly id: string;
  readonly name: string;
  readonly status: 'ok' | 'notice' | 'warn' | 'error';
  readonly reason: string | null;
}

/** Runs the whole suite against the API of a running server. */
export async function audit(url: string): Promise<Verdict[]> {
  const results = await auditServer({ url: `${url}/graphql`, fetchFn: fetch });
  return results.map((result) => ({
    id: result.id,
    name: result.name,
    status: result.status,
    reason: result.status === 'ok' ? null : result.reason,
  }));
}
