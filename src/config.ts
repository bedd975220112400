import { type AccessSettings, closedOf, jwtOf, proxiesOf, ratesOf } from './access/settings.js';
import { OperatorError } from './errors.js';
import { suggest } from './suggest.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const TRUST_MODES = ['off', 'prefer', 'require'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Every setting; the only place that reads the environment. */
export interface Config {
  /** Where the data is: `sqlite:PATH`, `mysql://user:pass@host:port/db`, `mariadb://...`. */
  readonly databaseUrl: string;
  /** Servers that hold a copy of the store and share its reads; none by default. */
  readonly replicaUrls: readonly string[];
  /** How long a replica may lack a published version before it is taken out, in milliseconds. */
  readonly replicaMaxLagMs: number;
  readonly port: number;
  readonly host: string;
  readonly logLevel: LogLevel;
  /** How often the server looks for a new data version, in milliseconds. */
  readonly pollMs: number;
  /** How long a stopping server waits for requests in flight, in milliseconds. */
  readonly drainMs: number;
  /** How long a stopping server still takes requests while it says it is not ready, in ms. */
  readonly stopDelayMs: number;
  /** How many streams of subscriptions may be open at the same time. */
  readonly maxSubscriptions: number;
  /** Folder of panel snapshots; `auto` chooses one by the store, `off` keeps none. */
  readonly snapshotDir: string;
  /** How much memory kept answers may take, in megabytes; 0 keeps none. */
  readonly cacheMegabytes: number;
  /** Whether documents are taken by id: not at all, beside free text, or nothing else. */
  readonly trustMode: 'off' | 'prefer' | 'require';
  /** Folders and files of trusted documents, beside the operations that come with the program. */
  readonly trustedManifests: readonly string[];
  /** Origins of other sites whose pages may ask, such as `https://charts.example`. */
  readonly hosts: readonly string[];
  readonly corsOrigins: readonly string[];
  /** Requests that take longer are logged with redacted variables, in ms; 0 logs none. */
  readonly slowMs: number;
  /** Collector that traces are sent to by OTLP over HTTP; null sends none. */
  readonly otlpUrl: string | null;
  /** Who may ask what, and how much of it. */
  readonly access: AccessSettings;
  /** Whether every shortcut is off: each answer is computed anew, by the general way. */
  readonly isPlain: boolean;
}

/** Name, default and meaning of each variable, as `lowtide serve --help` lists them. */
export const VARIABLES: readonly { name: string; fallback: string; meaning: string }[] = [
  {
    name: 'LOWTIDE_DATABASE_URL',
    fallback: 'sqlite:./var/lowtide.sqlite',
    meaning: 'store: sqlite:PATH, mysql://user:password@host:3306/name or mariadb://...',
  },
  {
    name: 'LOWTIDE_REPLICA_URLS',
    fallback: '',
    meaning: 'copies of a MySQL or MariaDB store that share its reads, with commas between them',
  },
  {
    name: 'LOWTIDE_REPLICA_MAX_LAG_MS',
    fallback: '10000',
    meaning: 'longest time that a replica may lack a published version, in ms',
  },
  { name: 'LOWTIDE_PORT', fallback: '4000', meaning: 'port, 0 for any free one' },
  { name: 'LOWTIDE_HOST', fallback: '127.0.0.1', meaning: 'address to listen on' },
  { name: 'LOWTIDE_LOG_LEVEL', fallback: 'info', meaning: LOG_LEVELS.join(', ') },
  { name: 'LOWTIDE_POLL_MS', fallback: '2000', meaning: 'pause between looks for new data, in ms' },
  {
    name: 'LOWTIDE_DRAIN_MS',
    fallback: '10000',
    meaning: 'longest wait of a stopping server, in ms',
  },
  {
    name: 'LOWTIDE_STOP_DELAY_MS',
    fallback: '0',
    meaning: 'how long a stopping server takes requests after it says it is not ready, in ms',
  },
  {
    name: 'LOWTIDE_MAX_SUBSCRIPTIONS',
    fallback: '100',
    meaning: 'subscriptions that may be open at the same time',
  },
  {
    name: 'LOWTIDE_SNAPSHOT_DIR',
    fallback: 'auto',
    meaning:
      'folder for built panels; auto: beside an SQLite file, else ./var/snapshots; off: none',
  },
  {
    name: 'LOWTIDE_CACHE_MB',
    fallback: '32',
    meaning: 'memory for answers that are kept, in megabytes; 0 keeps none',
  },
  {
    name: 'LOWTIDE_TRUSTED_DOCUMENTS',
    fallback: 'prefer',
    meaning: 'documents by id: off, prefer (free text as well) or require',
  },
  {
    name: 'LOWTIDE_TRUSTED_MANIFESTS',
    fallback: '',
    meaning: 'files and folders of trusted documents, with commas between them',
  },
  {
    name: 'LOWTIDE_HOSTS',
    fallback: '',
    meaning:
      'names that the server answers to beside those of this machine, such as lowtide.example, ' +
      'with commas between them; none is any name where others than this machine ask',
  },
  {
    name: 'LOWTIDE_CORS_ORIGINS',
    fallback: '',
    meaning: 'origins of other sites whose pages may ask, with commas between them',
  },
  {
    name: 'LOWTIDE_SLOW_MS',
    fallback: '1000',
    meaning: 'requests that take longer are logged with redacted variables, in ms; 0 logs none',
  },
  {
    name: 'LOWTIDE_OTLP_URL',
    fallback: '',
    meaning:
      'collector of traces (OTLP over HTTP), such as http://127.0.0.1:4318/v1/traces; ' +
      'OTEL_EXPORTER_OTLP_ENDPOINT counts without it',
  },
  {
    name: 'LOWTIDE_ANONYMOUS',
    fallback: 'auto',
    meaning: 'whether callers without a key may read: on, off, or auto, on this machine alone',
  },
  {
    name: 'LOWTIDE_RATE_LIMITS',
    fallback: 'auto',
    meaning:
      'requests and cost a minute, such as ANONYMOUS=120:200000,ANALYST=1200:5000000; 0 is no ' +
      'limit; auto is that where others than this machine ask; off',
  },
  {
    name: 'LOWTIDE_REDIS_URL',
    fallback: '',
    meaning: 'redis://... where several servers count rates together',
  },
  {
    name: 'LOWTIDE_TRUSTED_PROXIES',
    fallback: '',
    meaning: 'addresses of proxies whose X-Forwarded-For is believed, with commas between them',
  },
  {
    name: 'LOWTIDE_CLOSED_DATA',
    fallback: '',
    meaning: 'data closed to roles, such as ANONYMOUS=FUND_FLOWS+SHORT_INTEREST,ANALYST=FUND_FLOWS',
  },
  {
    name: 'LOWTIDE_JWT_JWKS_URL',
    fallback: '',
    meaning: 'keys of an identity provider, such as https://id.example/.well-known/jwks.json',
  },
  { name: 'LOWTIDE_JWT_ISSUER', fallback: '', meaning: 'issuer that a token must name' },
  { name: 'LOWTIDE_JWT_AUDIENCE', fallback: '', meaning: 'audience that a token must name' },
  {
    name: 'LOWTIDE_JWT_ROLE_CLAIM',
    fallback: 'role',
    meaning: 'claim of a token that says analyst or service; an analyst without it',
  },
  {
    name: 'LOWTIDE_PLAIN',
    fallback: '0',
    meaning: '1 switches every shortcut off: the same answers, slower',
  },
];

const PREFIX = 'LOWTIDE_';

/**
 * Reads the environment into a frozen object. Throws OperatorError on the first wrong value; `warn`
 * takes a line for each name that is none of a setting.
 */
export function loadConfig(
  env: NodeJS.ProcessEnv = process.env,
  warn: (line: string) => void = (line) => process.stderr.write(`lowtide: ${line}\n`),
): Config {
  const known = VARIABLES.map((variable) => variable.name);
  for (const name of Object.keys(env)) {
    if (!/^LOWTIDE_(?!TEST_|CHAOS_)/.test(name) || known.includes(name)) continue;
    // Kubernetes puts the address of a service that is called lowtide into such names.
    const [near] = suggest(
      name.slice(PREFIX.length),
      known.map((it) => it.slice(PREFIX.length)),
    );
    const hint = near === undefined ? '' : `; did you mean ${PREFIX}${near}?`;
    warn(`${name} is not a setting and does nothing${hint}`);
  }
  return Object.freeze({
    databaseUrl: databaseUrl(text(env, 'LOWTIDE_DATABASE_URL')),
    replicaUrls: replicaUrls(text(env, 'LOWTIDE_REPLICA_URLS'), text(env, 'LOWTIDE_DATABASE_URL')),
    replicaMaxLagMs: wholeNumber(env, 'LOWTIDE_REPLICA_MAX_LAG_MS', 0, 86_400_000),
    port: wholeNumber(env, 'LOWTIDE_PORT', 0, 65_535),
    host: text(env, 'LOWTIDE_HOST'),
    logLevel: oneOf(env, 'LOWTIDE_LOG_LEVEL', LOG_LEVELS),
    pollMs: wholeNumber(env, 'LOWTIDE_POLL_MS', 50, 3_600_000),
    drainMs: wholeNumber(env, 'LOWTIDE_DRAIN_MS', 0, 600_000),
    otlpUrl: otlpUrl(env),
    stopDelayMs: wholeNumber(env, 'LOWTIDE_STOP_DELAY_MS', 0, 60_000),
    maxSubscriptions: wholeNumber(env, 'LOWTIDE_MAX_SUBSCRIPTIONS', 1, 10_000),
    snapshotDir: text(env, 'LOWTIDE_SNAPSHOT_DIR'),
    cacheMegabytes: wholeNumber(env, 'LOWTIDE_CACHE_MB', 0, 65_536),
    trustMode: oneOf(env, 'LOWTIDE_TRUSTED_DOCUMENTS', TRUST_MODES),
    trustedManifests: Object.freeze(list(env, 'LOWTIDE_TRUSTED_MANIFESTS')),
    hosts: Object.freeze(hosts(env, 'LOWTIDE_HOSTS')),
    corsOrigins: Object.freeze(origins(env, 'LOWTIDE_CORS_ORIGINS')),
    slowMs: wholeNumber(env, 'LOWTIDE_SLOW_MS', 0, 600_000),
    access: access(env),
    isPlain: wholeNumber(env, 'LOWTIDE_PLAIN', 0, 1) === 1,
  });
}

function access(env: NodeJS.ProcessEnv): AccessSettings {
  const anonymous = text(env, 'LOWTIDE_ANONYMOUS');
  if (anonymous !== 'auto' && anonymous !== 'on' && anonymous !== 'off') {
    throw new OperatorError(`LOWTIDE_ANONYMOUS must be auto, on or off, not '${anonymous}'`);
  }
  const redisUrl = text(env, 'LOWTIDE_REDIS_URL');
  if (redisUrl !== '' && !(URL.canParse(redisUrl) && /^rediss?:/.test(redisUrl))) {
    throw new OperatorError('LOWTIDE_REDIS_URL must be a URL such as redis://127.0.0.1:6379');
  }
  return Object.freeze({
    anonymous,
    rates: ratesOf(text(env, 'LOWTIDE_RATE_LIMITS'), 'LOWTIDE_RATE_LIMITS'),
    redisUrl: redisUrl === '' ? null : redisUrl,
    trustedProxies: proxiesOf(text(env, 'LOWTIDE_TRUSTED_PROXIES'), 'LOWTIDE_TRUSTED_PROXIES'),
    closed: closedOf(text(env, 'LOWTIDE_CLOSED_DATA'), 'LOWTIDE_CLOSED_DATA'),
    jwt: jwtOf({
      jwksUrl: text(env, 'LOWTIDE_JWT_JWKS_URL'),
      issuer: text(env, 'LOWTIDE_JWT_ISSUER'),
      audience: text(env, 'LOWTIDE_JWT_AUDIENCE'),
      roleClaim: text(env, 'LOWTIDE_JWT_ROLE_CLAIM'),
    }),
  });
}

function text(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name]?.trim();
  if (value !== undefined && value !== '') return value;
  return VARIABLES.find((variable) => variable.name === name)?.fallback ?? '';
}

function list(env: NodeJS.ProcessEnv, name: string): string[] {
  const values = text(env, name).split(',');
  return values.flatMap((value) => (value.trim() === '' ? [] : [value.trim()]));
}

function hosts(env: NodeJS.ProcessEnv, name: string): string[] {
  return list(env, name).map((value) => {
    if (/^[a-z0-9._-]+$|^\[[0-9a-f:.]+\]$/i.test(value)) return value.toLowerCase();
    throw new OperatorError(`${name} lists names such as lowtide.example, not '${value}'`);
  });
}

function origins(env: NodeJS.ProcessEnv, name: string): string[] {
  const values = list(env, name);
  for (const value of values) {
    const isWeb = URL.canParse(value) && /^https?:/.test(value);
    if (isWeb && new URL(value).origin === value) continue;
    throw new OperatorError(`${name} lists origins such as https://charts.example, not '${value}'`);
  }
  return values;
}

function oneOf<T extends string>(env: NodeJS.ProcessEnv, name: string, values: readonly T[]): T {
  const value = text(env, name);
  const found = values.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new OperatorError(`${name} must be one of ${values.join(', ')}, not '${value}'`);
}

function wholeNumber(env: NodeJS.ProcessEnv, name: string, min: number, max: number): number {
  const value = text(env, name);
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw new OperatorError(`${name} must be a whole number from ${min} to ${max}, not '${value}'`);
  }
  return number;
}

/** The setting of our own, or the base address that every program with OpenTelemetry reads. */
function otlpUrl(env: NodeJS.ProcessEnv): string | null {
  const base = env.OTEL_EXPORTER_OTLP_ENDPOINT?.trim().replace(/\/$/, '') ?? '';
  const url = text(env, 'LOWTIDE_OTLP_URL') || (base === '' ? '' : `${base}/v1/traces`);
  if (url === '') return null;
  if (URL.canParse(url) && /^https?:/.test(url)) return url;
  throw new OperatorError('LOWTIDE_OTLP_URL must be a URL such as http://127.0.0.1:4318/v1/traces');
}

function databaseUrl(value: string): string {
  if (/^(sqlite:.+|mysql:\/\/.+|mariadb:\/\/.+)$/.test(value)) return value;
  // The value may hold a password, so that only its first word is repeated.
  const scheme = value.split(':')[0];
  throw new OperatorError(
    `LOWTIDE_DATABASE_URL must start with sqlite:, mysql:// or mariadb://, not '${scheme}'`,
  );
}

function replicaUrls(value: string, primary: string): readonly string[] {
  const urls = value.split(',').flatMap((url) => (url.trim() === '' ? [] : [url.trim()]));
  if (urls.length > 0 && primary.startsWith('sqlite:')) {
    throw new OperatorError('LOWTIDE_REPLICA_URLS needs a MySQL or MariaDB store, not SQLite');
  }
  for (const url of urls) {
    if (URL.canParse(url) && /^(mysql|mariadb):\/\/[^/]+\/.+$/.test(url)) continue;
    // The value may hold a password, so that only its first word is repeated.
    throw new OperatorError(
      `LOWTIDE_REPLICA_URLS must be URLs like mysql://user:password@host:3306/name with commas ` +
        `between them, not '${url.split(':')[0]}...'`,
    );
  }
  return urls;
}
