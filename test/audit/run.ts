import { panelOf, startTiny, TinySource } from '../server/tiny.js';
import { audit } from './audit.js';

// `npm run audit:http`: the suite of graphql-http as a table, and 1 for any remark.

const server = await startTiny(new TinySource(panelOf(1)));
const verdicts = await audit(server.url);
await server.close();
for (const { id, name, status, reason } of verdicts) {
  const remark = status === 'ok' ? '' : ` (${reason})`;
  process.stdout.write(`${status.padEnd(6)} ${id} ${name}${remark}\n`);
}
const others = verdicts.filter(({ status }) => status !== 'ok');
const count = verdicts.length - others.length;
process.stdout.write(`${count} ok, ${others.length} not\n`);
process.exitCode = others.length === 0 ? 0 : 1;
