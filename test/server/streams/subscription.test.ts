import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { pino } from 'pino';
import { ROLE_LIMITS } from '../../../src/graphql/limits.js';
import type { RunningServer } from '../../../src/server/start-server.js';
import { openStore, type Store } from '../../../src/store/store.js';
import { lowtide } from '../../support/command.js';
import { finraFile, positions, scratch } from '../../support/finra-file.js';
import { runImport } from '../../support/importing.js';
import { listeningUrl, type MainProcess, startMain } from '../main-process.js';
import { type Answer, codeOf, listen } from './streaming.js';
import { ask, panelOf, SECRET, startTiny, TinySource } from '../tiny.js';

const MAX_DEPTH = ROLE_LIMITS.ANONYMOUS.maxDepth;

describe('a subscription', () => {
  const source = new TinySource(panelOf(1));
  const log: string[] = [];
  let server: RunningServer;

  before(async () => {
    const logger = pino({ level: 'info' }, { write: (line: string) => log.push(line) });
    server = await startTiny(source, { logger });
  });
  after(() => server.close());

  /** Publishes the next version; its number. */
  function publish(): number {
    const number = (source.panel?.version.number ?? 0) + 1;
    source.panel = panelOf(number);
    return number;
  }

  /** The first answer to an operation that is refused, which must be the only one. */
  async function refusal(query: string, variables?: Record<string, unknown>): Promise<Answer> {
    const listener = await listen(server.url, query, variables);
    const answer = await listener.next();
    assert.equal(await listener.next(), null);
    assert.ok(answer !== null);
    return answer;
  }

  test('yields a new version when answers come from it, and not before', async () => {
    const listener = await listen(server.url);
    const number = publish();
    const heard = listener.next();
    const answer = await heard;
    const { json } = await ask(server.url, '{ loadedVersion }');
    assert.deepEqual(answer?.data, { dataVersionPublished: { number } });
    assert.equal(json.data.loadedVersion, number);
    listener.leave();
  });

  test('yields each version to each client', async () => {
    const [one, two] = await Promise.all([listen(server.url), listen(server.url)]);
    for (let round = 0; round < 3; round++) {
      const number = publish();
      for (const listener of [one, two]) {
        assert.equal((await listener.next())?.data?.dataVersionPublished.number, number);
      }
    }
    one.leave();
    two.leave();
  });

  test('names in each answer the versions and the cost, as /graphql does', async () => {
    const listener = await listen(server.url);
    const number = publish();
    assert.deepEqual((await listener.next())?.extensions, {
      lowtide: {
        dataVersion: number,
        methodologyVersion: 'm1',
        cost: { requested: 2, actual: null, limit: 25_000, remaining: 24_998 },
      },
    });
    listener.leave();
  });

  test('is on /graphql/stream only, and /graphql says so', async () => {
    const query = 'subscription { dataVersionPublished { number } }';
    const { json } = await ask(server.url, query);
    assert.equal(json.data, undefined);
    assert.deepEqual(json.errors, [
      {
        message:
          'A subscription needs a running server, which streams it as server-sent events on ' +
          '/graphql/stream.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  test('is all that is streamed: a query is refused', async () => {
    const { data, errors } = await refusal('{ hello }');
    assert.equal(data, undefined);
    assert.deepEqual(errors, [
      {
        message: 'Only subscriptions are streamed: ask everything else on /graphql.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  const deep = (depth: number) =>
    `subscription { node ${'{ child '.repeat(depth - 2)}{ name }${' }'.repeat(depth - 2)} }`;
  const fragments = Array.from(
    { length: 24 },
    (_, i) => `fragment f${i} on DataVersion { ...f${i + 1} ...f${i + 1} }`,
  );
  const fanOut = `subscription { dataVersionPublished { ...f0 } } ${fragments.join(' ')}
    fragment f24 on DataVersion { number }`;
  const aliases = Array.from({ length: 101 }, (_, i) => `a${i}: number`).join(' ');
  const values = Array.from({ length: 2_500 }, (_, i) => `a${i}: 1`).join(' ');

  for (const [what, query, code, message] of [
    ['too deep', deep(MAX_DEPTH + 1), 'OPERATION_LIMIT', /9 fields deep/],
    [
      'of too many tokens',
      `subscription { dataVersionPublished(${values}) { number } }`,
      'OPERATION_LIMIT',
      /more than \d+ tokens/,
    ],
    [
      'that repeats a name',
      `subscription { dataVersionPublished { ${aliases} } }`,
      'OPERATION_LIMIT',
      /"number" more than 100 times/,
    ],
    ['that fans out', fanOut, 'GRAPHQL_VALIDATION_FAILED', /too many selections/],
    ['of an unknown field', 'subscription { none }', 'GRAPHQL_VALIDATION_FAILED', /"none"/],
    [
      'of two root fields',
      'subscription { fault longText }',
      'GRAPHQL_VALIDATION_FAILED',
      /only one top level field/,
    ],
    ['that does not parse', 'subscription {', 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
  ] as const) {
    test(`${what} is refused as on /graphql`, async () => {
      const { errors } = await refusal(query);
      assert.match(errors?.[0]?.message ?? '', message);
      assert.equal(codeOf(errors), code);
      const { json } = await ask(server.url, query);
      assert.deepEqual(errors, json.errors);
    });
  }

  test('as deep as the limit is answered', async () => {
    const listener = await listen(server.url, deep(MAX_DEPTH));
    publish();
    assert.equal((await listener.next())?.errors, undefined);
    listener.leave();
  });

  test('with a wrong variable is refused with its name', async () => {
    const query =
      'subscription ($all: Boolean!) { dataVersionPublished { number @include(if: $all) } }';
    const { errors } = await refusal(query, { all: 5 });
    assert.match(errors?.[0]?.message ?? '', /Variable "\$all" got invalid value 5/);
    assert.equal(codeOf(errors), 'BAD_USER_INPUT');
  });

  for (const [what, field, isLast] of [
    ['at an event', 'fault', false],
    ['before the first event', 'closed', true],
  ] as const) {
    test(`tells a fault of ours ${what} as nothing but a request id`, async () => {
      const listener = await listen(server.url, `subscription { ${field} }`);
      if (!isLast) publish();
      const answer = await listener.next();
      const [error] = (answer?.errors ?? []) as unknown as {
        message: string;
        extensions: Record<string, string>;
      }[];
      assert.equal(error?.message, 'Something went wrong on the server. The log says what.');
      const { code, requestId } = error.extensions;
      assert.equal(code, 'INTERNAL_SERVER_ERROR');
      assert.doesNotMatch(JSON.stringify(answer), /SELECT|accounts|stack/);
      const logged = log.map((line) => JSON.parse(line)).find((it) => it.requestId === requestId);
      assert.equal(logged.err.message, SECRET);
      listener.leave();
    });
  }
});

describe('a publication by another process', () => {
  const files = scratch();
  const databaseUrl = `sqlite:${files.path('store.sqlite', '')}`;
  let store: Store;
  let main: MainProcess;
  let url: string;

  before(async () => {
    store = await openStore(databaseUrl);
    await store.migrate('up');
    main = startMain({
      LOWTIDE_DATABASE_URL: databaseUrl,
      LOWTIDE_PORT: '0',
      LOWTIDE_POLL_MS: '50',
    });
    url = await listeningUrl(main);
  });
  after(async () => {
    main.child.kill('SIGKILL');
    await store.close();
    files.remove();
  });

  async function publish(settledOn: string, seed: number): Promise<void> {
    const name = `shrt${settledOn.replaceAll('-', '')}.csv`;
    const path = files.path(name, finraFile(settledOn, positions(5, seed)));
    const { isOk } = await runImport(store, 'finra-short-interest', [path]);
    assert.ok(isOk);
  }

  const QUERY = readFileSync(
    new URL('../../../../schema/operations/data-version-published.graphql', import.meta.url),
    'utf8',
  );
  const SERVED = '{ service { dataVersion { number publishedAt hash isSimulated } } }';

  test('is heard, the first and the next, and asking again gives the new data', async () => {
    const listener = await listen(url, QUERY);
    for (const [settledOn, number] of [
      ['2023-08-15', 1],
      ['2023-08-31', 2],
    ] as const) {
      await publish(settledOn, number);
      const answer = await listener.next();
      const { json } = await ask(url, SERVED);
      assert.equal(json.data.service.dataVersion.number, number);
      assert.deepEqual(answer?.data?.dataVersionPublished, json.data.service.dataVersion);
      assert.equal(answer?.extensions?.lowtide.dataVersion, number);
    }
    listener.leave();
  });

  test('is not heard by `./lowtide query`, which says what is needed', async () => {
    const path = files.path('published.graphql', QUERY);
    const { exitCode, err } = await lowtide(databaseUrl, ['query', path, '--output', 'csv']);
    assert.equal(exitCode, 1);
    assert.deepEqual(err, [
      'lowtide: A subscription needs a running server, which streams it as server-sent events on ' +
        '/graphql/stream.',
    ]);
  });

  test('SIGTERM completes the streams of the process, which ends with 0', async () => {
    const listeners = await Promise.all([listen(url, QUERY), listen(url, QUERY)]);
    main.child.kill('SIGTERM');
    for (const listener of listeners) assert.equal(await listener.next(), null);
    if (main.child.exitCode === null) await once(main.child, 'exit');
    assert.equal(main.child.exitCode, 0, main.output());
  });
});
