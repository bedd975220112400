import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadConfig } from '../../src/config.js';
import { lowtide } from '../support/command.js';
import { exists } from '../tidy/files.js';
import { needsOf, readCompose, type Service } from './compose-file.js';

// No Docker engine is at hand where these run: what can be known of a compose file without one.

for (const name of ['compose.yml', 'compose.cluster.yml', 'compose.tidb.yml']) {
  describe(`docker/${name}`, () => {
    const { problems, text, services, volumes } = readCompose(`docker/${name}`);
    const all = Object.entries(services);
    const ours = all.filter(([, { image }]) => image === 'lowtide');

    test('is YAML, with no key twice', () => {
      assert.deepEqual(problems, []);
      assert.ok(ours.length === 2, 'the migration and the server');
    });

    test('says what of it was not run', () => {
      assert.match(text, /^# NOT RUN: /m);
    });

    test('waits for services that there are, for health that is told, for work that ends', () => {
      for (const [from, service] of all) {
        for (const [to, condition] of needsOf(service)) {
          const target = services[to];
          assert.ok(target !== undefined, `${from} waits for ${to}`);
          if (condition === 'service_healthy')
            assert.ok(target.healthcheck, `${to} tells no health`);
          if (condition === 'service_completed_successfully') {
            assert.notEqual(target.restart, 'unless-stopped', `${to} never ends`);
          }
        }
      }
    });

    test('declares the volumes that it uses, and no others', () => {
      const used = all.flatMap(([, service]) =>
        (service.volumes ?? []).map((volume) => volume.split(':')[0] as string),
      );
      assert.deepEqual([...new Set(used)].sort(), [...volumes].sort());
    });

    test('gives settings that the program takes, and names a user for its MySQL', () => {
      for (const [, service] of ours) {
        const config = loadConfig(settingsOf(service));
        const { username, password, pathname } = new URL(config.databaseUrl);
        assert.deepEqual([username, pathname], ['lowtide', '/lowtide']);
        assert.notEqual(password, '');
        assert.equal(config.access.anonymous, 'on');
        for (const url of [config.databaseUrl, ...config.replicaUrls]) {
          assert.ok(new URL(url).hostname in services, `${url} is none of its services`);
        }
      }
    });

    test('migrates by a command that there is, before the server starts', async () => {
      const { command } = services.migrate as Service;
      const [node, script, ...words] = command as string[];
      assert.equal(node, 'node');
      assert.ok(exists((script as string).replace(/^dist\/(.*)\.js$/, '$1.ts')), script);
      const { exitCode, out, err } = await lowtide('sqlite::memory:', words);
      assert.equal(exitCode, 0, err.join());
      assert.match(out[0] ?? '', /^ran \w+$/);
      assert.deepEqual(
        needsOf(services.lowtide as Service).filter(([to]) => to === 'migrate'),
        [['migrate', 'service_completed_successfully']],
      );
    });

    test('runs the server with as little as it needs, for this machine alone', () => {
      const server = services.lowtide as Service;
      assert.equal(server.read_only, true);
      assert.deepEqual(server.cap_drop, ['ALL']);
      assert.deepEqual(server.security_opt, ['no-new-privileges:true']);
      assert.deepEqual(server.volumes, ['var:/app/var']);
      const published = all.flatMap(([, { ports = [] }]) => ports);
      assert.deepEqual(published, ['127.0.0.1:4000:4000']);
      const graceMs = Number.parseInt(server.stop_grace_period ?? '10s', 10) * 1000;
      assert.ok(graceMs > loadConfig(settingsOf(server)).drainMs, 'requests in flight are cut off');
      assert.ok(exists(`docker/${server.build?.dockerfile.replace('docker/', '')}`));
    });
  });
}

function settingsOf({ environment = {} }: Service): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).map(([name, it]) => [name, String(it)]));
}
