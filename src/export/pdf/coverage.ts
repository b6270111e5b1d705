import type { Words } from '../language/words.ts';
import { fontFiles, readCharacters } from './fonts.ts';

/** Characters without a shape of their own, which no font needs to have. */
const SHAPELESS = /[\p{Cc}\p{Z}\p{Default_Ignorable_Code_Point}]/u;
/** Scripts without a font here that people still write. */
const SCRIPTS = [
  'Adlam',
  'Balinese',
  'Canadian_Aboriginal',
  'Cherokee',
  'Coptic',
  'Cuneiform',
  'Gothic',
  'Javanese',
  'Mongolian',
  'Nko',
  'Ol_Chiki',
  'Oriya',
  'Runic',
  'Syriac',
  'Thaana',
  'Tibetan',
  'Tifinagh',
  'Vai',
  'Yi',
  'Han',
].map((name) => [name.replaceAll('_', ' '), new RegExp(`\\p{Script=${name}}`, 'u')] as const);
/** Maximum number of characters kept for the cover. */
const MAX_KEPT = 1000;
/** Maximum number of code points listed per script. */
const MAX_LISTED = 12;

/** Collects the characters that no font has, so that the cover can name them. */
export class MissingCharacters {
  readonly #covered: Uint8Array;
  readonly #missing = new Set<string>();

  constructor(covered: Uint8Array) {
    this.#covered = covered;
  }

  /** A text as it is set: characters without a font as their code points, `[U+0F40]`. */
  shown(text: string): string {
    if (!/\P{ASCII}/u.test(text)) return text;
    let shown = '';
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      if (hasCodePoint(this.#covered, code) || SHAPELESS.test(character)) {
        shown += character;
      } else {
        if (this.#missing.size < MAX_KEPT) this.#missing.add(character);
        shown += `[${codePointName(character)}]`;
      }
    }
    return shown;
  }

  /** One line per script, like `Tibetan: U+0F40, U+0F41`. */
  lines({ text: { pdf } }: Words): string[] {
    const byScript = Map.groupBy(
      this.#missing,
      (character) => SCRIPTS.find(([, script]) => script.test(character))?.[0] ?? pdf.otherCharacters,
    );
    return [...byScript].map(([script, characters]) => {
      const listed = characters.slice(0, MAX_LISTED).map(codePointName).join(', ');
      const count = characters.length - MAX_LISTED;
      return pdf.script({ script, characters: count > 0 ? pdf.andMore({ list: listed, count }) : listed });
    });
  }
}

let known: Promise<Uint8Array> | null = null;

/** Bits of the code points that the fonts have. */
export function coveredCodePoints(): Promise<Uint8Array> {
  known ??= codePointsOf(fontFiles());
  return known;
}

/** Bits of the code points that any of these fonts has. */
export async function codePointsOf(files: readonly string[]): Promise<Uint8Array> {
  const covered = new Uint8Array(0x110000 >> 3);
  for (const file of files) addCharacters(await readCharacters(file), covered);
  return covered;
}

/** True if the bit of a code point is set. */
export function hasCodePoint(covered: Uint8Array, code: number): boolean {
  return (((covered[code >> 3] ?? 0) >> (code & 7)) & 1) === 1;
}

/** Marks the characters of the subtables of formats 4 and 12 (OpenType, `cmap`). */
function addCharacters(cmap: Buffer, covered: Uint8Array): void {
  const mark = (first: number, last: number): void => {
    for (let code = first; code <= last; code++) covered[code >> 3] = (covered[code >> 3] ?? 0) | (1 << (code & 7));
  };
  for (let index = 0; index < cmap.readUInt16BE(2); index++) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4));
    const format = table.readUInt16BE(0);
    if (format === 12) {
      for (let group = 0; group < table.readUInt32BE(12); group++) {
        mark(table.readUInt32BE(16 + group * 12), table.readUInt32BE(20 + group * 12));
      }
    } else if (format === 4) {
      const length = table.readUInt16BE(6);
      for (let at = 0; at < length - 2; at += 2)
        mark(table.readUInt16BE(16 + length + at), table.readUInt16BE(14 + at));
    }
  }
}

/** `U+0F40` */
export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
