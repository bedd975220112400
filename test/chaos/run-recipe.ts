import { type Counts, type EngineName, Lab, type Recipe, Unable } from './lab.js';

export interface Outcome {
  readonly recipe: Recipe;
  readonly engine: EngineName;
  readonly seed: number;
  readonly seconds: number;
  /** What it counted, why it could not run, or how it failed. */
  readonly result: { counts: Counts } | { unable: string } | { failure: unknown };
}

/** Runs one recipe in a lab of its own. */
export async function runRecipe(
  recipe: Recipe,
  engine: EngineName,
  { seed, isShort }: { seed: number; isShort: boolean },
): Promise<Outcome> {
  const startedAt = performance.now();
  const lab = new Lab(engine, seed, isShort);
  const done = (result: Outcome['result']): Outcome => ({
    ...{ recipe, engine, seed, result },
    seconds: (performance.now() - startedAt) / 1000,
  });
  try {
    return done({ counts: await recipe.run(lab) });
  } catch (error) {
    return done(error instanceof Unable ? { unable: error.message } : { failure: error });
  } finally {
    await lab.close();
  }
}

/** One line of the table. */
export function lineOf({ recipe, engine, seed, seconds, result }: Outcome): string {
  const head = `${recipe.id.padEnd(5)} ${engine.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s  `;
  if ('unable' in result) return `${head}not run: ${result.unable}`;
  if ('failure' in result) return `${head}FAILED with --seed ${seed}: ${recipe.title}`;
  const counts = Object.entries(result.counts).map(([name, value]) => `${words(name)} ${value}`);
  return `${head}ok: ${counts.join(', ')}`;
}

function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
