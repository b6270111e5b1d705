import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { zstdDecompressSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PLATFORMS } from '../../scripts/portable/platforms.ts';
import { type CliResult, finished } from '../support/run-cli.ts';
import { writeDemoBackup } from '../synthetic/index.ts';
import { chromiumPath } from '../web/support/chromium.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MINUTES = 60_000;
const PASSWORD = 'lemon tree';
const MESSAGES = 300;

/** Formats of programs, by platform: magic bytes, and the processor that follows them. */
const PROGRAM: Readonly<Record<string, (file: Buffer) => boolean>> = {
  'linux-x64': (file) => file.readUInt32BE(0) === 0x7f454c46 && file.readUInt16LE(18) === 0x3e,
  'linux-arm64': (file) => file.readUInt32BE(0) === 0x7f454c46 && file.readUInt16LE(18) === 0xb7,
  'macos-x64': (file) => file.readUInt32LE(0) === 0xfeedfacf && file.readUInt32LE(4) === 0x01000007,
  'macos-arm64': (file) => file.readUInt32LE(0) === 0xfeedfacf && file.readUInt32LE(4) === 0x0100000c,
  'windows-x64': (file) => {
    const header = file.readUInt32LE(0x3c);
    return file.toString('latin1', header, header + 4) === 'PE\0\0' && file.readUInt16LE(header + 4) === 0x8664;
  },
};

/** Archives that were built before, for example by another job; they are built anew where it is not set. */
const BUILT = process.env['APPLE_JUICER_TEST_ARCHIVES'];

let folder: string;
/** Folder of the archives. */
let release: string;
let version: string;
const archive = (id: string, form: string): string => join(release, `apple-juicer-${version}-${id}.${form}`);

/** Unpacks an archive with the programs that people have, and returns the folder in it. */
async function unpack(id: string, into: string): Promise<string> {
  await mkdir(into, { recursive: true });
  const path = archive(id, PLATFORMS.find((platform) => platform.id === id)?.form ?? '');
  if (path.endsWith('.zip')) {
    // Like unzip, with the modes of files; not every Linux has that.
    const program = `import sys, zipfile, os
with zipfile.ZipFile(sys.argv[1]) as z:
  for f in z.infolist(): os.chmod(z.extract(f, sys.argv[2]), f.external_attr >> 16 & 0o777)`;
    await run('python3', ['-c', program, path, into]);
  } else await run('tar', ['xzf', path, '-C', into]);
  return join(into, `apple-juicer-${version}`);
}

function dist(...args: readonly string[]): Promise<unknown> {
  return run(process.execPath, ['scripts/dist.ts', ...args], { cwd: ROOT, maxBuffer: 16 * 1024 * 1024 });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aj-portable-'));
  ({ version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string });
  release = BUILT ?? join(folder, 'release');
  if (BUILT === undefined) await dist('--to', release);
}, 20 * MINUTES);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('npm run dist', () => {
  it('writes sums of everything else', async () => {
    const names = (await readdir(release)).filter((name) => name !== 'SHA256SUMS');
    const expected = PLATFORMS.flatMap(({ id, form }) => [`${id}.cdx.json`, `${id}.${form}`]);
    expect(names.toSorted()).toEqual(
      [...expected, 'image.tar.gz'].map((end) => `apple-juicer-${version}-${end}`).toSorted(),
    );
    const { stdout } = await run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: release });
    expect(stdout.match(/: OK$/gm)).toHaveLength(names.length);
  });

  it('makes the same bytes again', { timeout: 15 * MINUTES }, async () => {
    const again = join(folder, 'again');
    const ids = ['linux-x64', 'windows-x64'];
    await dist('--to', again, '--no-image', ...ids.flatMap((id) => ['--only', id]));
    for (const name of (await readdir(again)).filter((each) => each !== 'SHA256SUMS')) {
      const [first, second] = await Promise.all([release, again].map((at) => readFile(join(at, name))));
      expect([name, first?.equals(second ?? Buffer.alloc(0))]).toEqual([name, true]);
    }
    await rm(again, { recursive: true });
  });
});

describe.each(PLATFORMS.map(({ id, os }) => ({ id, os })))('the archive for $id', ({ id, os }) => {
  let home: string;
  let app: string;
  beforeAll(async () => {
    home = await unpack(id, join(folder, 'look', id));
    app = os === 'darwin' ? join(home, 'Apple Juicer.app/Contents/Resources/app') : join(home, 'app');
  }, 3 * MINUTES);
  afterAll(() => rm(join(folder, 'look', id), { recursive: true }));

  const filesIn = (at: string): string[] =>
    readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(at.length + 1));

  it('has what a person clicks, the terms and a bill of materials at its top', async () => {
    const click = {
      linux: ['Apple Juicer.desktop', 'apple-juicer'],
      darwin: ['Apple Juicer.app'],
      win32: ['Apple Juicer.cmd'],
    };
    const top = ['LICENSE', 'README.txt', 'THIRD-PARTY-LICENSES.txt', 'sbom.cdx.json', ...click[os]];
    expect((await readdir(home)).filter((name) => name !== 'app').toSorted()).toEqual(top.toSorted());
  });

  it('has Node and native libraries of that platform only', async () => {
    const node = join(app, os === 'win32' ? 'bin/node.exe' : 'bin/node');
    expect(PROGRAM[id]?.(await readFile(node))).toBe(true);
    if (os !== 'win32') expect((await stat(node)).mode & 0o777).toBe(0o755);
    const native = filesIn(app).filter((path) => /\.(?:node|dll|dylib)$|\.so\.[\d.]+$/.test(path));
    for (const kind of [/sharp-.*\.node$/, /vips/]) expect(native.some((path) => kind.test(path))).toBe(true);
    for (const path of native) expect([path, PROGRAM[id]?.(await readFile(join(app, path)))]).toEqual([path, true]);
    const typesetter = zstdDecompressSync(await readFile(join(app, 'dist/typesetter.node.zst')));
    expect(PROGRAM[id]?.(typesetter)).toBe(true);
  });

  // Node of macOS is larger by 30 MB, for symbols that its signature covers.
  it('takes no more space than people were promised', async () => {
    const sizes = await Promise.all(filesIn(home).map(async (path) => (await stat(join(home, path))).size));
    const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1e6;
    expect(megabytes).toBeLessThan(os === 'darwin' ? 240 : 200);
  });

  it('has the bundle, the page and the fonts, and nothing for developers', () => {
    const files = filesIn(app);
    for (const path of ['dist/cli-main.js', 'dist/cli-portable-main.js', 'web/dist/index.html', 'package.json'])
      expect(files).toContain(path);
    expect(files.filter((path) => /^dist\/fonts\/.*\.ttf(?:\.zst)?$/.test(path)).length).toBeGreaterThan(20);
    expect(files).toContain('dist/fonts/NotoSansSC_400Regular.ttf.zst');
    for (const ending of ['js.br', 'js.gz'])
      expect(files.some((path) => path.startsWith('web/dist/assets/index-') && path.endsWith(`.${ending}`))).toBe(true);
    expect(files.filter((path) => /^web\/dist\/assets\/index-[^.]*\.js$/.test(path))).toEqual([]);
    const needless = /\.(?:map|d\.[cm]?ts)$|\/(?:vitest|typescript|playwright-core|react|rolldown|@biomejs|oxlint)\//;
    expect(files.filter((path) => needless.test(path))).toEqual([]);
  });

  it('names every package in its terms and in its bill of materials', async () => {
    const terms = await readFile(join(home, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    const bill = JSON.parse(await readFile(join(home, 'sbom.cdx.json'), 'utf8')) as {
      bomFormat: string;
      serialNumber: string;
      components: { name: string; version: string; purl: string; scope: string; 'bom-ref': string }[];
      dependencies: { ref: string; dependsOn: string[] }[];
    };
    expect([bill.bomFormat, bill.serialNumber]).toEqual([
      'CycloneDX',
      expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
    ]);
    const listed = new Set(bill.components.map((component) => component['bom-ref']));
    expect(listed.size).toBe(bill.components.length);
    const installed = filesIn(join(app, 'node_modules')).filter((path) =>
      /(?:^|node_modules\/)(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path),
    );
    expect(installed.length).toBeGreaterThan(80);
    for (const path of installed) {
      const text = await readFile(join(app, 'node_modules', path), 'utf8');
      const { name, version: of } = JSON.parse(text) as { name: string; version: string };
      expect([...listed]).toContain(`${name}@${of}`);
      expect(terms).toContain(`${name}@${of}`);
    }
    // Bundled ones, and what is inside of libvips.
    for (const name of ['kysely', 'zod', 'react', 'maplibre-gl', 'tailwindcss', '@expo-google-fonts/noto-sans', 'heif'])
      expect(bill.components.map((component) => component.name)).toContain(name);
    for (const { ref, dependsOn } of bill.dependencies.slice(1))
      expect([ref, ...dependsOn].filter((id) => !listed.has(id))).toEqual([]);
    expect(terms).toContain('SIL OPEN FONT LICENSE');
    expect(terms).toContain('Node.js is licensed for use as follows');
  });
});

const isHere = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);

describe.runIf(isHere)('the archive for this Linux, used by a person without Node', () => {
  let home: string;
  let path: string;
  let downloads: string;
  let opened: string;
  let server: ChildProcessWithoutNullStreams;
  let ended: Promise<CliResult>;
  let browser: Browser | null = null;

  const data = (): string => join(home, '.local/share/apple-juicer');
  const environment = (): NodeJS.ProcessEnv => ({
    HOME: home,
    PATH: path,
    LANG: 'C.UTF-8',
    // Its path may have no spaces, unlike all others.
    BROWSER: join(folder, 'browser'),
    APPLE_JUICER_BACKUP_PATHS__BASE_PATH: join(home, 'backups'),
  });
  const start = (...args: readonly string[]): ChildProcessWithoutNullStreams =>
    spawn(join(downloads, `apple-juicer-${version}`, 'apple-juicer'), args, { cwd: downloads, env: environment() });
  const linkIn = (text: string): URL => new URL(/^Open (http:\S+)$/m.exec(text)?.[1] ?? 'about:blank');

  beforeAll(async () => {
    home = join(folder, 'home of robin');
    downloads = join(home, 'Downloads');
    opened = join(home, 'opened');
    await mkdir(opened, { recursive: true });
    await unpack(`linux-${process.arch}`, downloads);
    // All programs of this system but Node.
    path = join(folder, 'bin');
    await mkdir(path);
    for (const from of ['/bin', '/usr/bin']) {
      for (const name of readdirSync(from)) {
        if (/^(?:node|nodejs|npm|npx|corepack)$/.test(name) || existsSync(join(path, name))) continue;
        await symlink(join(from, name), join(path, name)).catch(() => {});
      }
    }
    await writeDemoBackup(join(home, 'backups', 'phone'), { password: PASSWORD, messages: MESSAGES });
    // A browser that shows the first page and notes the others.
    const flags = '--headless --no-sandbox --disable-gpu --no-first-run --remote-debugging-port=0';
    const shown =
      chromiumPath() === null ? 'exit 0' : `exec "${chromiumPath()}" ${flags} --user-data-dir="${home}/profile" "$1"`;
    await writeFile(
      join(folder, 'browser'),
      `#!/bin/sh\ncp "$1" "${opened}/$$.html"\n[ -e "${home}/profile" ] && exit 0\n${shown}\n`,
    );
    await chmod(join(folder, 'browser'), 0o755);
    server = start();
    ended = finished(server);
  }, 5 * MINUTES);

  afterAll(async () => {
    server.kill('SIGKILL');
    if (browser === null) return;
    const isGone = new Promise<void>((resolve) => browser?.once('disconnected', () => resolve()));
    // Closing the connection would leave the browser that the program has started.
    await (await browser.newBrowserCDPSession()).send('Browser.close');
    await isGone;
  });

  /** True while one of its processes is there: the program itself, a worker or a helper. */
  const isRunning = async (): Promise<boolean> =>
    (await run('ps', ['axww', '-o', 'args='])).stdout.includes(
      join(downloads, `apple-juicer-${version}`, 'app/bin/node'),
    );

  it('has no Node to find', async () => {
    await expect(run('sh', ['-c', 'command -v node'], { env: environment() })).rejects.toThrow();
  });

  it('opens the browser logged in, and keeps its files private and in the place of the system', {
    timeout: 3 * MINUTES,
  }, async () => {
    await vi.waitFor(async () => expect(await readdir(opened)).toHaveLength(1), { timeout: MINUTES });
    const { url } = JSON.parse(await readFile(join(data(), 'server.json'), 'utf8')) as { url: string };
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect((await stat(data())).mode & 0o077).toBe(0);
    for (const name of ['server.json', 'api-token', 'open.html', 'start.lock', 'apple_juicer.db'])
      expect([name, (await stat(join(data(), name))).mode & 0o077]).toEqual([name, 0]);
    const token = (await readFile(join(data(), 'api-token'), 'utf8')).trim();
    expect(token.length).toBeGreaterThan(20);
    const { stdout } = await run('ps', ['axeww', '-o', 'args=']);
    expect(await isRunning()).toBe(true);
    expect(stdout.includes(token)).toBe(false);
    expect(await readFile(join(data(), 'server.json'), 'utf8')).not.toContain(token);
    // Nothing was written where it was unpacked or started.
    expect(await readdir(downloads)).toEqual([`apple-juicer-${version}`]);
    const inside = readdirSync(join(downloads, `apple-juicer-${version}`)).filter((name) => name !== 'app');
    expect(inside).toHaveLength(6);
    expect(existsSync(join(downloads, `apple-juicer-${version}`, 'app/node_modules/.cache'))).toBe(false);
  });

  it('shows the page, where a backup is unlocked and indexed', { timeout: 5 * MINUTES }, async (context) => {
    context.skip(chromiumPath() === null, 'needs Chromium');
    const page = await firstPage();
    await page.waitForURL('**/app/**', { timeout: MINUTES });
    await page.getByRole('link', { name: 'Start', exact: true }).click();
    await page.getByLabel('Backup password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByRole('heading', { name: 'What would you like to do?' }).waitFor({ timeout: 2 * MINUTES });
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Messages' }).click();
    await page.locator('[data-chat]').first().click();
    await page.locator('[data-message]').first().waitFor();
  });

  /** The page that the browser was started with. */
  async function firstPage(): Promise<Page> {
    const port = await vi.waitFor(() => readFile(join(home, 'profile/DevToolsActivePort'), 'utf8'), {
      timeout: MINUTES,
    });
    browser = await chromium.connectOverCDP(`http://127.0.0.1:${port.split('\n')[0]}`);
    const page = browser.contexts()[0]?.pages()[0];
    if (page === undefined) throw new Error('The browser shows no page.');
    return page;
  }

  it('opens the running one at a second start', { timeout: 2 * MINUTES }, async () => {
    const { url } = JSON.parse(await readFile(join(data(), 'server.json'), 'utf8')) as { url: string };
    const before = (await readdir(opened)).length;
    const second = await finished(start());
    expect([second.status, second.stderr]).toEqual([0, 'Apple Juicer is running already.\n']);
    expect(linkIn(second.stdout).origin).toBe(url);
    await vi.waitFor(async () => expect(await readdir(opened)).toHaveLength(before + 1), { timeout: MINUTES });
    expect((await fetch(linkIn(second.stdout), { redirect: 'manual' })).status).toBe(303);
  });

  it('has the command line with the same index', { timeout: 2 * MINUTES }, async () => {
    const { stdout } = await finished(start('list'));
    expect(stdout).toContain('Robin’s iPhone');
    const help = await finished(start('--help'));
    expect(help.stdout).toContain('Usage: apple-juicer');
  });

  it('sets a PDF with a typesetter that leaves nothing, and makes pictures smaller', {
    timeout: 3 * MINUTES,
  }, async () => {
    const programs = join(home, 'programs');
    const app = join(downloads, `apple-juicer-${version}`, 'app');
    const dist = (name: string): string => JSON.stringify(pathToFileURL(join(app, 'dist', name)).href);
    const document = {
      title: 'Hello',
      author: 'Apple Juicer',
      language: 'en',
      words: { page: ['Page ', ' of ', ''], sources: 'Sources' },
      paper: 'a4',
      cover: { title: 'שלום ✓ 你好', picture: null, subtitle: '', facts: [], parts: [] },
      body: [],
      appendix: null,
      bates: null,
    };
    const program = `import { mkdirSync, readdirSync, rmSync } from 'node:fs';
const { makePdf } = await import(${dist('export-pdf-engine.js')});
const order = { data: ${JSON.stringify(JSON.stringify(document))}, pictures: new Map(), madeAt: 0 };
const programs = ${JSON.stringify(programs)};
const open = async () => {
  mkdirSync(programs, { mode: 0o700 });
  return { path: programs, dispose: () => rmSync(programs, { recursive: true }) };
};
const means = { programFolders: [open], signal: new AbortController().signal };
const { bytes, pages } = await makePdf(order, means);
const { default: sharp } = await import('sharp');
const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } }).webp().toBuffer();
console.log(Buffer.from(bytes.subarray(0, 5)).toString(), pages, readdirSync(programs).length, picture.toString('latin1', 8, 12));`;
    // Finds the libraries as the app does.
    const file = join(app, 'program.mjs');
    await writeFile(file, program);
    const { stdout } = await run(join(app, 'bin/node'), [file], { cwd: home, env: environment() });
    await rm(file);
    expect(stdout).toBe('%PDF- 1 1 WEBP\n');
    expect(existsSync(programs)).toBe(false);
  });

  it('ends at Ctrl-C without leaving a process', { timeout: 2 * MINUTES }, async () => {
    server.kill('SIGINT');
    const { status, stdout, stderr } = await ended;
    expect(status).toBe(0);
    expect(stdout).toContain('Opening your browser.');
    expect(stderr).toMatch(/Apple Juicer runs at http:\/\/127\.0\.0\.1:\d+ until/);
    expect(stderr).toMatch(/Apple Juicer has ended\.\n$/);
    expect(existsSync(join(data(), 'server.json'))).toBe(false);
    expect(await isRunning()).toBe(false);
  });

  it('starts one server for two clicks at once', { timeout: 2 * MINUTES }, async () => {
    const clicks = [start(), start()];
    const ends = clicks.map((click) => finished(click));
    const loser = await Promise.race(ends.map((end, index) => end.then((result) => ({ index, result }))));
    expect([loser.result.status, loser.result.stderr]).toEqual([0, 'Apple Juicer is running already.\n']);
    const { url } = JSON.parse(await readFile(join(data(), 'server.json'), 'utf8')) as { url: string };
    expect(linkIn(loser.result.stdout).origin).toBe(url);
    clicks[1 - loser.index]?.kill('SIGTERM');
    const winner = await ends[1 - loser.index];
    expect(winner?.status).toBe(0);
    expect(linkIn(winner?.stdout ?? '').origin).toBe(url);
  });

  it('ends when its terminal is closed', { timeout: 2 * MINUTES }, async () => {
    const program = join(downloads, `apple-juicer-${version}`, 'apple-juicer');
    const terminal = spawn('script', ['-qec', `"${program}"`, '/dev/null'], { cwd: downloads, env: environment() });
    await vi.waitFor(() => stat(join(data(), 'server.json')), { timeout: MINUTES });
    terminal.kill('SIGKILL');
    await vi.waitFor(() => expect(existsSync(join(data(), 'server.json'))).toBe(false), { timeout: MINUTES });
    await vi.waitFor(async () => expect(await isRunning()).toBe(false), { timeout: MINUTES });
  });
});
