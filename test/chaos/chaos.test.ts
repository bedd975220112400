import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMariadb } from '../support/mariadb.js';
import { RECIPES } from './recipes/index.js';
import { lineOf, runRecipe } from './run-recipe.js';

// A small part of `npm run chaos`: few kills, short outages. The seed is printed with a failure.

const SHORT = [
  ['R-01', 'sqlite'],
  ['R-01', 'mariadb'],
  ['R-02', 'mariadb'],
  ['R-03', 'mariadb'],
  ['R-40', 'sqlite'],
  ['R-40', 'mariadb'],
] as const;
const seed = Math.floor(Math.random() * 2 ** 31);

for (const [id, engine] of SHORT) {
  const recipe = RECIPES.find((one) => one.id === id && one.engines.includes(engine))!;
  const skip = engine === 'mariadb' && findMariadb() === null ? 'no MariaDB here' : false;
  test(`${id} on ${engine}: ${recipe.title}`, { skip }, async (t) => {
    const outcome = await runRecipe(recipe, engine, { seed, isShort: true });
    t.diagnostic(lineOf(outcome));
    const { result } = outcome;
    if ('unable' in result) t.skip(result.unable);
    if (!('failure' in result)) return;
    assert.fail(new Error(`repeat with --seed ${seed} --short`, { cause: result.failure }));
  });
}
