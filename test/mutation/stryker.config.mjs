// Mutation testing of the kernels: `npm run mutate`. The mutants are made in compiled files, because
// that is what node:test runs; each runs only the test files that reach it.

const BUILD = 'dist-stryker';

// The runner hands its environment on to the tests: the same cases in every run.
process.env.LOWTIDE_TEST_SEED ??= '20231114';

export default {
  plugins: ['@stryker-mutator/tap-runner'],
  testRunner: 'tap',
  tap: {
    testFiles: [`${BUILD}/test/kernels/*.test.js`],
    nodeArgs: ['--test-reporter=tap', '-r', '{{hookFile}}', '{{testFile}}'],
    forceBail: true,
  },
  mutate: [`${BUILD}/src/kernels/*.js`],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 15_000,
  timeoutFactor: 3,
  // Only what the tests of the kernels read is copied into the sandbox.
  ignorePatterns: [
    '/*',
    '!/package.json',
    `!/${BUILD}`,
    `/${BUILD}/*`,
    `!/${BUILD}/src`,
    `!/${BUILD}/test`,
    '!/test',
    '/test/*',
    '!/test/kernels',
    '/test/kernels/*',
    '!/test/kernels/golden.json',
  ],
  tempDirName: `${BUILD}/sandbox`,
  disableTypeChecks: false,
  tsconfigFile: 'none',
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  jsonReporter: { fileName: `${BUILD}/mutation.json` },
  thresholds: { high: 95, low: 90, break: 90 },
  allowConsoleColors: false,
};
