import { createHash, hash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickIf } from './support/depth.ts';
import { runCli } from './support/run-cli.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { fileIDOf, photoEntries, type SyntheticEntry, writeBackup, writePhotosDatabase } from './synthetic/index.ts';

const PASSWORD = 'secret';
const DOMAIN = 'CameraRollDomain';
/** More than what is read at once. */
const SIZE = 700_001;
const NOISE = createHash('shake256', { outputLength: SIZE }).digest();

describe.each([true, false])('originals of more than some kilobytes (encrypted: %s)', (isEncrypted) => {
  let workspace: Workspace;
  let folder = '';
  /** Paths in the camera roll by the digest of their contents. */
  const byDigest = new Map<string, string>();

  function* files(): Generator<SyntheticEntry, void, undefined> {
    const path = join(workspace.path, 'Photos.sqlite');
    const truth = writePhotosDatabase(path, { seed: 'copies', size: 40 });
    yield { domain: DOMAIN, relativePath: 'Media/PhotoData/Photos.sqlite', kind: 'file', contents: { path } };
    for (const [index, entry] of [...photoEntries(truth)].entries()) {
      // Every fifth is small, and none is like another.
      const tail = index % 5 === 0 ? Buffer.alloc(0) : NOISE.subarray(0, SIZE - index);
      const contents = Buffer.concat([entry.contents as Buffer, Buffer.from(entry.relativePath), tail]);
      byDigest.set(hash('sha256', contents), entry.relativePath);
      yield { ...entry, contents };
    }
  }

  beforeAll(async () => {
    workspace = await makeWorkspace();
    folder = join(workspace.backups, 'phone');
    await mkdir(workspace.backups, { recursive: true });
    await writeBackup(folder, {
      deviceName: 'phone',
      manifest: 'db',
      layout: 'sharded',
      files: files(),
      ...(isEncrypted ? { encrypted: { password: PASSWORD } } : {}),
    });
    expect((await run('index', 'phone')).status).toBe(0);
  });
  afterAll(() => workspace.remove());

  const run = (...args: readonly string[]) =>
    runCli(workspace, isEncrypted ? [...args, '--password-stdin'] : args, isEncrypted ? `${PASSWORD}\n` : '');

  /** The export of the whole backup, made once. */
  let whole: ReturnType<typeof exported> | undefined;
  async function exported(name: string) {
    const target = join(workspace.path, name);
    const result = await run('export', 'phone', '--what', 'photos', '--folders', 'none', '--to', target, '--json');
    expect([result.status, result.stderr]).toEqual([0, expect.stringContaining('files')]);
    const { items } = JSON.parse(result.stdout) as { items: { path: string; bytes: number }[] };
    return { target, items };
  }

  it('have the bytes of the backup, and are told in the order of the export', quickIf(isEncrypted), async () => {
    const { target, items } = await (whole ??= exported('all'));
    expect(items.slice(0, 2).map(({ path }) => path)).toEqual(['ABOUT.json', 'export-plan.json']);
    expect((await readdir(target)).toSorted()).toEqual(items.map(({ path }) => path).toSorted());
    const photos = items.slice(2).filter(({ path }) => path !== 'MISSING.txt');
    expect(photos.filter(({ bytes }) => bytes > 256 * 1024).length).toBeGreaterThan(20);
    const times: number[] = [];
    for (const { path, bytes } of photos) {
      const contents = await readFile(join(target, path));
      expect([contents.length, byDigest.get(hash('sha256', contents))]).toEqual([bytes, expect.any(String)]);
      times.push((await stat(join(target, path))).mtimeMs);
    }
    // The oldest first.
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('are listed if they are damaged or gone since they were indexed', quickIf(isEncrypted), async () => {
    const { target: before, items } = await (whole ??= exported('all'));
    const placeOf = async (path: string) => byDigest.get(hash('sha256', await readFile(join(before, path)))) ?? '';
    const payloadOf = (place: string) => {
      const fileID = fileIDOf(DOMAIN, place);
      return join(folder, fileID.slice(0, 2), fileID);
    };
    const [cut, gone] = items.filter(({ path, bytes }) => bytes > 256 * 1024 && /^IMG_\d+\.JPG$/.test(path));
    const cutPlace = await placeOf(cut?.path ?? '');
    const gonePlace = await placeOf(gone?.path ?? '');
    await truncate(payloadOf(cutPlace), 400_009);
    await rm(payloadOf(gonePlace));
    const { target, items: after } = await exported('after');
    const paths = after.map(({ path }) => path);
    expect(paths).not.toContain(gone?.path);
    expect(await readFile(join(target, 'MISSING.txt'), 'utf8')).toContain(basename(gonePlace));
    const rest = await readFile(join(target, cut?.path ?? ''));
    const all = await readFile(join(before, cut?.path ?? ''));
    expect(rest.equals(all.subarray(0, isEncrypted ? 400_000 : 400_009))).toBe(true);
    // By the end of the ciphertext, else by the length that the backup lists.
    expect(await readFile(join(target, 'DAMAGED.txt'), 'utf8')).toContain(
      `${cut?.path}\tis ${isEncrypted ? 'damaged' : 'shorter than the backup’s list'}`,
    );
  });
});
