import { configDefaults, defineConfig } from 'vitest/config';

const WEB_TESTS = 'test/web/**/*.test.ts';

export default defineConfig({
  test: {
    // Tests start real worker processes and threads: processes isolate them, and two match the smallest machine we support.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { TZ: 'America/Los_Angeles', APPLE_JUICER_TEST: '1' },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'web/src/**/*.test.ts'],
          exclude: [...configDefaults.exclude, WEB_TESTS],
          globalSetup: ['test/support/services/global-setup.ts'],
        },
      },
      {
        // A real browser against the real server: the page is built first.
        extends: true,
        test: {
          name: 'browser',
          include: [WEB_TESTS],
          globalSetup: ['test/web/support/build-page.ts'],
        },
      },
    ],
  },
});
