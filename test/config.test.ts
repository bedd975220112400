import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../src/config.js';
import { OperatorError } from '../src/errors.js';

test('without any variable the defaults hold, and nothing can change them', () => {
  const config = loadConfig({});
  assert.deepEqual(config, {
    databaseUrl: 'sqlite:./var/lowtide.sqlite',
    replicaUrls: [],
    replicaMaxLagMs: 10_000,
    port: 4000,
    host: '127.0.0.1',
    logLevel: 'info',
    pollMs: 2000,
    drainMs: 10_000,
    stopDelayMs: 0,
    otlpUrl: null,
    maxSubscriptions: 100,
    snapshotDir: 'auto',
    cacheMegabytes: 32,
    trustMode: 'prefer',
    trustedManifests: [],
    hosts: [],
    corsOrigins: [],
    slowMs: 1000,
    access: {
      anonymous: 'auto',
      rates: null,
      redisUrl: null,
      trustedProxies: [],
      closed: { ANONYMOUS: [], ANALYST: [], SERVICE: [] },
      jwt: null,
    },
    isPlain: false,
  });
  assert.ok(Object.isFrozen(config));
});

test('plain is 1 or 0', () => {
  assert.equal(loadConfig({ LOWTIDE_PLAIN: '1' }).isPlain, true);
  assert.throws(() => loadConfig({ LOWTIDE_PLAIN: 'yes' }), OperatorError);
});

test('variables are read', () => {
  const config = loadConfig({ LOWTIDE_PORT: '0', LOWTIDE_DATABASE_URL: 'mysql://u:p@h:1/d' });
  assert.deepEqual([config.port, config.databaseUrl], [0, 'mysql://u:p@h:1/d']);
});

const wrong: [Record<string, string>, RegExp][] = [
  [{ LOWTIDE_PORT: '99999' }, /^LOWTIDE_PORT must be a whole number from 0 to 65535, not '99999'$/],
  [{ LOWTIDE_PORT: '4000x' }, /^LOWTIDE_PORT must be a whole number/],
  [
    { LOWTIDE_MAX_SUBSCRIPTIONS: '0' },
    /^LOWTIDE_MAX_SUBSCRIPTIONS must be a whole number from 1 to 10000, not '0'$/,
  ],
  [{ LOWTIDE_LOG_LEVEL: 'loud' }, /^LOWTIDE_LOG_LEVEL must be one of fatal, .*, not 'loud'$/],
  [
    { LOWTIDE_DATABASE_URL: 'postgres://u:secret@h/d' },
    /must start with sqlite:.*, not 'postgres'$/,
  ],
  [
    { LOWTIDE_REPLICA_URLS: 'mysql://a@h/d' },
    /^LOWTIDE_REPLICA_URLS needs a MySQL or MariaDB store, not SQLite$/,
  ],
  [
    { LOWTIDE_DATABASE_URL: 'mysql://a@h/d', LOWTIDE_REPLICA_URLS: 'mysql://a@h/d,sqlite:secret' },
    /^LOWTIDE_REPLICA_URLS must be URLs like .* not 'sqlite...'$/,
  ],
  [{ LOWTIDE_CORS_ORIGINS: 'https://a.b, *' }, /^LOWTIDE_CORS_ORIGINS lists origins .*, not '\*'$/],
];
for (const [env, expected] of wrong) {
  test(`${JSON.stringify(env)} is refused in one line`, () => {
    assert.throws(
      () => loadConfig(env),
      (error) =>
        error instanceof OperatorError &&
        expected.test(error.message) &&
        !error.message.includes('secret'),
    );
  });
}

test('a name that is no setting is warned of with the nearest that is', () => {
  const lines: string[] = [];
  const env = { LOWTIDE_PROT: '1', LOWTIDE_SERVICE_HOST: '10.0.0.1', LOWTIDE_TEST_SEED: '1' };
  loadConfig(env, (line) => lines.push(line));
  assert.deepEqual(lines, [
    'LOWTIDE_PROT is not a setting and does nothing; did you mean LOWTIDE_PORT?',
    'LOWTIDE_SERVICE_HOST is not a setting and does nothing',
  ]);
});
