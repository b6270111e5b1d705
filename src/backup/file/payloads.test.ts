import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { isFileID, Payloads } from './payloads.ts';

const ID = '3d0d7e5fb2ce288813306e4d4636395e047a3d28';

describe('Payloads', () => {
  it('finds a payload in its shard, otherwise flat, in the first root that has it', async () => {
    const [first, second] = [tempFolder(), tempFolder()];
    const payloads = new Payloads([first, second]);
    expect(payloads.has(ID)).toBe(false);
    expect(await payloads.locate(ID)).toBeNull();

    writeFileSync(join(second, ID), 'flat');
    expect(await payloads.locate(ID)).toBe(join(second, ID));
    mkdirSync(join(first, '3d'));
    writeFileSync(join(first, '3d', ID), 'sharded');
    expect(await payloads.locate(ID)).toBe(join(first, '3d', ID));
    expect(payloads.has(ID)).toBe(true);
  });

  it('follows no links, neither for payloads nor for shard folders', async () => {
    const [root, outside] = [tempFolder(), tempFolder()];
    writeFileSync(join(outside, ID), 'secret');
    symlinkSync(outside, join(root, '3d'));
    const payloads = new Payloads([root]);
    await expect(payloads.locate(ID)).rejects.toMatchObject({ code: 'UNSAFE_PATH' });
    expect(payloads.has(ID)).toBe(false);

    const other = tempFolder();
    mkdirSync(join(other, '3d'));
    symlinkSync(join(outside, ID), join(other, '3d', ID));
    await expect(new Payloads([other]).locate(ID)).rejects.toMatchObject({ code: 'UNSAFE_PATH' });
    expect(new Payloads([other]).has(ID)).toBe(false);
  });

  it.each<[string, (path: string) => void]>([
    ['a folder', (path) => mkdirSync(path)],
    ['a pipe', (path) => execFileSync('mkfifo', [path])],
    ['a link to nothing', (path) => symlinkSync('/nowhere', path)],
  ])('calls %s in place of a payload unsafe, not missing', async (_what, make) => {
    const root = tempFolder();
    mkdirSync(join(root, '3d'));
    const payloads = new Payloads([root]);
    expect(payloads.isUnsafe(ID)).toBe(false);
    make(join(root, '3d', ID));
    expect([payloads.isUnsafe(ID), payloads.has(ID)]).toEqual([true, false]);
    await expect(payloads.locate(ID)).rejects.toMatchObject({ code: 'UNSAFE_PATH' });
    expect(() => payloads.locateSync(ID)).toThrow(expect.objectContaining({ code: 'UNSAFE_PATH' }));
  });

  it('allows only fileIDs in paths', async () => {
    const payloads = new Payloads([tempFolder()]);
    for (const bad of ['', '../../etc/passwd', ID.toUpperCase(), `${ID}/`, `${ID}\n`, ID.slice(1)]) {
      expect(isFileID(bad)).toBe(false);
      await expect(payloads.locate(bad)).rejects.toMatchObject({ code: 'UNSAFE_PATH' });
    }
  });
});
