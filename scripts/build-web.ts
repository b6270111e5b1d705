/**
 * Builds the page into `web/dist`, or into the folder given as argument. Also runs after `npm ci`; does nothing in an
 * install without development dependencies (`--omit=dev`).
 */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled } from './is-installed.ts';

const WEB = fileURLToPath(new URL('../web/', import.meta.url));

if (isInstalled('vite', join(WEB, 'package.json'))) {
  const { buildPage, STYLES_OF_PAGE } = await import('./page.ts');
  const target = resolve(process.argv[2] ?? join(WEB, 'dist'));
  const modules = await buildPage(target);
  const { writeLicences } = await import('./write-licences.ts');
  writeLicences(target, modules, [STYLES_OF_PAGE]);
} else {
  process.stdout.write(
    'The page is not built: the build tools are not installed (npm ci without --omit=dev has them).\n',
  );
}
