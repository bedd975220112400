import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Recipe } from '../lab.js';
import type { Fault } from '../tools/fault-proxy.js';
import { FaultProxy } from '../tools/fault-proxy.js';
import { judge, underLoad, untilGreen } from './serving.js';

const FAULTS: readonly Fault[] = [
  { kind: 'DELAY', ms: 200 },
  { kind: 'THROTTLE', bytesPerSecond: 1_000 },
  { kind: 'RESET' },
  { kind: 'RESET_AFTER', bytes: 2_000 },
  { kind: 'HALF_OPEN' },
  { kind: 'BLACKHOLE' },
];
/** The pool, one connection for a KILL, and some that are being opened. */
const CONNECTIONS_MAX = 15;

/** Everything that a network can do short of telling lies. */
export const BAD_NETWORK: Recipe = {
  id: 'R-06',
  title: 'a network that delays, trickles, resets, half-opens and swallows; then 1,000 resets',
  engines: ['mariadb', 'mysql'],
  async run(lab) {
    const database = await lab.server();
    const proxy = await FaultProxy.listen(() => database.port);
    lab.atEnd(() => proxy.close());
    const { server, load } = await underLoad(lab, database, (url) => proxy.urlOf(url));
    const greenAfterMs: number[] = [];
    for (const fault of FAULTS) {
      proxy.fault = fault;
      await pause(lab.isShort ? 700 : 6_000);
      proxy.fault = { kind: 'NONE' };
      // A connection that was swallowed stays dumb; the network has forgotten it.
      if (fault.kind === 'HALF_OPEN' || fault.kind === 'BLACKHOLE') proxy.cut();
      greenAfterMs.push(await untilGreen(server));
    }
    const resets = lab.isShort ? 100 : 1_000;
    for (let k = 0; k < resets; k++) {
      proxy.cut();
      await pause(lab.random.between(1, 20));
    }
    greenAfterMs.push(await untilGreen(server));
    const judged = judge(await load.stop(), 16_000);
    const { open } = proxy;
    assert.ok(open <= CONNECTIONS_MAX, `${open} connections are open`);
    return {
      ...judged,
      resets,
      connectionsTaken: proxy.accepted,
      connectionsOpen: open,
      slowestGreenMs: Math.max(...greenAfterMs),
    };
  },
};
