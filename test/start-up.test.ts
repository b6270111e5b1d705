import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Prints the URL of every loaded module. */
const TELL = `data:text/javascript,import { registerHooks } from 'node:module';
registerHooks({ load: (url, context, next) => (process.stderr.write(url + '\\n'), next(url, context)) });`;

/** Modules that a command has loaded when it ends, below the checkout. */
async function loadedBy(...args: readonly string[]): Promise<string[]> {
  const { stderr } = await promisify(execFile)(process.execPath, ['--import', TELL, 'src/cli/main.ts', ...args], {
    cwd: ROOT,
  });
  return stderr
    .split('\n')
    .flatMap((line) => (line.includes(ROOT) ? [line.slice(line.indexOf(ROOT) + ROOT.length)] : []));
}

it('does not load the application or the database to print help', async () => {
  const loaded = await loadedBy('--help');
  expect(loaded).toContain('src/cli/program.ts');
  const needless =
    /^(?:src\/(?:views|artifacts|indexing|sessions|storage\/(?!dsn|postgres-dsn))|node_modules\/(?:kysely|pg)\/)/;
  expect(loaded.filter((path) => needless.test(path))).toEqual([]);
});
