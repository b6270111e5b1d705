import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { fullOnly } from './support/depth.ts';
import { cliEntry } from './support/run-cli.ts';
import { makeWorkspace } from './support/workspace.ts';

const workspace = await makeWorkspace();
afterAll(() => workspace.remove());

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Prints the URL of every loaded module. */
const TELL = `data:text/javascript,import { registerHooks } from 'node:module';
registerHooks({ load: (url, context, next) => (process.stderr.write(url + '\\n'), next(url, context)) });`;

const OPTIONS = { cwd: ROOT, env: { ...process.env, ...workspace.environment } };

/** Modules that a command has loaded when it ends, below the checkout. */
async function loadedBy(...args: readonly string[]): Promise<string[]> {
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', TELL, 'src/cli/main.ts', ...args],
    OPTIONS,
  );
  return modulesIn(stderr);
}

function modulesIn(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    if (line.includes(ROOT)) return [line.slice(line.indexOf(ROOT) + ROOT.length)];
    // Packages may be elsewhere, behind a link.
    const start = line.indexOf('/node_modules/');
    return start === -1 ? [] : [line.slice(start + 1)];
  });
}

it('does not load the application, backups, the database, schemas or languages to print help', async () => {
  const loaded = await loadedBy('--help');
  expect(loaded).toContain('src/cli/program.ts');
  const needless =
    /^(?:src\/(?:views\/|artifacts\/|indexing\/|sessions\/|storage\/|settings\.ts|backup\/(?:index|sandbox)\.ts|media\/index\.ts)|node_modules\/(?:kysely|pg|pg-connection-string|yazl|zod|intl-messageformat|string-width)\/)/;
  expect(loaded.filter((path) => needless.test(path))).toEqual([]);
});

it('lists backups without the views of what is in them, and without threads', fullOnly, async () => {
  const loaded = await loadedBy('list');
  expect(loaded).toContain('src/views/backups.ts');
  expect(loaded).toContain('src/indexing/discover-paths.ts');
  expect(loaded).toContain('src/storage/engines/sqlite/own-thread-connection.ts');
  expect(
    loaded.filter((path) => /(?:statement-thread|thread-handle|discovery-thread|manifest-thread)\.ts$/.test(path)),
  ).toEqual([]);
  expect(
    loaded.filter((path) => /^src\/(?:views\/(?:search|messages|photos|records\/find-table)|api\/routes)/.test(path)),
  ).toEqual([]);
});

it('serves without the exporters and the documentation of the API', { ...fullOnly, timeout: 120_000 }, async () => {
  const server = spawn(process.execPath, ['--import', TELL, 'src/cli/main.ts', 'serve', '--json'], OPTIONS);
  let told = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  await once(server.stdout, 'data');
  const ended = once(server, 'close');
  server.kill('SIGTERM');
  await ended;
  const loaded = modulesIn(told);
  expect(loaded).toContain('src/api/server.ts');
  expect(
    loaded.filter((path) => /^src\/api\/openapi\/(?:document|examples)|\/(?:ajv|yaml|swagger|swagger-ui)\//.test(path)),
  ).toEqual([]);
  expect(loaded.filter((path) => path.startsWith('src/export/'))).toEqual(['src/export/one-file-errors.ts']);
});

it('prints the link before the API is loaded, and answers afterwards', { ...fullOnly, timeout: 120_000 }, async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'aj-start-')), 'output');
  const output = await open(path, 'w');
  try {
    // Both into one file, in the order of their writing.
    const server = spawn(process.execPath, ['--import', TELL, 'src/cli/main.ts', 'serve', '--json'], {
      ...OPTIONS,
      stdio: ['ignore', output.fd, output.fd],
    });
    const ended = once(server, 'close');
    const text = (): Promise<string> => readFile(path, 'utf8');
    await expect.poll(text).toContain('"loginUrl"');
    const url = /"url": "([^"]+)"/.exec(await text())?.[1] ?? '';
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    server.kill('SIGTERM');
    await ended;
    const all = await text();
    expect(all.indexOf('/src/api/server.ts')).toBeGreaterThan(all.indexOf('"loginUrl"'));
    expect(all).not.toContain('"level":50');
  } finally {
    await output.close();
    await rm(dirname(path), { recursive: true });
  }
});

/** Entries of the bundle that are needed before, or without, the API and the views of what is in backups. */
const SMALL = [
  'cli-run',
  'main',
  'views-backups',
  'cli-serve-until-stopped',
  'cli-claim-start',
  'api-running-server',
  'indexing-added-folders',
  'contract-backups',
  'contract-marks',
  'export-language-language-of',
];

it.each(SMALL)('has no API and no views in the files of the bundle that %s loads', (entry) => {
  const folder = dirname(cliEntry());
  const files = new Map<string, string>();
  const waiting = [`${entry}.js`];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (files.has(name)) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    files.set(name, text);
    waiting.push(...Array.from(text.matchAll(/^(?:import|export)\b.*?"\.\/([^"]+)"/gm), ([, part = '']) => part));
  }
  // The bundle has the path of each module before its code.
  const large = /^\/\/ (?:src\/(?:api\/server|views\/index|views\/messages\/.*)\.ts|node_modules\/fastify\/.*)$/gm;
  expect(Array.from(files.values(), (text) => text.match(large) ?? []).flat()).toEqual([]);
  expect(files.size).toBeGreaterThan(1);
});
