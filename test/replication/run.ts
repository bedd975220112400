import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.js';
import { createExecutor } from '../../src/server/execute.js';
import { createLogger } from '../../src/server/logger.js';
import { openStore } from '../../src/store/store.js';
import { repoRoot } from '../kernels/golden.js';
import { PUBLISHED, type Published } from './published.js';

// Writes docs/replication.md: published numbers beside ours, from the real files in the store of
// LOWTIDE_DATABASE_URL. Run it as `npm run replication`.

const store = await openStore(loadConfig().databaseUrl);
const version = await store.currentVersion();
if (version === null || version.isSimulated) {
  process.stderr.write('The store holds no real data: import real files first.\n');
  process.exit(1);
}
const executor = await createExecutor(store, createLogger('silent'));
const rows: string[] = [];
for (const entry of PUBLISHED) rows.push(await row(entry));
await store.close();
writeFileSync(join(repoRoot(), 'docs/replication.md'), page(rows));

async function row(entry: Published): Promise<string> {
  const { result } = await executor.execute({ query: entry.query });
  let value: unknown = result.data;
  for (const step of entry.path) value = (value as Record<string, unknown> | null)?.[step];
  const ours = typeof value === 'number' ? value : Number.NaN;
  const cells = [
    entry.what,
    entry.source,
    shown(entry.published, entry.unit),
    shown(ours, entry.unit),
    distance(entry, ours),
    Number.isNaN(ours) ? 'Not in the stored files.' : entry.reason,
  ];
  return `| ${cells.join(' | ')} |`;
}

function distance({ published, unit }: Published, ours: number): string {
  if (Number.isNaN(published) || Number.isNaN(ours)) return '-';
  if (unit === 'ratio') return `${signed((ours - published) * 100, 2)} points`;
  return `${signed((ours / published - 1) * 100, 1)} %`;
}

function shown(value: number, unit: Published['unit']): string {
  if (Number.isNaN(value)) return '-';
  if (unit === 'ratio') return `${signed(value * 100, 2)} %`;
  if (unit === 'usd') return `${signed(value / 1e9, 2)}bn`;
  return String(value);
}

function signed(value: number, digits: number): string {
  const text = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'exceptZero',
  });
  return text.format(value);
}

function page(rows: readonly string[]): string {
  return `# Published numbers beside ours

Written by \`npm run replication\` from the real files in a store; methodology version as in
\`service.methodologyVersion\`. Size classes are read on the last day (END), positions lie on a
straight line between reports (LINEAR), as the defaults are, unless the row says otherwise.
The distance is in points of per cent for ratios and in per cent of the published number else.

| what | source | published | ours | distance | why |
|---|---|--:|--:|--:|---|
${rows.join('\n')}

The files: FINRA short interest 2022-12-15 to 2023-09-29, daily screener snapshots 2022-12-29 to
2023-09-15 with their list of names, iShares lists of IWM (2023-11-22) and IVV (2023-04-06 and
2023-11-22), index levels 2021 to 2023-09, S&P 500 membership spells. No terminal price is recorded,
so failed banks end at their last price on the exchange.
`;
}
