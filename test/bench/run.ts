import { buildPanel } from '../../src/panel/build.js';
import { openEngines } from './engines/open-engines.js';
import { makeMarket } from './market.js';
import { timeQueries } from './query-times.js';
const [n, d] = process.argv.slice(2).map(Number);
const panel = buildPanel(makeMarket(n!, d!, 1));
const t = performance.now();
const { engines, close } = await openEngines(panel, (line) => process.stdout.write(`${line}\n`));
process.stdout.write(`${performance.now() - t}\n`);
try {
  for (const row of await timeQueries(panel, engines, 5))
    process.stdout.write(`${JSON.stringify(row)}\n`);
} finally {
  await close();
}
