import fc from 'fast-check';

// Every run draws new cases, and a failure prints its seed. With LOWTIDE_TEST_SEED=1234 a run draws
// the same cases again: mutation testing needs that, because a mutant that one run kills must not
// survive the next.
const seed = process.env.LOWTIDE_TEST_SEED;
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });

export { fc };
