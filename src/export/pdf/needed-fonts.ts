import { dirname } from 'node:path';
import { codePointsOf, hasCodePoint } from './coverage.ts';
import { FONT_FAMILIES, FONTS, fontFiles, isCompressed, readFont } from './fonts.ts';

const ASCII_END = 0x7f;

/** Where the fonts of a text are. */
export interface NeededFonts {
  /** Folders with fonts that are not compressed. */
  readonly folders: readonly string[];
  /** Compressed fonts, of which only those are read that may be asked for a character of the text. */
  readonly fonts: readonly Buffer[];
}

/** The fonts for a text. */
export async function neededFonts(text: string, files: readonly string[] = fontFiles()): Promise<NeededFonts> {
  const compressed = files.filter(isCompressed);
  const folders = [...new Set(files.map((file) => dirname(file)))];
  if (compressed.length === 0) return { folders, fonts: [] };
  // Every font of the first family has ASCII.
  const codes = [...new Set(text)].map((character) => character.codePointAt(0) ?? 0).filter((code) => code > ASCII_END);
  if (codes.length === 0) return { folders, fonts: [] };
  const first = files.filter((_, index) => FONTS[index]?.[0] === FONT_FAMILIES[0]);
  const plain = await Promise.all(first.map((file) => codePointsOf([file])));
  // No other font is asked for what every style of the first family has.
  const others = codes.filter((code) => !plain.every((covered) => hasCodePoint(covered, code)));
  const fonts: Buffer[] = [];
  for (const file of others.length === 0 ? [] : compressed) {
    const covered = await codePointsOf([file]);
    if (others.some((code) => hasCodePoint(covered, code))) fonts.push(await readFont(file));
  }
  return { folders, fonts };
}
