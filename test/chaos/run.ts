import { parseArgs } from 'node:util';
import { ENGINES, type EngineName } from './lab.js';
import { RECIPES } from './recipes/index.js';
import { lineOf, runRecipe } from './run-recipe.js';

// `npm run chaos -- [R-01 ...] [--engine mariadb] [--seed N] [--short]`: every recipe on every
// engine that it is for. The last line is the count; the exit code is 1 when one failed.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string', multiple: true },
    seed: { type: 'string' },
    short: { type: 'boolean', default: false },
  },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const engines = (values.engine ?? ENGINES) as readonly EngineName[];
for (const engine of engines) {
  if (!ENGINES.includes(engine)) throw new Error(`--engine is one of ${ENGINES.join(', ')}`);
}

say(`seed ${seed}; repeat with --seed ${seed}`);
const counts = { passed: 0, failed: 0, unable: 0 };
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
for (const recipe of RECIPES) {
  if (positionals.length > 0 && !positionals.includes(recipe.id)) continue;
  say(`\n${recipe.id}  ${recipe.title}`);
  for (const engine of engines) {
    if (!recipe.engines.includes(engine)) continue;
    const outcome = await runRecipe(recipe, engine, { seed, isShort: values.short });
    say(lineOf(outcome));
    if ('failure' in outcome.result) {
      counts.failed++;
      const { failure } = outcome.result;
      say(failure instanceof Error ? (failure.stack ?? failure.message) : String(failure));
    } else if ('unable' in outcome.result) counts.unable++;
    else counts.passed++;
  }
}
say(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.unable} not run`);
process.exit(counts.failed === 0 ? 0 : 1);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
