import { StatementStopped } from './limits.js';
import { isTransient } from './mysql-failures.js';
import { GaveUp } from './sql.js';

/**
 * What an operator can do about a failure of the store, in one line without the password; null for
 * a failure that is ours.
 */
export function describeFailure(error: unknown, name: string): string | null {
  if (error instanceof GaveUp) {
    return knownFailure(error.cause, name) ?? noWriter(name, error.cause, error.afterMs);
  }
  const line = knownFailure(error, name);
  if (line !== null || error instanceof StatementStopped || !isTransient(error)) return line;
  return noWriter(name, error);
}

function knownFailure(error: unknown, name: string): string | null {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
      return `the store ${name} cannot be reached (${code}); is the database running?`;
    case 'ECONNRESET':
    case 'PROTOCOL_CONNECTION_LOST':
      return `the connection to ${name} was lost; nothing was published, run the command again`;
    case 'ER_ACCESS_DENIED_ERROR':
    case 'ER_DBACCESS_DENIED_ERROR':
      return `the store ${name} refuses this user or password`;
    case 'ER_BAD_DB_ERROR':
      return `the database of ${name} does not exist; create it first`;
    case 'ER_NO_SUCH_TABLE':
      return `the store ${name} has no tables yet; run './lowtide migrate up'`;
    case 'ER_OPTION_PREVENTS_STATEMENT':
    case 'ER_READ_ONLY_MODE':
    case 'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION':
      return `the server of ${name} is read-only; name the one that takes writes`;
    case 'ER_TABLEACCESS_DENIED_ERROR':
    case 'ER_SPECIFIC_ACCESS_DENIED_ERROR':
      return `the user of ${name} may not do this: ${message}`;
    case 'SQLITE_CANTOPEN':
      return `the store ${name} cannot be opened; is its folder writable?`;
    case 'SQLITE_READONLY':
      return `the store ${name} is read-only`;
    case 'SQLITE_FULL':
    case 'ENOSPC':
    case 'ER_DISK_FULL':
    case 'ER_RECORD_FILE_FULL':
      return `no space is left for ${name}; nothing was published`;
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return `${name} is not an intact SQLite database`;
    case 'SQLITE_BUSY':
      return `the store ${name} is locked by another program`;
    default:
      if (code.startsWith('SQLITE_IOERR')) {
        return `the disk under ${name} fails (${code}); nothing was published`;
      }
      if (code === 'ERR_DLOPEN_FAILED' || message.startsWith('Could not locate the bindings')) {
        return notBuilt(message);
      }
      if (/no such table/.test(message)) {
        return `the store ${name} has no tables yet; run './lowtide migrate up'`;
      }
      return null;
  }
}

/** The compiled part of better-sqlite3 is missing, or of another Node. */
function notBuilt(message: string): string {
  const [, built] = /NODE_MODULE_VERSION (\d+)/.exec(message) ?? [];
  const { version, versions } = process;
  const abi = built === undefined ? '' : ` (built for ABI ${built}, not ${versions.modules})`;
  return (
    `SQLite is not built for this Node (${version}): either Node was switched after \`npm ci\`` +
    `${abi}, or npm ran no install script (npm 12 runs those alone that allowScripts of ` +
    'package.json names). Run `npm rebuild better-sqlite3` with this Node, and start again'
  );
}

/** A server that is there and takes no write, as a cluster without its majority. */
function noWriter(name: string, cause: unknown, afterMs = 0): string {
  const { message } = cause as Error;
  const within = afterMs === 0 ? '' : ` within ${afterMs / 1000} s`;
  return (
    `the store ${name} took no write${within} (${message}); does its cluster have a majority? ` +
    'Run the command again: it changes nothing that is done already'
  );
}
