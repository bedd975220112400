import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { text } from 'node:stream/consumers';
import { startTracing } from '../../src/observe/tracing.js';
import { startCommand } from '../chaos/tools/commands.js';
import { finraFile, positions, scratch } from '../support/finra-file.js';
import { listeningUrl, startMain } from '../server/main-process.js';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { key: string; value: Record<string, unknown> }[];
}

/** A collector of OTLP over HTTP that keeps what it is sent. */
async function startCollector() {
  const spans: Span[] = [];
  const server = createServer(async (request, response) => {
    const sent = JSON.parse(await text(request));
    for (const { scopeSpans } of sent.resourceSpans) {
      for (const scope of scopeSpans) spans.push(...scope.spans);
    }
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { spans, base: `http://127.0.0.1:${port}`, close };
}

const attributesOf = ({ attributes }: Span) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

describe('traces', () => {
  const files = scratch();
  let collector: Awaited<ReturnType<typeof startCollector>>;
  let databaseUrl: string;
  before(async () => {
    collector = await startCollector();
    databaseUrl = `sqlite:${files.path('traced.sqlite', '')}`;
  });
  after(() => {
    collector.close();
    files.remove();
  });

  const named = (name: string) => collector.spans.filter((span) => span.name === name);

  test('of an import hold its statements', async () => {
    const path = files.path('shrt20230831.csv', finraFile('2023-08-31', positions(20)));
    const words = ['import', 'finra-short-interest', path];
    const settings = { LOWTIDE_OTLP_URL: `${collector.base}/v1/traces` };
    const { code, text: said } = await startCommand(databaseUrl, words, settings).ended;
    assert.equal(code, 0, said);
    const [root] = named('import');
    assert.ok(root !== undefined);
    assert.equal(attributesOf(root)['lowtide.format'], 'finra-short-interest');
    const inside = collector.spans.filter(({ traceId, spanId }) => {
      return traceId === root.traceId && spanId !== root.spanId;
    });
    assert.ok(inside.some(({ name }) => name === 'store.transaction'));
    assert.ok(inside.some(({ name }) => name === 'store.insert' || name === 'store.query'));
    collector.spans.length = 0;
  });

  test('of a request are part of the trace of its client, without a value of it', async () => {
    const main = startMain({
      LOWTIDE_DATABASE_URL: databaseUrl,
      LOWTIDE_PORT: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.base}/`,
    });
    const url = await listeningUrl(main);
    while ((await fetch(`${url}/health/ready`)).status !== 200);
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const query = `query Filings($s: String!) { security(symbol: $s) { name
      shortPositions(window: { from: "2023-08-01", to: "2023-09-30" }) { settledOn } } }`;
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      },
      body: JSON.stringify({ query, variables: { s: 'QAAB' } }),
    });
    assert.equal(response.status, 200, await response.text());
    const exited = once(main.child, 'exit');
    main.child.kill('SIGTERM');
    assert.deepEqual(await exited, [0, null]);
    const own = collector.spans.filter((span) => span.traceId === traceId);
    const [root] = own.filter(({ name }) => name === 'request');
    assert.ok(root !== undefined, main.output());
    assert.equal(root.parentSpanId, 'b7ad6b7169203331');
    assert.equal(attributesOf(root)['graphql.operation.name'], 'Filings');
    assert.equal(attributesOf(root)['http.response.status_code'], 200);
    for (const name of ['parse', 'validate', 'execute', 'store.query']) {
      const [span] = own.filter((it) => it.name === name);
      assert.equal(span?.parentSpanId, root.spanId, `${name} is part of the request`);
    }
    assert.ok(!JSON.stringify(collector.spans).includes('QAAB'));
  });

  test('are nothing that a process without a collector loads', async () => {
    const { cache } = createRequire(import.meta.url);
    // The counters of metrics bring the API along, which does nothing without this.
    const loaded = () => Object.keys(cache).some((path) => path.includes('sdk-trace-base'));
    await import('../../src/server/serve.js');
    await import('../../src/cli/run.js');
    assert.equal(loaded(), false);
    const tracing = await startTracing(`${collector.base}/v1/traces`);
    assert.equal(loaded(), true);
    await tracing.close();
  });
});
