import type { Import } from './imports.js';

// Who may import whom, as data. A room is a folder of `src` or one file of it; a file belongs to
// the most specific room that holds it. A room may import itself, the words, and what is listed
// here: a whole room, or one file of it. `type ` allows types alone. A permission that nobody uses
// is taken out again.

/** Closed lists and small functions that every room but the kernels may import. */
export const WORDS = [
  'errors',
  'low-priority',
  'methodology',
  'or-null',
  'suggest',
  'symbol',
  'version',
  'vocabulary',
];

export const MATRIX: Readonly<Record<string, readonly string[]>> = {
  kernels: [],
  time: [],
  migrations: [],
  explorer: [],
  config: ['access/settings'],

  // The data at rest. One file knows the migrations; the rows of importers are its vocabulary.
  'store/entities': [],
  'store/chunks': ['store', 'time'],
  'store/readers': ['store', 'store/chunks', 'time'],
  store: ['store/data-source', 'store/chunks', 'store/readers', 'time', 'type importers/rows'],
  'store/data-source': ['store', 'store/entities', 'migrations'],

  // The way in: formats are pure, writers know the tables, the protocol knows both.
  'importers/formats': [
    'importers/format',
    'importers/tokenise',
    'kernels/basis-ratio',
    'kernels/fund-flow',
    'time',
    'type importers/rows',
  ],
  'importers/writers': ['store/tables', 'time', 'type importers/rows', 'type store/sql'],
  importers: [
    'importers/formats/index',
    'importers/formats/index-names',
    'importers/writers',
    'store',
    'store/chunks/write-chunks',
    'store/readers/read-neighbours',
    'time/day',
  ],

  // The data in memory. Only one file of it asks the store.
  panel: [
    'kernels',
    'time',
    'store/chunks/pack-numbers',
    'store/stored-columns',
    'store/whole-file',
    'type importers/rows',
    'type store/replicas/replicated-store',
  ],
  'panel/load': [
    'panel',
    'store/readers/kept-chunks',
    'store/readers/read-columns',
    'type store/store',
    'type store/stored-columns',
  ],
  'panel/load-worker': [
    'panel',
    'panel/load',
    'store/replicas/replicated-store',
    'store/store-url',
  ],

  // What a question means.
  securities: ['graphql', 'kernels/compare-numbers', 'panel', 'time'],
  returns: ['graphql', 'kernels', 'panel', 'time', 'securities'],
  indices: ['graphql', 'kernels', 'panel', 'time', 'securities', 'returns'],
  shorts: [
    'graphql',
    'kernels',
    'panel',
    'time',
    'securities',
    'indices/index.type',
    'shorts/filings/short-position.loader',
  ],
  'shorts/filings/short-position.loader': [
    'store/readers/read-short-filings',
    'type graphql/context',
    'type shorts/filings/known-filings',
  ],
  flows: ['graphql', 'kernels', 'time', 'type panel/panel'],

  // What is shown as it was filed, apart from positions. Loaders alone ask the store.
  filings: [
    'graphql',
    'securities',
    'time',
    'filings/fail-to-deliver.loader',
    'filings/short-volume.loader',
    'type panel/panel',
  ],
  'filings/fail-to-deliver.loader': [
    'filings',
    'store/readers/read-fails-to-deliver',
    'type graphql/context',
  ],
  'filings/short-volume.loader': [
    'filings',
    'store/readers/read-short-volume',
    'type graphql/context',
  ],

  // What the resolvers of all domains share.
  graphql: ['kernels/flow-record', 'time', 'type panel/panel', 'type store/store'],

  // Who asks. Settings are read by config before anything else is loaded.
  access: ['graphql/limits', 'type store/access-keys', 'access/settings'],
  'access/settings': ['access/roles', 'graphql/datasets', 'type graphql/limits'],

  // What logs and metrics tell of a request; it knows no request.
  observe: [],

  // The outside, and where everything is put together.
  'schema-resolvers': ['graphql', 'filings', 'flows', 'indices', 'returns', 'securities', 'shorts'],
  server: ['access', 'observe', 'graphql', 'type panel/panel', 'type store/store'],
  'server/execute': [
    'server',
    'graphql/limits',
    'schema-resolvers',
    'panel/load',
    'type panel/panel',
    'type panel/snapshot/snapshots',
    'type store/store',
  ],
  'server/panel/early-panel': [
    'panel/background',
    'type config',
    'type panel/panel',
    'type store/replicas/replicated-store',
    'type store/stored-columns',
  ],
  'server/panel/panel-source': [
    'panel/snapshot/snapshot-file',
    'type store/replicas/replicated-store',
    'type store/stored-columns',
    'server',
    'panel/background',
    'panel/derived/shortcuts',
    'panel/load',
    'panel/snapshot/snapshots',
    'type config',
    'type panel/panel',
    'type store/store',
    'type server/panel/early-panel',
  ],
  'server/observe-store': [
    'server',
    'observe',
    'store/pool-use',
    'store/readers/read-quarantine',
    'type access/open-access',
    'type panel/panel',
    'type store/store',
  ],
  'server/serve': [
    'server/observe-store',
    'observe/operation-label',
    'server',
    'access/open-access',
    'store/access-keys',
    'schema-resolvers',
    'graphql/publications',
    'server/panel/panel-source',
    'store/replicas/replicated-store',
    'store/ready',
    'server/workers/long-work',
    'observe/tracing',
    'store/traced-store',
    'type config',
    'type store/store',
    'type server/panel/early-panel',
  ],
  // Long operations in threads of their own: one file is where a thread begins.
  'server/workers': [
    'type store/replicas/replicated-store',
    'panel/derived/shortcuts',
    'time/day-axis',
    'graphql/format-error',
    'graphql/written-data',
    'graphql/limits',
    'type panel/panel',
    'server/limits/answer-size',
    'type server/compile/executor',
    'type server/request-context',
  ],
  'server/workers/thread': [
    'server/workers',
    'graphql/count-values',
    'panel/derived/shortcuts',
    'schema-resolvers',
    'server/compile/executor',
    'server/request-context',
    'store/replicas/replicated-store',
    'type panel/panel',
    'type store/store',
  ],
  main: ['config', 'server/panel/early-panel', 'server/serve'],
  demo: ['importers', 'time', 'type store/store'],
  cli: [
    'access/key-text',
    'config',
    'demo/ensure-demo',
    'graphql/build-schema',
    'graphql/declared-variables',
    'graphql/limits',
    'importers',
    'importers/formats/help',
    'observe/tracing',
    'schema-resolvers',
    'panel/load',
    'panel/snapshot/snapshots',
    'server/address',
    'server/execute',
    'server/logger',
    'server/panel/panel-source',
    'server/panel/early-panel',
    'server/serve',
    'store/access-keys',
    'store/traced-store',
    'store/backfill',
    'store/check',
    'store/readers/read-import-history',
    'store/readers/read-quarantine',
    'store/holder',
    'store/lease',
    'store/migrate',
    'store/store-url',
    'store/readers/read-versions',
    'store/readers/read-warnings',
    'store/ready',
    'store/store',
    'store/withdraw',
    'time/day',
    'type store/stored-columns',
  ],
};

/** Packages, and the rooms or files that may import them. `*` stands for part of a name. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'node:': [
    'access',
    'cli',
    'demo',
    'graphql/publications',
    'importers',
    'low-priority',
    'server',
    'store',
    'panel',
    'explorer/full-globs',
    'explorer/vite.config',
  ],
  '@apollo/server': ['server', 'graphql/cost'],
  '@as-integrations/fastify': ['server/answers'],
  '@fastify/cors': ['server/http/cross-origin'],
  '@fastify/proxy-addr': ['server/sockets'],
  '@fastify/static': ['server/http/graphiql'],
  '@fastify/under-pressure': ['server/http/pressure'],
  '@graphiql/react': ['explorer'],
  '@graphiql/toolkit': ['explorer'],
  '@graphql-yoga/subscription': ['graphql/publications', 'server/streams/start-subscription'],
  '@opentelemetry/api': ['observe/tracing'],
  '@opentelemetry/context-async-hooks': ['observe/tracing'],
  '@opentelemetry/core': ['observe/tracing'],
  '@opentelemetry/exporter-trace-otlp-http': ['observe/tracing'],
  '@opentelemetry/resources': ['observe/tracing'],
  '@opentelemetry/sdk-trace-base': ['observe/tracing'],
  '@observablehq/plot': ['explorer/panes'],
  '@tanstack/react-table': ['explorer/panes'],
  '@tanstack/react-virtual': ['explorer/panes'],
  '@vitejs/plugin-react': ['explorer/vite.config'],
  'better-sqlite3': ['store'],
  'close-with-grace': ['server/shutdown'],
  commander: ['cli'],
  'csv-parse': ['importers/record-parser'],
  'csv-stringify': ['cli'],
  dataloader: ['*.loader', 'graphql/context'],
  fastify: ['server'],
  helmet: ['server/http/security-headers'],
  ioredis: ['access/rate-limits'],
  jose: ['access/tokens'],
  'rate-limiter-flexible': ['access/rate-limits'],
  graphiql: ['explorer'],
  graphql: ['explorer', 'graphql', 'server', 'schema-resolvers'],
  'graphql-jit': ['server/compile'],
  'graphql-sse': ['explorer', 'server/streams/start-subscription', 'server/streams/streams'],
  'graphql-ws': ['server/sockets'],
  ws: ['server/sockets'],
  'lru-cache': ['panel/kept', 'securities', 'server', 'shorts'],
  mysql2: ['store'],
  pino: ['server/logger'],
  react: ['explorer'],
  'prom-client': ['observe/metrics'],
  'react-dom': ['explorer'],
  'react-error-boundary': ['explorer/panes'],
  'reflect-metadata': ['graphql', 'store/data-source'],
  'type-graphql': ['*.resolver', '*.type', 'graphql'],
  typeorm: ['migrations', 'store'],
  vite: ['explorer/full-globs', 'explorer/vite.config'],
};

/** What the matrix says of a list of imports: those it forbids, and permissions left unused. */
export interface Verdict {
  readonly forbidden: string[];
  readonly unused: string[];
}

/** Holds the imports of `src` and `migrations` against the matrix. */
export function judge(imports: readonly Import[]): Verdict {
  const used = new Set<string>();
  const forbidden = imports
    .filter((one) => !(one.isPackage ? mayUsePackage(one, used) : mayImport(one, used)))
    .map(({ from, to, isTypeOnly }) => `${from} imports ${isTypeOnly ? 'types of ' : ''}${to}`);
  const granted = [...permissions(MATRIX), ...permissions(PACKAGES)];
  return { forbidden, unused: granted.filter((permission) => !used.has(permission)) };
}

function mayImport({ from, to, isTypeOnly }: Import, used: Set<string>): boolean {
  const own = roomOf(nameOf(from));
  const target = nameOf(to);
  const room = roomOf(target);
  if (own === room || (isWord(target) && own !== 'kernels')) return true;
  const grants = (MATRIX[own] ?? []).filter((grant) => {
    const name = grant.replace(/^type /, '');
    return (name === room || name === target) && (isTypeOnly || name === grant);
  });
  for (const grant of grants) used.add(`${own}: ${grant}`);
  return grants.length > 0;
}

function mayUsePackage({ from, to }: Import, used: Set<string>): boolean {
  const file = nameOf(from);
  const grants = (PACKAGES[to] ?? []).filter((place) =>
    place.startsWith('*') ? file.endsWith(place.slice(1)) : isWithin(file, place),
  );
  for (const grant of grants) used.add(`${to}: ${grant}`);
  return grants.length > 0;
}

/** `store/readers/read-columns` for `src/store/readers/read-columns.ts`. */
function nameOf(path: string): string {
  return path.replace(/^src\//, '').replace(/\.\w+$/, '');
}

/** The most specific key of the matrix that holds a file; the file itself if there is none. */
function roomOf(name: string): string {
  const rooms = Object.keys(MATRIX).filter((room) => isWithin(name, room));
  return rooms.sort((a, b) => b.length - a.length)[0] ?? name;
}

function isWord(name: string): boolean {
  return WORDS.includes(name);
}

function isWithin(name: string, room: string): boolean {
  return name === room || name.startsWith(`${room}/`);
}

function permissions(table: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(table).flatMap(([room, grants]) =>
    grants.map((grant) => `${room}: ${grant}`),
  );
}
