/**
 * Bundles the CLI into `dist`. Runs after `npm ci` too, so that commands of a checkout start as quickly as those of a package;
 * an install without development dependencies (`--omit=dev`) has no tools for it and runs the sources.
 */
import { globSync, rmSync } from 'node:fs';
import { isInstalled } from './is-installed.ts';

if (isInstalled('rolldown', import.meta.url)) {
  const { bundle } = await import('./bundle.ts');
  // Types stay: npm prepares what it has packed already.
  for (const file of globSync('dist/*.js')) rmSync(file);
  await bundle('dist');
} else {
  process.stdout.write(
    'The CLI is not bundled: the build tools are not installed (npm ci without --omit=dev has them).\n',
  );
}
