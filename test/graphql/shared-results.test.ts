import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SharedResults } from '../../src/graphql/shared-results.js';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { createApollo } from '../../src/server/apollo.js';
import { executeOperation } from '../../src/server/execute.js';
import { createLogger } from '../../src/server/logger.js';
import { ServerContext } from '../../src/server/request-context.js';
import { NO_STORE, tinyPanel } from '../securities/tiny-market.js';

describe('results that fields share', () => {
  test('nothing is shared before it begins', () => {
    const shared = new SharedResults();
    let calls = 0;
    for (let k = 0; k < 3; k++) shared.once(undefined, 'f', {}, () => calls++);
    assert.equal(calls, 3);
  });

  test('parent, field and arguments tell results apart', () => {
    const shared = new SharedResults();
    shared.begin();
    let calls = 0;
    const call = (parent: object | undefined, field: string, args: object) =>
      shared.once(parent, field, args, () => calls++);
    const parent = {};
    const first = call(parent, 'f', { a: 1 });
    assert.equal(call(parent, 'f', { a: 1 }), first);
    const others = [
      call({}, 'f', { a: 1 }),
      call(undefined, 'f', { a: 1 }),
      call(parent, 'g', { a: 1 }),
      call(parent, 'f', { a: '1' }),
      call(parent, 'f', {}),
    ];
    assert.deepEqual(others, [1, 2, 3, 4, 5]);
  });

  test('a failure is shared as well', () => {
    const shared = new SharedResults();
    shared.begin();
    let calls = 0;
    const fail = () => {
      calls++;
      throw new Error('once');
    };
    for (let k = 0; k < 2; k++) assert.throws(() => shared.once(null, 'f', {}, fail), /once/);
    assert.equal(calls, 1);
  });

  test('thirty aliases of one field are one computation, and thirty answers', async () => {
    const schema = lowtideSchema();
    const field = schema.getQueryType()?.getFields().securities;
    assert.ok(field?.resolve);
    const apollo = createApollo<ServerContext>(schema, {
      methodologyVersion: '1',
      logger: createLogger('silent'),
    });
    await apollo.start();
    // The panel counts who looks at its securities.
    const panel = tinyPanel();
    let reads = 0;
    const counted = new Proxy(panel, {
      get(target, key) {
        if (key === 'securities') reads++;
        return Reflect.get(target, key);
      },
    });
    const ask = async (times: number) => {
      reads = 0;
      const aliases = Array.from({ length: times }, (_, k) => `a${k}: securities { totalCount }`);
      const query = `{ ${aliases.join(' ').replaceAll('securities', 'securities(first: 5)')} }`;
      const contextOf = (start: ConstructorParameters<typeof ServerContext>[0]) =>
        new ServerContext(start, NO_STORE);
      const { result } = await executeOperation(apollo, { query }, counted, contextOf);
      assert.equal(Object.keys(result.data ?? {}).length, times, JSON.stringify(result.errors));
      return reads;
    };
    // The first question of a panel makes what later ones find.
    await ask(1);
    const once = await ask(1);
    assert.ok(once > 0);
    assert.equal(await ask(30), once);
    await apollo.stop();
  });
});
