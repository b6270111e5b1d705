import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';

/**
 * Fonts in the order in which they are asked for a character, each with its file below `@expo-google-fonts` (OFL 1.1).
 * Vazirmatn is first for Arabic because its letters are whole glyphs: those of Noto are assembled from parts, and
 * programs that read the text of a PDF repeat them. Emoji are before the symbols, which are black and white.
 */
export const FONTS: readonly (readonly [family: string, file: string])[] = [
  ['Noto Sans', 'noto-sans/400Regular/NotoSans_400Regular.ttf'],
  ['Noto Sans', 'noto-sans/700Bold/NotoSans_700Bold.ttf'],
  // Latin, Greek and Cyrillic letters: other scripts have no italics.
  ['Noto Sans', 'noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf'],
  ['Noto Sans', 'noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf'],
  ['Vazirmatn', 'vazirmatn/400Regular/Vazirmatn_400Regular.ttf'],
  ...['Arabic', 'Hebrew', 'Thai', 'Devanagari'].map(noto),
  ...['Armenian', 'Georgian', 'Bengali', 'Tamil', 'Telugu', 'Gujarati', 'Gurmukhi', 'Kannada', 'Malayalam'].map(noto),
  ...['Sinhala', 'Khmer', 'Lao', 'Myanmar', 'Ethiopic', 'SC', 'KR'].map(noto),
  ['Noto Color Emoji', 'noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf'],
  ['Noto Sans Symbols', 'noto-sans-symbols/400Regular/NotoSansSymbols_400Regular.ttf'],
  ['Noto Sans Symbols 2', 'noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf'],
];

/** Families of {@link FONTS}, without repetition. */
export const FONT_FAMILIES: readonly string[] = [...new Set(FONTS.map(([family]) => family))];

/** Fonts of the package, which the build copies here. */
const BUILT = fileURLToPath(new URL('../../../dist/fonts', import.meta.url));

/** What follows the names of compressed fonts: all but the first family in the archives for people without Node. */
export const COMPRESSED = '.zst';
/** What follows the names of files with the table of characters of a compressed font. */
export const CHARACTERS = '.cmap';

const decompress = promisify(zstdDecompress);

/** The font files of the package; in a checkout without a build, those of the font packages. */
export function fontFiles(built = BUILT): string[] {
  if (!existsSync(built))
    return FONTS.map(([, file]) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/${file}`)));
  return FONTS.map(([, file]) => {
    const path = `${built}/${basename(file)}`;
    return existsSync(path) ? path : `${path}${COMPRESSED}`;
  });
}

/** True if a font must be read with {@link readFont}. */
export function isCompressed(file: string): boolean {
  return file.endsWith(COMPRESSED);
}

/** The bytes of a font. */
export async function readFont(file: string): Promise<Buffer> {
  const bytes = await readFile(file);
  return isCompressed(file) ? decompress(bytes) : bytes;
}

/** The table `cmap` of a font, without decompressing it. */
export async function readCharacters(file: string): Promise<Buffer> {
  if (isCompressed(file)) return readFile(file.slice(0, -COMPRESSED.length) + CHARACTERS);
  return tableOf(await readFile(file), 'cmap') ?? Buffer.alloc(4);
}

/** A table of an OpenType font; null if it has none. */
export function tableOf(font: Buffer, tag: string): Buffer | null {
  for (let at = 12; at < 12 + font.readUInt16BE(4) * 16; at += 16) {
    if (font.toString('latin1', at, at + 4) !== tag) continue;
    const offset = font.readUInt32BE(at + 8);
    return font.subarray(offset, offset + font.readUInt32BE(at + 12));
  }
  return null;
}

function noto(script: string): [family: string, file: string] {
  return [`Noto Sans ${script}`, `noto-sans-${script.toLowerCase()}/400Regular/NotoSans${script}_400Regular.ttf`];
}
