const target = 'es2022';
const module = { type: 'es6' };
const react = { runtime: 'automatic', importSource: 'hono/jsx' };

/** Compiled by swc: `jsc` is what differs between plain TypeScript and pages. */
const swc = (jsc) => ['@swc/jest', { jsc: { target, ...jsc }, module, sourceMaps: 'inline' }];

/** Everything runs as ESM; types are checked by tsc, not here. */
export default {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/environment/global-setup.mjs',
  globalTeardown: '<rootDir>/test/environment/global-teardown.mjs',
  // Most files wait more than they compute: for servers, timers, mails.
  maxWorkers: 4,
  testTimeout: 60_000,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testMatch: ['<rootDir>/test/**/*.test.{ts,tsx}'],
  transform: {
    '^.+\\.ts$': swc({ parser: { syntax: 'typescript' } }),
    '^.+\\.tsx$': swc({ parser: { syntax: 'typescript', tsx: true }, transform: { react } }),
  },
  modulePathIgnorePatterns: ['<rootDir>/.data', '<rootDir>/dist'],
};
