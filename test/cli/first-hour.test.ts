import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { openStore } from '../../src/store/store.js';
import { repoRoot } from '../kernels/golden.js';
import { lowtide } from '../support/command.js';
import { fillWithDemo } from '../support/demo-store.js';
import { scratch } from '../support/finra-file.js';

const files = scratch();
after(files.remove);

describe('the first hour', () => {
  const folder = files.path('folder', '');
  const example = (name: string) => join(repoRoot(), 'docs/examples', name);

  test('imports the examples of the README, each a version without a bad row', async () => {
    const url = `sqlite:${folder}.d/examples.sqlite`;
    const readme = readFileSync(join(repoRoot(), 'README.md'), 'utf8');
    const lines = [...readme.matchAll(/^\.\/lowtide (import .* docs\/examples\/\S+)$/gm)];
    assert.equal(lines.length, 3);
    for (const [k, [, line]] of lines.entries()) {
      const words = (line as string).split(' ');
      const path = example(words.at(-1)!.replace('docs/examples/', ''));
      const { exitCode, out } = await lowtide(url, [...words.slice(0, -1), path]);
      assert.equal(exitCode, 0, out.join('\n'));
      assert.match(out[0] ?? '', / 9 rows: 9 accepted, 0 quarantined, 0 skipped$/);
      assert.match(out.at(-1) ?? '', new RegExp(`^published data version ${k + 1} `));
    }
  });

  test('lists a retired simulated market in one line, and all of it on demand', async () => {
    const url = `sqlite:${folder}.d/retired.sqlite`;
    const store = await openStore(url);
    await fillWithDemo(store);
    await store.close();
    const before = await lowtide(url, ['versions']);
    assert.ok(before.out.length > 50);
    await lowtide(url, ['import', 'prices', '--basis', 'RAW', example('prices.csv')]);
    const { out } = await lowtide(url, ['versions']);
    assert.match(out[1] ?? '', /^ {2}\d+ simulated files, retired in version 2$/);
    assert.match(out[2] ?? '', /^version 2 /);
    assert.match(out[3] ?? '', /prices\.csv/);
    assert.equal(out.length, 4);
    assert.ok((await lowtide(url, ['versions', '--all'])).out.length > 50);
  });

  test('says that there is no list, or why', async () => {
    const url = `sqlite:${folder}.d/examples.sqlite`;
    const ask = (query: string) =>
      lowtide(url, ['query', '-', '--output', 'csv', '--list', 'foo.bar'], query);
    const none = await ask('{ service { version } }');
    assert.equal(none.exitCode, 1);
    assert.match(none.err.join(), /^lowtide: the result has no list foo\.bar, nor any other/);
    const wrong = await ask('{ security(symbol: "NOSUCH") { name } }');
    assert.equal(wrong.exitCode, 1);
    assert.match(wrong.err.join(), /NOSUCH/);
  });

  test('is told of a port that is taken before a market is made', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const path = `${folder}.d/never.sqlite`;
    const started = ['serve', '--demo', '--host', '127.0.0.1', '--port', String(port)];
    const { exitCode, err } = await lowtide(`sqlite:${path}`, started);
    taken.close();
    assert.equal(exitCode, 1);
    assert.deepEqual(err, [
      `lowtide: cannot listen on 127.0.0.1:${port}: the port is taken; ` +
        'choose another by LOWTIDE_PORT or --port',
    ]);
    assert.equal(existsSync(path), false);
  });
});
