/**
 * Builds the page into `web/dist`, or into the folder given as argument. Runs after `npm ci` too, where an install without
 * development dependencies (`--omit=dev`) has no tools for it.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled } from './is-installed.ts';

const WEB = fileURLToPath(new URL('../web/', import.meta.url));

if (isInstalled('vite', join(WEB, 'package.json'))) await buildPage(resolve(process.argv[2] ?? join(WEB, 'dist')));
else
  process.stdout.write(
    'The page is not built: the build tools are not installed (npm ci without --omit=dev has them).\n',
  );

/** Builds beside the target and then replaces it, so that a build that fails leaves the earlier page whole. */
async function buildPage(target: string): Promise<void> {
  // Whoever starts this, a test runner perhaps, may run in another mode: React would come in its slow development form.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  const fresh = mkdtempSync(join(tmpdir(), 'apple-juicer-page-'));
  try {
    await build({ root: WEB, logLevel: 'warn', build: { outDir: fresh, emptyOutDir: true } });
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    // One by one: the folder itself is readable by its owner only.
    for (const name of readdirSync(fresh)) cpSync(join(fresh, name), join(target, name), { recursive: true });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
