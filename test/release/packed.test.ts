import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDemoBackup } from '../synthetic/index.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Packing compiles, and installing uses the registry. */
const MINUTES = 60_000;
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

/**
 * The environment of a user's shell: without the test runner's variables and without this checkout's programs in the
 * path. Certificates of a proxy stay, without which npm reaches no registry.
 */
function environment(): NodeJS.ProcessEnv {
  const own = (process.env['PATH'] ?? '').split(':').filter((folder) => !folder.startsWith(ROOT));
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_(?!EXTRA_CA_CERTS)|APPLE_JUICER_)/i.test(name),
  );
  return { ...Object.fromEntries(kept), PATH: own.join(':') };
}

/** The program of the README that uses the library. */
async function libraryExample(): Promise<string> {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  return /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
}

describe('the packed copy, installed in another folder', () => {
  let folder: string;
  const inFolder = (file: string, ...args: string[]) =>
    run(file, args, { cwd: folder, env: environment(), maxBuffer: 16 * 1024 * 1024 });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-packed-'));
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: ROOT,
      env: environment(),
    });
    // Output of the build can precede the JSON.
    const [tarball] = JSON.parse(stdout.slice(stdout.search(/^\[/m))) as [{ filename: string }];
    await inFolder('npm', 'init', '-y');
    await inFolder('npm', 'install', '--no-audit', '--no-fund', join(folder, tarball.filename));
  }, 5 * MINUTES);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('runs the demo once', { timeout: 2 * MINUTES }, async () => {
    const { stdout, stderr } = await inFolder('npx', 'apple-juicer', 'demo', '--once');
    expect(`${stdout}${stderr}`).toMatch(/Messages\s+indexed\s+2,000\s+2,000\s+0/);
  });

  it('contains the built web page', async () => {
    const page = await readFile(join(folder, 'node_modules', 'apple-juicer', 'web', 'dist', 'index.html'), 'utf8');
    const script = /src="\/app\/(assets\/index-[^"]+\.js)"/.exec(page)?.[1] ?? '';
    await access(join(folder, 'node_modules', 'apple-juicer', 'web', 'dist', script));
    for (const ending of ['br', 'gz'])
      await access(join(folder, 'node_modules', 'apple-juicer', 'web', 'dist', `${script}.${ending}`));
    expect(script).not.toBe('');
  });

  it('has the licences of what is bundled', async () => {
    const installed = join(folder, 'node_modules', 'apple-juicer');
    const terms = (part: string) => readFile(join(installed, part, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    expect(await terms('dist')).toMatch(/^fastify@[\d.]+ \(MIT\)$/m);
    expect(await terms('web/dist')).toMatch(/^react@[\d.]+ \(MIT\)$/m);
  });

  it('runs the library of the README', { timeout: MINUTES }, async () => {
    await writeDemoBackup(join(folder, 'backup'), { password: 'lemonade', messages: 5 });
    const program = (await libraryExample())
      .replace(/'\/path\/to\/[^']+'/, "'backup'")
      .replace(/\('CameraRollDomain', '[^']+'\)/, "('HomeDomain', 'Library/SMS/sms.db')");
    await writeFile(join(folder, 'readme.mts'), program);
    const { stdout } = await inFolder(join(folder, 'node_modules', '.bin', 'node'), 'readme.mts');
    expect(stdout.slice(0, 15)).toBe('SQLite format 3');
  });

  it('has types that compile with those of Node alone', { timeout: 2 * MINUTES }, async () => {
    await inFolder('npm', 'install', '--no-audit', '--no-fund', '@types/node@26');
    await writeFile(join(folder, 'types.mts'), await libraryExample());
    for (const [module, resolution] of [
      ['esnext', 'bundler'],
      ['nodenext', 'nodenext'],
    ] as const) {
      const options = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2024'];
      const how = ['--module', module, '--moduleResolution', resolution];
      await inFolder(process.execPath, TSC, ...options, ...how, 'types.mts');
    }
  });
});
