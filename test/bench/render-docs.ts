import { machineLines } from './describe.js';
import type { Results } from './results.js';
import {
  boundTable,
  clientTable,
  cpuTable,
  growthTable,
  markdown,
  operationTable,
  queryTable,
  reachTable,
  requestTable,
  type TextTable,
} from './tables.js';

const TABLES: Readonly<Record<string, (results: Results) => TextTable>> = {
  questions: queryTable,
  bound: boundTable,
  requests: requestTable,
  operations: operationTable,
  clients: clientTable,
  cpu: cpuTable,
  growth: growthTable,
  reach: reachTable,
};

/**
 * A document with the figures of a run between its marks, each `<!-- bench:NAME -->` up to
 * `<!-- /bench -->`. Throws on a mark of a name that there is no table for.
 */
export function renderDocs(document: string, results: Results): string {
  return document.replace(
    /(<!-- bench:(\w+) -->\n)[\s\S]*?(<!-- \/bench -->)/g,
    (_, start: string, name: string, end: string) => `${start}${partOf(name, results)}\n${end}`,
  );
}

function partOf(name: string, results: Results): string {
  if (name === 'machine') return `\`\`\`\n${machineLines(results)}\n\`\`\``;
  const table = TABLES[name];
  if (table === undefined) throw new Error(`there is no table for the mark bench:${name}`);
  return markdown(table(results));
}
