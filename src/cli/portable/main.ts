/**
 * Entry of the portable app. Without arguments, as after a double click, it opens the page; with arguments it is the
 * command line. Unlike `../main.ts` it keeps its files in the folders of the system, whatever the working folder is.
 */
import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { systemFolders } from './system-folders.ts';

const { data, cache } = systemFolders();
const compiled = join(cache, 'compiled');
enableCompileCache(compiled);
// For the processes that it starts.
process.env['NODE_COMPILE_CACHE'] ??= compiled;
process.env['APPLE_JUICER_POSTGRES__DSN'] ??= `sqlite:///${join(data, 'apple_juicer.db')}`;

const args = process.argv.slice(2);
const isDoubleClick = args.length === 0;
if (isDoubleClick) {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  // A file manager starts it anywhere, for example among downloads, whose `.env` is not for us.
  process.chdir(data);
  // Its window is read by people, who have no use for a line per request.
  process.env['APPLE_JUICER_LOG__LEVEL'] ??= 'warn';
}
const { run } = await import('../run.ts');
await run(isDoubleClick ? ['open'] : args);
if (isDoubleClick && process.exitCode !== undefined && process.exitCode !== 0) {
  const { keepWindowOpen } = await import('./keep-window-open.ts');
  await keepWindowOpen();
}
