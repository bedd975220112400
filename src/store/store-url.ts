import { OperatorError } from '../errors.js';

/** The URL of a store without user and password, by which messages and snapshots call it. */
export function storeName(url: string): string {
  if (url.startsWith('sqlite:')) return url;
  const { protocol, host, pathname } = parseStoreUrl(url);
  return `${protocol}//${host}${pathname}`;
}

/** The file of an SQLite store; null for a store of a server. */
export function sqlitePath(url: string): string | null {
  if (!url.startsWith('sqlite:')) return null;
  return url.slice('sqlite:'.length).replace(/^\/\/(?=\/|\.)/, '');
}

/** The parts of `mysql://user:password@host:3306/name`. Throws OperatorError for any other. */
export function parseStoreUrl(url: string): URL {
  let parts: URL;
  try {
    parts = new URL(url);
  } catch {
    throw new OperatorError('the database URL is not like mysql://user:password@host:3306/name');
  }
  if (parts.hostname === '' || parts.pathname.length < 2) {
    throw new OperatorError(
      'the database URL needs a host and a name: mysql://user@host:3306/name',
    );
  }
  return parts;
}
