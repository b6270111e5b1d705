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

  it('opens a backup in five lines', { timeout: MINUTES }, async () => {
    await writeDemoBackup(join(folder, 'backup'), { password: 'x', messages: 5 });
    const lines = [
      `import { openBackup } from 'apple-juicer/backup';`,
      `const backup = await openBackup('backup', { password: 'x' });`,
      `const entry = backup.manifest.find('HomeDomain', 'Library/SMS/sms.db');`,
      `console.log((await backup.openDatabase(entry)).db.prepare('SELECT count(*) AS n FROM message').get().n);`,
      `await backup.close();`,
    ];
    await writeFile(join(folder, 'five-lines.mjs'), lines.join('\n'));
    const { stdout } = await inFolder(join(folder, 'node_modules', '.bin', 'node'), 'five-lines.mjs');
    expect(stdout.trim()).toBe('5');
  });
});
