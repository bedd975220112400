import assert from 'node:assert/strict';
import { createExecutor } from '../../../src/server/execute.js';
import { createLogger } from '../../../src/server/logger.js';
import type { Store } from '../../../src/store/store.js';
import { fillWithDemo } from '../../support/demo-store.js';
import { savedOperations } from '../../support/saved-operations.js';
import { memoryStore } from '../../support/stores.js';
import type { Lab, Recipe } from '../lab.js';
import { startImport } from '../tools/commands.js';
import { FaultyCalls } from '../tools/faulty-calls.js';
import { priceFile, shortFiles } from '../tools/market.js';
import { assertSame, emptyTables, undisturbed } from '../tools/stores.js';

/** Every saved operation answers the same bytes from this engine as from SQLite. */
export const SAME_ANSWERS: Recipe = {
  id: 'R-22',
  title:
    'all saved operations and seeded windows over the demo market, byte by byte against SQLite',
  engines: ['mariadb', 'mysql'],
  async run(lab) {
    const { store } = await lab.newStore(await lab.server());
    const plain = await memoryStore();
    lab.atEnd(() => plain.close());
    await fillWithDemo(store);
    await fillWithDemo(plain);
    const [here, there] = [await asker(store), await asker(plain)];
    const questions = [...savedOperations().map(({ text }) => text), ...windows(lab)];
    for (const query of questions) assert.equal(await here(query), await there(query), query);
    return { operations: savedOperations().length, questions: questions.length };
  },
};

async function asker(store: Store): Promise<(query: string) => Promise<string>> {
  const executor = await createExecutor(store, createLogger('silent'));
  return async (query) => (await executor.execute({ query })).text;
}

/** Questions over any window of the demo market. */
function windows(lab: Lab): string[] {
  return Array.from({ length: lab.isShort ? 20 : 500 }, () => {
    const day = () => `2023-0${lab.random.between(1, 8)}-${lab.random.between(10, 28)}`;
    const [from, to] = [day(), day()].sort();
    const window = `window: {from: "${from}", to: "${to}"}`;
    return lab.random.pick([
      `{ shorts(${window}) { total { pnl positionCount winnerCount netShorting averageValue } } }`,
      `{ returns(${window}) { groups(by: [SECTOR]) { key { sector } stats { pricedCount } } } }`,
      `{ flows(provider: "ICI_WEEKLY", ${window}) { total { netFlow } } }`,
      `{ security(symbol: "BEAM") { shortPositions(${window}) { settledOn shares } } }`,
    ]);
  });
}

const ZONES = ['UTC', 'America/New_York', 'Asia/Tokyo', 'Pacific/Kiritimati'];
/** Changes to and from summer time, the end of a year, a leap day. */
const CLOCKS = [
  '2023-03-12T06:59:30Z',
  '2023-11-05T05:59:30Z',
  '2024-12-31T23:59:58Z',
  '2024-02-29T12:00:00Z',
];

/** No zone and no clock moves a date. */
export const ANY_CLOCK: Recipe = {
  id: 'R-18',
  title: 'imports in four time zones, with the clock at DST changes, a year end and a leap day',
  engines: ['sqlite', 'mariadb', 'mysql'],
  async run(lab) {
    const calls = FaultyCalls.build(lab);
    const { url, store } = await lab.newStore(
      lab.engine === 'sqlite' ? undefined : await lab.server(),
    );
    const deliveries = [priceFile(lab.path('files'), 50), shortFiles(lab.path('files'), 2, 50)];
    const expected = await undisturbed(deliveries);
    let imports = 0;
    for (const [k, zone] of ZONES.entries()) {
      const seconds = (Date.parse(CLOCKS[k] as string) - Date.now()) / 1000;
      await emptyTables(store);
      for (const delivery of deliveries) {
        const environment = { ...calls.ahead(seconds), TZ: zone };
        const { code, text } = await startImport(url, delivery, environment).ended;
        assert.equal(code, 0, text);
        imports++;
      }
      await assertSame(url, expected, `${zone} at ${CLOCKS[k]}`);
    }
    return { zones: ZONES.length, imports };
  },
};
