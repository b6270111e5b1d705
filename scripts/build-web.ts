/**
 * Builds the page into `web/dist`, or into the folder given as argument. Also runs after `npm ci`; does nothing in an
 * install without development dependencies (`--omit=dev`).
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

/** Builds into a temporary folder and then replaces the target, so that a failed build keeps the earlier page. */
async function buildPage(target: string): Promise<void> {
  // A caller such as a test runner may set another mode, in which React is its slow development version.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  const fresh = mkdtempSync(join(tmpdir(), 'apple-juicer-page-'));
  try {
    await build({ root: WEB, logLevel: 'warn', build: { outDir: fresh, emptyOutDir: true } });
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    // Copy entries one by one: the folder itself is readable by its owner only.
    for (const name of readdirSync(fresh)) cpSync(join(fresh, name), join(target, name), { recursive: true });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
