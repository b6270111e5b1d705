import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { compressFiles } from './compress-files.ts';

/** The workspace of the page. */
const WEB: string = fileURLToPath(new URL('../web/', import.meta.url));

/** A package without modules: its style sheet is in that of the page. */
export const STYLES_OF_PAGE: string = join(WEB, '../node_modules/tailwindcss');

/**
 * Builds the page into a folder and returns the paths of the modules in it. Builds into a temporary folder and then
 * replaces the target, so that a failed build keeps the earlier page.
 */
export async function buildPage(target: string): Promise<readonly string[]> {
  // A caller such as a test runner may set another mode, in which React is its slow development version.
  process.env.NODE_ENV = 'production';
  const fresh = mkdtempSync(join(tmpdir(), 'apple-juicer-page-'));
  try {
    const built = await build({ root: WEB, logLevel: 'warn', build: { outDir: fresh, emptyOutDir: true } });
    // What the server sends instead. The page itself is not among them: each answer has another nonce.
    await compressFiles(join(fresh, 'assets'));
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    // Copy entries one by one: the folder itself is readable by its owner only.
    for (const name of readdirSync(fresh)) cpSync(join(fresh, name), join(target, name), { recursive: true });
    const { output } = built as Rolldown.RolldownOutput;
    return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : file.originalFileNames));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
