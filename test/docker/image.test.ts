import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { loadConfig } from '../../src/config.js';
import { listeningUrl, type MainProcess, startMain } from '../server/main-process.js';
import { exists, projectFile } from '../tidy/files.js';

// The image itself is not built here, which takes minutes and root (`npm run image`): each line of
// its recipe is held against the tree.

const LINES = projectFile('docker/Dockerfile')
  .text.replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => /^(\w+)\s+(.*)$/.exec(line) ?? assert.fail(`no instruction: ${line}`))
  .map(([, word, rest]) => ({ word: word as string, rest: rest as string }));
const of = (word: string) => LINES.filter((line) => line.word === word).map(({ rest }) => rest);
const ENVIRONMENT = Object.fromEntries(
  of('ENV').flatMap((line) => [...line.matchAll(/(\w+)=(\S+)/g)].map(([, name, it]) => [name, it])),
) as Record<string, string>;

describe('docker/Dockerfile', () => {
  test('says what of it was not run', () => {
    assert.match(projectFile('docker/Dockerfile').text, /^# NOT RUN: /m);
  });

  test('copies what is in the tree and not kept from the engine', () => {
    const kept = projectFile('docker/Dockerfile.dockerignore').text.split('\n');
    const copied = of('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1));
    assert.ok(copied.length > 0);
    assert.deepEqual(
      copied.filter((path) => !exists(path) || !kept.includes(`!${path}`)),
      [],
    );
  });

  test('takes along every folder of the build that the package does', () => {
    const { files } = JSON.parse(projectFile('package.json').text) as { files: string[] };
    const taken = of('COPY').flatMap((line) => /^--from=build \/app\/(\S+)/.exec(line)?.[1] ?? []);
    assert.deepEqual(
      files.filter((path) => !taken.includes(path)),
      [],
    );
  });

  test('is started in the README as in its own words, so that somebody may ask', () => {
    const lines = (text: string) =>
      /docker run [^`]*?(?=\n```|\n#\n)/.exec(text)?.[0].replace(/\\\n#?\s*/g, '');
    const shown = lines(projectFile('README.md').text);
    assert.equal(shown, lines(projectFile('docker/Dockerfile').text));
    assert.match(shown ?? '', /--env LOWTIDE_ANONYMOUS=on .*--publish 127\.0\.0\.1:/);
  });

  test('gives settings that the program takes, and a port that it opens', () => {
    const { port, host } = loadConfig(ENVIRONMENT);
    assert.deepEqual([String(port)], of('EXPOSE'));
    assert.equal(host, '0.0.0.0');
  });

  test('starts node itself, not as root, on a script of the build', () => {
    const [node, ...words] = JSON.parse(of('CMD').at(-1) as string) as string[];
    assert.equal(node, 'node');
    const script = words.at(-1) as string;
    assert.ok(exists(script.replace(/^dist\/(.*)\.js$/, '$1.ts')), script);
    assert.deepEqual(of('USER'), ['node']);
  });

  describe('its check of health', () => {
    let main: MainProcess;
    before(() => {
      main = startMain({ LOWTIDE_DATABASE_URL: 'sqlite::memory:', LOWTIDE_PORT: '0' });
    });
    after(() => {
      main.child.kill('SIGKILL');
    });

    test('passes on a server that is up, and fails where there is none', async () => {
      const { port } = new URL(await listeningUrl(main));
      assert.equal(await checkOn(port), 0);
      main.child.kill('SIGKILL');
      await once(main.child, 'close');
      assert.equal(await checkOn(port), 1);
    });
  });
});

async function checkOn(port: string): Promise<number> {
  const [, words] = /CMD (\[.*\])$/.exec(of('HEALTHCHECK')[0] as string) ?? [];
  const [program, ...options] = JSON.parse(words as string) as string[];
  assert.equal(program, 'node');
  const child = spawn(process.execPath, options, {
    env: { PATH: process.env.PATH, ...ENVIRONMENT, LOWTIDE_PORT: port },
    stdio: 'ignore',
  });
  const [code] = await once(child, 'close');
  return code as number;
}
