import { copyFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../../scripts/bundle.ts';
import { keptBuild, ROOT } from './kept-build.ts';

/** Variable with the path of the CLI, which the processes of a test run inherit. */
const BUNDLE_VARIABLE = 'APPLE_JUICER_TEST_CLI';

/** Path of the CLI built from the current sources. */
export async function builtCli(): Promise<string> {
  const folder = await keptBuild('apple-juicer-test-cli', ['src/**/*', 'assets/**/*'], async (draft) => {
    await bundle(join(draft, 'dist'));
    copyFileSync(join(ROOT, 'package.json'), join(draft, 'package.json'));
    symlinkSync(join(ROOT, 'web'), join(draft, 'web'));
  });
  return join(folder, 'dist/cli-main.js');
}

/**
 * Builds the CLI and passes its path to the test processes in a variable: `startCli` starts it, and `bundled-entries.ts`
 * its processes and threads. Tests run the same code as users, and it starts in half the time.
 */
export default async function setup(): Promise<void> {
  // Every project of a test run calls this, one after the other.
  process.env[BUNDLE_VARIABLE] ??= await builtCli();
}
