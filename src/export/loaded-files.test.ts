import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const SOURCES = fileURLToPath(new URL('..', import.meta.url));
const PRINT_LOADED = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
`;

/** The sources that a new process loads for these statements, relative to `src`. */
async function loadedBy(statements: string): Promise<string[]> {
  const code = `${PRINT_LOADED}${statements}\nconsole.log(JSON.stringify(loaded));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: SOURCES,
  });
  const urls = JSON.parse(stdout) as string[];
  return urls.flatMap((url) => url.split('/src/')[1] ?? []);
}

it('the thread of an export loads the exporter that is asked for, and no schemas', async () => {
  // Outside a thread it fails, after it has loaded what it needs.
  const loaded = await loadedBy(`
    await import('./export/thread/export-worker.ts').catch(() => undefined);
    const { exporterOf } = await import('./export/exporters.ts');
    await exporterOf('conversations');
  `);
  expect(loaded).toContain('export/chats/export-chats.ts');
  expect(
    loaded.filter((path) => /^export\/(?:photos|notes|contacts|keepsake|pdf|redaction\/remains)\//.test(path)),
  ).toEqual([]);
  const contracts = loaded.filter((path) => path.startsWith('contract/'));
  expect(contracts.toSorted()).toEqual([
    'contract/chat-kinds.ts',
    'contract/export-phases.ts',
    'contract/media-kinds.ts',
    'contract/photo-traits.ts',
  ]);
}, 60_000);

it('the main thread loads no views, catalogues or exporters', async () => {
  const loaded = await loadedBy(`await import('./export/prepare-export.ts');`);
  expect(loaded).toContain('export/thread/export-thread.ts');
  expect(loaded.filter((path) => /^(?:views|artifacts)\/|^locales\/catalogues|exporter/.test(path))).toEqual([]);
}, 60_000);
