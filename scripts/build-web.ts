/**
 * Builds the page into `web/dist`, or into the folder given as argument. Also runs after `npm ci`; does nothing in an
 * install without development dependencies (`--omit=dev`).
 */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled } from './is-installed.ts';

const WEB = fileURLToPath(new URL('../web/', import.meta.url));

if (isInstalled('vite', join(WEB, 'package.json'))) {
  const { buildPage } = await import('./page.ts');
  await buildPage(resolve(process.argv[2] ?? join(WEB, 'dist')));
} else {
  process.stdout.write(
    'The page is not built: the build tools are not installed (npm ci without --omit=dev has them).\n',
  );
}
