import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compressFonts, packFonts } from '../../../scripts/pack-fonts.ts';
import { createCompiler } from './compiler.ts';
import { codePointsOf } from './coverage.ts';
import { FONTS, fontFiles } from './fonts.ts';
import { neededFonts } from './needed-fonts.ts';

describe('compressed fonts', () => {
  let folder: string;
  let sources: readonly string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-fonts-'));
    // Not those of `dist`, where packing leaves compressed ones.
    packFonts(join(folder, 'packed'));
    sources = fontFiles(join(folder, 'packed'));
    // The others take longer to compress.
    const copied = sources.filter((path) => /NotoColorEmoji|NotoSansSymbols2|NotoSans_/.test(path));
    for (const path of copied) await copyFile(path, join(folder, basename(path)));
    await compressFonts(folder, 1);
  });
  afterAll(() => rm(folder, { recursive: true }));
  const copies = (): string[] => fontFiles(folder).filter((path) => /Emoji|Symbols2|NotoSans_/.test(path));

  it('are all but those of the first family, and have the same characters', async () => {
    const names = await readdir(folder);
    expect(names).toContain('NotoSans_400Regular.ttf');
    expect(names.filter((name) => name.includes('Emoji')).toSorted()).toEqual([
      'NotoColorEmoji_400Regular.ttf.cmap',
      'NotoColorEmoji_400Regular.ttf.zst',
    ]);
    expect(fontFiles(folder)).toHaveLength(FONTS.length);
    const same = sources.filter((path) => /Emoji|Symbols2|NotoSans_/.test(path));
    expect(Buffer.from(await codePointsOf(copies())).equals(await codePointsOf(same))).toBe(true);
  });

  it.each([
    ['Hello – “Übung” … Здравствуйте', []],
    ['Thanks 😂', ['NotoColorEmoji']],
    ['🄰 and ⏏', ['NotoColorEmoji', 'NotoSansSymbols2']],
  ])('are read where a text needs them: %s', async (text, wanted) => {
    const { folders, fonts } = await neededFonts(text, inPlaces());
    expect(folders).toEqual([folder]);
    expect(fonts).toHaveLength(wanted.length);
    for (const [index, name] of wanted.entries()) {
      const source = sources.find((path) => path.includes(name)) ?? '';
      expect(fonts[index]?.equals(await readFile(source))).toBe(true);
    }
  });

  it('set the same pages', async () => {
    const text = '#set text(font: ("Noto Sans", "Noto Color Emoji", "Noto Sans Symbols 2"))\nThanks 😂 ⏏';
    const set = async (files: readonly string[]): Promise<Buffer> => {
      const by = await createCompiler(text, { files });
      return by.pdf({ mainFileContent: text }, { creationTimestamp: 0 });
    };
    expect((await set(inPlaces())).equals(await set(sources))).toBe(true);
  });

  it('are not there in a checkout', async () => {
    const { fonts } = await neededFonts('Thanks 😂', sources);
    expect(fonts).toEqual([]);
  });

  /** Files in the places of {@link FONTS}; small ones stand for those that are not there. */
  function inPlaces(): string[] {
    const there = new Set(copies());
    return fontFiles(folder).map((path) => (there.has(path) ? path : join(folder, 'NotoSans_400Regular.ttf')));
  }
});
