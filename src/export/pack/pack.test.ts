import { execFileSync } from 'node:child_process';
import { createHash, sign } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { assert, asyncProperty, nat } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { isFull, rounds } from '../../../test/support/depth.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportPlan } from '../../contract/export.ts';
import { msg } from '../../locales/messages.ts';
import { prepareExport } from '../prepare-export.ts';
import type { Manifest } from './manifest.ts';
import { ensureSigningKey, publicKeyText, signingKeyPath } from './signing-key.ts';
import { verifyPack } from './verify-pack.ts';

const REQUEST: ExportPlan = {
  what: 'conversations',
  format: 'html',
  timeZone: 'UTC',
  files: false,
  bom: false,
  pack: true,
  exportedAt: Date.UTC(2026, 10, 29),
};

let fixture: ViewFixture;
let folder = '';

beforeAll(async () => {
  fixture = await openViewFixture();
  folder = await mkdtemp(join(tmpdir(), 'aj-pack-'));
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['anna@example.com'], { title: 'Änne' });
    rows.conversation(2, ['ben@example.com'], { title: 'Ben' });
    rows.message(1, 1, 1, { text: 'hello' });
    rows.message(2, 2, 2, { text: 'there' });
  });
});
afterAll(async () => {
  await fixture.dispose();
  await rm(folder, { recursive: true });
});

const prepare = (request: Partial<ExportPlan> = {}) =>
  prepareExport({ views: fixture.ctx, files: null, version: '1', keyFolder: folder }, fixture.backup, {
    ...REQUEST,
    ...request,
  });

/** Writes a pack as a folder and returns the paths of its files in the order of writing. */
async function writePack(to: string, request: Partial<ExportPlan> = {}): Promise<string[]> {
  const paths: string[] = [];
  for await (const { path, contents } of (await prepare(request)).files()) {
    await mkdir(join(to, dirname(path)), { recursive: true });
    await writeFile(join(to, path), contents);
    paths.push(path);
  }
  return paths;
}

const findingsOf = async (path: string): Promise<string[]> =>
  (await verifyPack(path)).findings.map(({ path, finding }) => `${finding} ${path}`);

describe('a pack', () => {
  let pack = '';
  let paths: string[] = [];
  beforeAll(async () => {
    pack = join(folder, 'pack');
    paths = await writePack(pack);
    await pipeline((await prepare()).download().stream, createWriteStream(join(folder, 'pack.zip')));
  });

  it('verifies, as folder and ZIP, and the manifest is its last file', async () => {
    expect(paths.slice(-4)).toEqual(['PUBLIC-KEY.pem', 'verify.html', 'MANIFEST.sig', 'MANIFEST.json']);
    expect(await findingsOf(pack)).toEqual([]);
    const { stream, name } = (await prepare()).download();
    stream.destroy();
    expect(name).toMatch(/\.zip$/);
    expect(await findingsOf(join(folder, 'pack.zip'))).toEqual([]);
  });

  it('is checked by tools that are not ours', async () => {
    const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: pack }).toString();
    const verified = run(
      'openssl',
      ...'pkeyutl -verify -pubin -inkey PUBLIC-KEY.pem -rawin -in MANIFEST.json -sigfile MANIFEST.sig'.split(' '),
    );
    expect(verified).toContain('Verified Successfully');
    const manifest = JSON.parse(await readFile(join(pack, 'MANIFEST.json'), 'utf8')) as Manifest;
    const sums = run('sha256sum', ...manifest.files.map(({ path }) => path));
    expect(createHash('sha256').update(sums).digest('hex')).toBe(manifest.tree.sha256);
  });

  it('has the same bytes for the request in its manifest', async () => {
    const manifest = JSON.parse(await readFile(join(pack, 'MANIFEST.json'), 'utf8')) as Manifest;
    const again = join(folder, 'again');
    await writePack(again, manifest.request);
    for (const path of paths) expect(await readFile(join(again, path))).toEqual(await readFile(join(pack, path)));
    const zips = ['one.zip', 'two.zip'].map((name) => join(folder, name));
    for (const zip of zips)
      await pipeline((await prepare({ format: isFull ? 'pdf' : 'csv' })).download().stream, createWriteStream(zip));
    const [one, two] = await Promise.all(zips.map((zip) => readFile(zip)));
    expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
  });

  it('names the file in which any bit was changed', async () => {
    await assert(
      asyncProperty(nat(), nat(), async (which, where) => {
        const path = paths[which % paths.length] ?? '';
        const whole = await readFile(join(pack, path));
        const bit = where % (whole.length * 8);
        const changed = Buffer.from(whole);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await writeFile(join(pack, path), changed);
        try {
          expect((await findingsOf(pack)).some((finding) => finding.includes(path))).toBe(true);
        } finally {
          await writeFile(join(pack, path), whole);
        }
      }),
      { numRuns: rounds(120) },
    );
    expect(await findingsOf(pack)).toEqual([]);
  });

  it('names a file that was added, removed or replaced by a link', async () => {
    for (const path of paths) {
      const copy = join(folder, 'copy');
      await cp(pack, copy, { recursive: true });
      await rm(join(copy, path));
      expect(await findingsOf(copy)).toEqual([`missing ${path}`]);
      await symlink(join(pack, path), join(copy, path));
      expect(await findingsOf(copy)).toEqual([expect.stringContaining(path)]);
      await rm(join(copy, path));
      await copyFile(join(pack, path), join(copy, path));
      await writeFile(join(copy, `${path}.new`), '');
      expect(await findingsOf(copy)).toEqual([`added ${path}.new`]);
      await rm(copy, { recursive: true });
    }
  });

  it('does not verify while it is being written, or if a part of the ZIP is missing', async () => {
    const part = join(folder, 'part');
    await mkdir(part);
    for await (const { path, contents } of (await prepare()).files()) {
      expect((await verifyPack(part)).findings.length).toBeGreaterThan(0);
      await mkdir(join(part, dirname(path)), { recursive: true });
      await writeFile(join(part, path), contents);
    }
    expect(await findingsOf(part)).toEqual([]);
    const zip = await readFile(join(folder, 'pack.zip'));
    for (const bytes of [0, 100, zip.length >> 1, zip.length - 1]) {
      await writeFile(join(folder, 'cut.zip'), zip.subarray(0, bytes));
      await expect(verifyPack(join(folder, 'cut.zip'))).rejects.toMatchObject({ code: 'MALFORMED_FILE' });
    }
  });

  describe('as a ZIP that not all programs read alike', () => {
    /** Number of the findings of a ZIP that was changed. */
    async function found(change: (zip: Buffer) => Buffer): Promise<string[]> {
      const path = join(folder, 'odd.zip');
      await writeFile(path, change(await readFile(join(folder, 'pack.zip'))));
      return findingsOf(path);
    }
    const END_BYTES = 22;
    const PROBE = 'verify.html';

    it('names an entry whose own header has another name, method or size', async () => {
      // The first place of a name is the header before the data, the last one the list.
      const renamed = await found((zip) => {
        zip.write('evilly.html', zip.indexOf(PROBE), 'latin1');
        return zip;
      });
      expect(renamed).toEqual([`zip-differs ${PROBE}`]);
      for (const at of [8, 14, 18, 22]) {
        const changed = await found((zip) => {
          const header = zip.indexOf(PROBE) - 30;
          zip.writeUInt16LE(zip.readUInt16LE(header + at) ^ 0x11, header + at);
          return zip;
        });
        expect(changed).toEqual([`zip-differs ${PROBE}`]);
      }
    });

    it('finds files between, before and behind the entries that are listed', async () => {
      const hidden = Buffer.from('PK\x03\x04 and so on', 'latin1');
      const moved = (zip: Buffer, at: number) => {
        const end = zip.length - END_BYTES;
        const list = zip.readUInt32LE(end + 16);
        for (let entry = list; entry < end; ) {
          const offset = zip.readUInt32LE(entry + 42);
          if (offset >= at) zip.writeUInt32LE(offset + hidden.length, entry + 42);
          entry += 46 + zip.readUInt16LE(entry + 28) + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
        }
        zip.writeUInt32LE(list + hidden.length, end + 16);
        return Buffer.concat([zip.subarray(0, at), hidden, zip.subarray(at)]);
      };
      const list = (zip: Buffer) => zip.readUInt32LE(zip.length - END_BYTES + 16);
      for (const place of [() => 0, (zip: Buffer) => zip.indexOf(PROBE) - 30, list]) {
        expect(await found((zip) => moved(zip, place(zip)))).toEqual(['zip-differs odd.zip']);
      }
      // Between the list and the record at the end.
      const behind = (zip: Buffer) => Buffer.concat([zip.subarray(0, -END_BYTES), hidden, zip.subarray(-END_BYTES)]);
      expect(await found(behind)).toEqual(['zip-differs odd.zip']);
    });

    it('accepts a comment, and finds an entry that the end does not count, or that unpacks as a link', async () => {
      const commented = await found((zip) => {
        zip.writeUInt16LE(2, zip.length - 2);
        return Buffer.concat([zip, Buffer.from('ab')]);
      });
      expect(commented).toEqual([]);
      const uncounted = await found((zip) => {
        for (const at of [8, 10]) {
          const place = zip.length - END_BYTES + at;
          zip.writeUInt16LE(zip.readUInt16LE(place) - 1, place);
        }
        return zip;
      });
      expect(uncounted).toContain('zip-differs odd.zip');
      const link = await found((zip) => {
        const entry = zip.lastIndexOf(PROBE) - 46;
        zip.writeUInt32LE((0o120_777 << 16) >>> 0, entry + 38);
        zip.writeUInt8(3, entry + 5);
        return zip;
      });
      expect(link).toEqual([`not-a-file ${PROBE}`]);
    });

    it('names a file that is in it twice, of which programs unpack the one or the other', async () => {
      const zip = new ZipFile();
      zip.addBuffer(Buffer.from('something else'), PROBE);
      for (const path of paths) zip.addFile(join(pack, path), path);
      zip.end();
      await pipeline(zip.outputStream, createWriteStream(join(folder, 'twice.zip')));
      expect(await findingsOf(join(folder, 'twice.zip'))).toEqual([`twice ${PROBE}`]);
    });

    it.each([['..\\verify'], ['/etc/verify'], ['../verify.x']])('does not read one with the name %s', async (name) => {
      const path = join(folder, 'odd.zip');
      const zip = await readFile(join(folder, 'pack.zip'));
      for (const at of [zip.indexOf(PROBE), zip.lastIndexOf(PROBE)])
        zip.write(name.padEnd(PROBE.length, 'x'), at, 'latin1');
      await writeFile(path, zip);
      await expect(verifyPack(path)).rejects.toMatchObject({ code: 'MALFORMED_FILE' });
    });
  });

  it('has to be unpacked first if it is encrypted', async () => {
    const encrypted = join(folder, 'encrypted.zip');
    const context = { views: fixture.ctx, files: null, version: '1', keyFolder: folder, zipPassword: 'a password' };
    const prepared = await prepareExport(context, fixture.backup, REQUEST);
    await pipeline(prepared.download().stream, createWriteStream(encrypted));
    await expect(verifyPack(encrypted)).rejects.toMatchObject({ detail: msg('detail.pack-encrypted') });
  });

  it('accepts a ZIP that Python has made of its folder', async () => {
    const zip = join(folder, 'other.zip');
    execFileSync('python3', [
      '-c',
      'import shutil,sys; shutil.make_archive(*sys.argv[1:])',
      zip.slice(0, -4),
      'zip',
      pack,
    ]);
    expect(await findingsOf(zip)).toEqual([]);
  });

  describe('as a ZIP of the folder itself', () => {
    /** Findings of a ZIP of `case`, a copy of the pack, and of what `change` adds beside it. */
    async function found(change: (root: string) => Promise<unknown> = async () => undefined): Promise<string[]> {
      const root = await mkdtemp(join(folder, 'around-'));
      await cp(pack, join(root, 'case'), { recursive: true });
      await change(root);
      const zip = `${root}.zip`;
      execFileSync('python3', ['-c', 'import shutil,sys; shutil.make_archive(*sys.argv[1:])', root, 'zip', root]);
      return findingsOf(zip);
    }

    it('is accepted', async () => {
      expect(await found()).toEqual([]);
    });

    it('names what was changed, added, or is beside the folder', async () => {
      const changed = await found(async (root) => writeFile(join(root, 'case', 'verify.html'), ''));
      expect(changed).toEqual(['changed verify.html']);
      const added = await found(async (root) => writeFile(join(root, 'case', 'more.html'), ''));
      expect(added).toEqual(['added more.html']);
      const beside = await found(async (root) => writeFile(join(root, 'more.html'), ''));
      expect(beside).toEqual(['added more.html']);
      // The name that a file in the folder has without it.
      const twice = await found(async (root) => copyFile(join(pack, 'verify.html'), join(root, 'verify.html')));
      expect(twice).toEqual(['twice verify.html']);
    });

    it('is not looked for where there are several, or deeper', async () => {
      const second = await found(async (root) => cp(pack, join(root, 'other'), { recursive: true }));
      expect(second).toEqual(['missing MANIFEST.json']);
      const deeper = await found(async (root) => {
        await mkdir(join(root, 'deep'));
        await rename(join(root, 'case'), join(root, 'deep', 'case'));
      });
      expect(deeper).toEqual(['missing MANIFEST.json']);
      const atTop = await found(async (root) => copyFile(join(pack, 'MANIFEST.json'), join(root, 'MANIFEST.json')));
      expect(atTop[0]).toBe('missing MANIFEST.sig');
    });
  });

  describe('as a ZIP that was made again by other programs, with names beyond ASCII', () => {
    /** Makes a ZIP in Python: `names` gives bytes, flags and an extra field for each path. */
    const repack = (zip: string, names: string): void => {
      const program = `
import os, struct, sys, unicodedata, zlib
root, out = sys.argv[1:]
def unicode_path(raw, path):
    data = struct.pack('<BI', 1, zlib.crc32(raw)) + path.encode()
    return struct.pack('<HH', 0x7075, len(data)) + data
${names}
body, index, count = b'', b'', 0
for folder, _, files in os.walk(root):
    for file in files:
        path = os.path.relpath(os.path.join(folder, file), root)
        raw, flags, extra = named(path)
        data = open(os.path.join(root, path), 'rb').read()
        fixed = struct.pack('<HHHHHIIIHH', 20, flags, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(raw), len(extra))
        index += b'PK\\1\\2' + struct.pack('<H', 0x314) + fixed + struct.pack('<HHHII', 0, 0, 0, 0, len(body)) + raw + extra
        body += b'PK\\3\\4' + fixed + raw + extra + data
        count += 1
open(out, 'wb').write(body + index + b'PK\\5\\6' + struct.pack('<HHHHIIH', 0, 0, count, count, len(index), len(body), 0))
`;
      execFileSync('python3', ['-c', program, pack, zip]);
    };
    const umlaut = () => paths.find((path) => path.includes('Änne')) ?? '';

    it.each([
      ['UTF-8 without its flag, decomposed, as macOS', "unicodedata.normalize('NFD', path).encode(), 0, b''"],
      ['UTF-8 without its flag, as zip in the locale C', "path.encode(), 0, b''"],
      ['UTF-8 with its flag, decomposed', "unicodedata.normalize('NFD', path).encode(), 0x800, b''"],
      ['the encoding of DOS, as Windows', "path.encode('cp437'), 0, b''"],
      ['a Unicode path, as zip', "path.encode('cp437'), 0, unicode_path(path.encode('cp437'), path)"],
      ['a Unicode path beside another encoding', "path.encode('latin1'), 0, unicode_path(path.encode('latin1'), path)"],
      [
        'a Unicode path beside a name with substitutes',
        "path.replace('Ä', '#U00c4').encode(), 0, unicode_path(path.replace('Ä', '#U00c4').encode(), path)",
      ],
    ])('accepts %s', async (_how, named) => {
      expect(umlaut()).not.toBe('');
      const zip = join(folder, 'again.zip');
      repack(zip, `named = lambda path: (${named})`);
      expect(await findingsOf(zip)).toEqual([]);
    });

    it('names entries that older programs unpack under another name', async () => {
      const zip = join(folder, 'alias.zip');
      repack(
        zip,
        "named = lambda path: (b'x' + path.encode('ascii', 'replace'), 0, unicode_path(b'x' + path.encode('ascii', 'replace'), path))",
      );
      expect((await findingsOf(zip)).toSorted()).toEqual(paths.map((path) => `zip-differs ${path}`).toSorted());
      // Two files that have changed their names for programs that do not know the extra field.
      repack(
        zip,
        `other = {'verify.html': 'PUBLIC-KEY.pem', 'PUBLIC-KEY.pem': 'verify.html'}
def named(path):
    raw = other.get(path, path).encode()
    return raw, 0, unicode_path(raw, path)`,
      );
      expect((await findingsOf(zip)).toSorted()).toEqual(['zip-differs PUBLIC-KEY.pem', 'zip-differs verify.html']);
    });
  });

  it('never lists a file that was not read to its end', async () => {
    const abandon = async () => {
      for await (const { contents } of (await prepare()).files()) {
        const chunks = contents[Symbol.asyncIterator]();
        await chunks.next();
        await chunks.return?.();
      }
    };
    await expect(abandon()).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('does not believe a list that another key has signed only in part, nor a broken one', async () => {
    const copy = join(folder, 'forged');
    await cp(pack, copy, { recursive: true });
    const manifest = JSON.parse(await readFile(join(copy, 'MANIFEST.json'), 'utf8')) as Manifest;
    const forged = { ...manifest, key: { ...manifest.key, publicKey: 'A'.repeat(43) } };
    await writeFile(join(copy, 'MANIFEST.json'), JSON.stringify(forged));
    expect(await findingsOf(copy)).toEqual(['signature MANIFEST.json, MANIFEST.sig']);
    for (const text of ['', '[]', '{"format":"apple-juicer-pack"}', '['.repeat(100_000)]) {
      await writeFile(join(copy, 'MANIFEST.json'), text);
      expect(await findingsOf(copy)).toEqual(['no-manifest MANIFEST.json']);
    }
    const text = JSON.stringify({ ...manifest, tree: { ...manifest.tree, sha256: '0'.repeat(64) } });
    await writeFile(join(copy, 'MANIFEST.json'), text);
    const key = await ensureSigningKey(folder);
    await writeFile(join(copy, 'MANIFEST.sig'), sign(null, Buffer.from(text), key));
    expect(await findingsOf(copy)).toEqual(['tree-differs MANIFEST.json']);
    await rename(copy, join(folder, 'gone'));
    await expect(verifyPack(copy)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the key of an installation', () => {
  it('is made once, by whichever process is first, for its owner only', async () => {
    const place = join(folder, 'keys');
    const keys = await Promise.all(Array.from({ length: 8 }, () => ensureSigningKey(place)));
    expect(new Set(keys.map((key) => publicKeyText(key))).size).toBe(1);
    expect((await stat(signingKeyPath(place))).mode & 0o777).toBe(0o600);
    await writeFile(signingKeyPath(place), 'nothing');
    await expect(ensureSigningKey(place)).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
  });
});
