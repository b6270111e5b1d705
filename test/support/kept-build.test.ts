import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keptBuild } from './kept-build.ts';

describe('a kept build', () => {
  const name = `apple-juicer-kept-${process.pid}`;
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  const make = vi.fn((folder: string) => writeFileSync(join(folder, 'built'), ''));
  const build = async (...inputs: string[]): Promise<string> => {
    const folder = await keptBuild(name, inputs, make);
    folders.push(folder);
    return folder;
  };

  it('is made once for the same files, and removed when nothing has used it for hours', async () => {
    const first = await build('README.md');
    expect(await build('README.md')).toBe(first);
    expect([make.mock.calls.length, existsSync(join(first, 'built'))]).toEqual([1, true]);
    const other = await build('README.md', 'LICENSE');
    expect(other).not.toBe(first);
    const old = join(dirname(first), `${name}-old`);
    mkdirSync(old);
    for (const folder of [old, first]) utimesSync(folder, 0, 0);
    await build('README.md');
    expect([old, first, other].map((folder) => existsSync(folder))).toEqual([false, true, true]);
  });

  it('is not kept if it fails', async () => {
    make.mockImplementationOnce(() => {
      throw new Error('no');
    });
    await expect(build('SECURITY.md')).rejects.toThrow('no');
    expect(existsSync(join(await build('SECURITY.md'), 'built'))).toBe(true);
  });
});
