/** One numbered entry of the methodology, such as M11. */
export interface Entry {
  readonly title: string;
  readonly text: string;
}

/** The entries of the methodology: its sections whose titles begin with M and a number. */
export function entriesOf(markdown: string): Entry[] {
  return markdown.split(/^## /m).flatMap((section) => {
    const end = section.indexOf('\n');
    const title = section.slice(0, end).trim();
    return /^M\d+ /.test(title) ? [{ title, text: section.slice(end).trim() }] : [];
  });
}

/** Entries to prefer where several name a field, by types on the way to it. */
const PREFERRED: readonly (readonly [RegExp, string])[] = [
  [/^Short/, 'M11'],
  [/^Flow/, 'M17'],
  [/^Attribution|^SectorTilt/, 'M7'],
  [/^Concentration/, 'M6'],
  [/^Return/, 'M5'],
  [/^Performance/, 'M1'],
];

/** The entry that names a field in backticks; among several the one about its report. */
export function findEntry(
  entries: readonly Entry[],
  field: string,
  types: readonly string[],
): Entry | null {
  const naming = entries.filter(({ text }) => new RegExp(`\\b${field}\\b`).test(text));
  const byDefinition = naming.filter(({ text }) => text.includes(`| \`${field}\``));
  const found = byDefinition.length > 0 ? byDefinition : naming;
  const wanted = [...types].reverse().flatMap((type) => {
    return PREFERRED.filter(([pattern]) => pattern.test(type)).map(([, number]) => number);
  });
  const preferred = wanted
    .map((number) => found.find(({ title }) => title.startsWith(`${number} `)))
    .find((it) => it !== undefined);
  return preferred ?? found[0] ?? null;
}
