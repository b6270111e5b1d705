import { foldCluster } from './fold.ts';

/** A token and its position in the text: [start, end) in UTF-16 units. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Maximum token size in UTF-8 bytes; the rest of a longer word is not searchable. PostgreSQL refuses words over 2,047
 * bytes.
 */
export const MAX_TOKEN_BYTES = 255;

/** Maximum number of UTF-16 units per cluster. Only adversarial texts stack more marks. */
const MAX_CLUSTER = 32;

/**
 * A cluster that is folded and highlighted as a unit: conjoining jamo of one syllable (file names on Apple's disks are
 * decomposed), half-width kana with a voicing mark, an emoji with its skin tone and joined emoji, two regional
 * indicators (a flag), or a character and its marks.
 */
const CLUSTER = new RegExp(
  [
    '[\\u1100-\\u115f\\ua960-\\ua97c][\\u1160-\\u11a7\\ud7b0-\\ud7c6]?[\\u11a8-\\u11ff\\ud7cb-\\ud7fb]?',
    '[\\uff66-\\uff9d][\\uff9e\\uff9f]',
    `\\p{Extended_Pictographic}(?:[\\ufe0f\\u{1f3fb}-\\u{1f3ff}]|\\u200d\\p{Extended_Pictographic}){0,${MAX_CLUSTER}}`,
    '\\p{Regional_Indicator}{2}',
    `[\\s\\S]\\p{M}{0,${MAX_CLUSTER}}`,
  ].join('|'),
  'uy',
);

/** Lower-case form of each ASCII letter and digit; 0 for characters that end a word. */
const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[a-z0-9]/i.test(character) ? character.toLowerCase().charCodeAt(0) : 0;
});

/** Cuts a word after {@link MAX_TOKEN_BYTES}, between characters. */
function clip(word: string): string {
  if (word.length * 3 <= MAX_TOKEN_BYTES || Buffer.byteLength(word) <= MAX_TOKEN_BYTES) return word;
  const bytes = Buffer.from(word);
  let end = MAX_TOKEN_BYTES;
  while (((bytes[end] as number) & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
}

/**
 * True for characters that never belong to the preceding cluster: Latin, Greek and Cyrillic letters, kana, Han, Hangul
 * syllables and common signs, but no marks, jamo, joiners or selectors.
 */
function startsCluster(code: number): boolean {
  if (code < 0x300) return true;
  if (code < 0x3041) return (code >= 0x370 && code < 0x483) || (code >= 0x48a && code < 0x530) || isSpacing(code);
  return code <= 0x3096 || (code >= 0x30a1 && code <= 0x30fa) || (code >= 0x4e00 && code <= 0x9fff) || isHangul(code);
}

/** General punctuation up to the ellipsis, without joiners and direction marks; ideographic space and stops. */
const isSpacing = (code: number) => (code >= 0x2010 && code <= 0x2027) || (code >= 0x3000 && code <= 0x3003);
const isHangul = (code: number) => code >= 0xac00 && code <= 0xd7a3;

/** The cluster that begins at `index`. Usually a single character, which is detected without the pattern. */
function clusterAt(text: string, index: number): string {
  const code = text.charCodeAt(index);
  const next = text.charCodeAt(index + 1);
  // Some characters below À can be emoji (©) and thus begin longer clusters.
  if (code > 0xbf && startsCluster(code) && (Number.isNaN(next) || startsCluster(next))) return text.charAt(index);
  CLUSTER.lastIndex = index;
  return CLUSTER.exec(text)?.[0] ?? text.charAt(index);
}

/** Calls `emit` for each token of `text`, in order. This is the only definition of a token. */
function scan(text: string, emit: (token: string, start: number, end: number) => void): void {
  let word = '';
  let start = 0;
  let end = 0;
  const flush = () => {
    if (word !== '') emit(clip(word), start, end);
    word = '';
  };
  for (let index = 0; index < text.length; ) {
    const code = text.charCodeAt(index);
    // No mark is below U+0300, so an ASCII character before such a character is a cluster of its own.
    if (code < 128 && !(text.charCodeAt(index + 1) >= 0x300)) {
      const folded = ASCII[code] as number;
      if (folded === 0) flush();
      else {
        if (word === '') start = index;
        word += String.fromCharCode(folded);
        end = index + 1;
      }
      index++;
      continue;
    }
    const cluster = clusterAt(text, index);
    const after = index + cluster.length;
    for (const piece of foldCluster(cluster)) {
      if (piece.kind === 'word') {
        if (word === '') start = index;
        word += piece.text;
        end = after;
      } else {
        flush();
        if (piece.kind === 'token') emit(piece.text, index, after);
      }
    }
    index = after;
  }
  flush();
}

/** All tokens of `text` with their positions. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  scan(text, (token, start, end) => tokens.push({ text: token, start, end }));
  return tokens;
}

/** The tokens of `text` separated by spaces, as indexed. */
export function indexWords(text: string): string {
  const words: string[] = [];
  scan(text, (token) => words.push(token));
  // Joined at once, as a text that is appended to refers to all of its pieces, and those of a batch are kept for a while.
  return words.join(' ');
}
