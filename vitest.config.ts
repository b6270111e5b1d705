import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { DEPTH_TAGS } from './test/support/depth.ts';
import { RunSummary } from './test/support/run-summary.ts';
import { SlowestFirst } from './test/support/slowest-first.ts';

const WEB_TESTS = 'test/web/**/*.test.ts';
const RELEASE_TESTS = 'test/release/**/*.test.ts';

const NODE_SETUP = [
  'test/support/services/global-setup.ts',
  'test/support/run-shelf.ts',
  'test/support/bundled-cli.ts',
];

const BUNDLED = ['test/support/bundled-entries.ts'];

/** Where the CLI keeps compiled modules too: see `src/cli/main.ts`. */
const COMPILED = fileURLToPath(new URL('node_modules/.cache/apple-juicer', import.meta.url));

export default defineConfig({
  test: {
    // Tests start real worker processes and threads: processes isolate them. Three keep the two processors of the smallest
    // machine we support busy, since tests also wait for browsers and databases.
    pool: 'forks',
    maxWorkers: 3,
    // Processes with much short-lived data and idle times of none: collecting garbage rarely, and without threads that
    // compete for the same processors, is a tenth of their processor time.
    execArgv: ['--single-threaded-gc', '--min-semi-space-size=32', '--max-semi-space-size=32'],
    // Tests that mostly wait, in one file.
    maxConcurrency: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes; on a busy machine not within vitest's one second.
    expect: { poll: { timeout: 20_000 } },
    tags: DEPTH_TAGS,
    sequence: { sequencer: SlowestFirst },
    reporters: ['default', new RunSummary()],
    // Node runs the sources as they are, in tests too. Types are stripped once for all processes and threads.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    env: { TZ: 'America/Los_Angeles', APPLE_JUICER_TEST: '1', NODE_COMPILE_CACHE: COMPILED },
    projects: [
      {
        // Beside the sources, and leaving nothing behind: the files share processes, which halves their time.
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'web/src/**/*.test.ts'],
          isolate: false,
          globalSetup: NODE_SETUP,
          setupFiles: BUNDLED,
        },
      },
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, WEB_TESTS, RELEASE_TESTS],
          // Loading the sources takes longer than many of these files; what they change is in processes and folders of their own.
          isolate: false,
          globalSetup: NODE_SETUP,
          setupFiles: BUNDLED,
        },
      },
      {
        // Minutes of waiting: the packed copy, faults of Redis, the files of the container. Not part of `npm test`, and always at full depth.
        extends: true,
        test: { name: 'release', include: [RELEASE_TESTS], globalSetup: NODE_SETUP, setupFiles: BUNDLED },
      },
      {
        // A real browser against the real server: the page is built first. The files share a process, and with it the browser.
        extends: true,
        test: {
          name: 'browser',
          include: [WEB_TESTS],
          isolate: false,
          globalSetup: ['test/web/support/build-page.ts', 'test/support/run-shelf.ts', 'test/support/bundled-cli.ts'],
          setupFiles: BUNDLED,
        },
      },
    ],
  },
});
