import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Tests start real worker processes and threads: processes isolate them, and two match the smallest machine we support.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { TZ: 'America/Los_Angeles', APPLE_JUICER_TEST: '1' },
  },
});
