import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../scripts/bundle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Below `node_modules`, so that libraries can be resolved. */
const CACHE = join(ROOT, 'node_modules/.cache');

/** Variable with the path of the CLI, which the processes of a test run inherit. */
const BUNDLE_VARIABLE = 'APPLE_JUICER_TEST_CLI';

/** Builds the CLI into a temporary folder, which the caller removes. */
export async function buildCli(): Promise<{ readonly entry: string; readonly remove: () => void }> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'apple-juicer-test-cli-'));
  await bundle(join(folder, 'dist'));
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'web'), join(folder, 'web'));
  return { entry: join(folder, 'dist/cli-main.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Builds the CLI once per test run and passes its path to the test processes in a variable: `startCli` starts it, and
 * `bundled-entries.ts` its processes and threads. Tests run the same code as users, and it starts in half the time.
 */
export default async function setup(): Promise<() => void> {
  // Every project of a test run calls this, one after the other; they share one bundle.
  if (process.env[BUNDLE_VARIABLE] !== undefined) return () => {};
  const { entry, remove } = await buildCli();
  process.env[BUNDLE_VARIABLE] = entry;
  return remove;
}
