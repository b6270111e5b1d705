import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** The font files of the package; in a checkout without a build, those of the font packages. */
export function fontFiles(): string[] {
  if (existsSync(BUILT)) return FONTS.map(([, file]) => `${BUILT}/${file.slice(file.lastIndexOf('/') + 1)}`);
  return FONTS.map(([, file]) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/${file}`)));
}

/** The folders of {@link fontFiles}. */
export function fontFolders(): string[] {
  return [...new Set(fontFiles().map((file) => dirname(file)))];
}

function noto(script: string): [family: string, file: string] {
  return [`Noto Sans ${script}`, `noto-sans-${script.toLowerCase()}/400Regular/NotoSans${script}_400Regular.ttf`];
}
