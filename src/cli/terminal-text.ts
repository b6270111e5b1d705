import stringWidth from 'string-width';

/** Control characters, and characters that reorder or hide text: a name from a backup must not control the terminal. */
const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Text of a backup as one line for a terminal: control characters and bidi overrides are shown as escapes. */
export function visible(text: string): string {
  return text.replace(UNSAFE, escape);
}

/** The same for JSON text, whose value stays the same. */
export function visibleJson(json: string): string {
  return json.replace(UNSAFE, (character) => (character === '\n' ? character : escape(character)));
}

/** Number of columns that a text without control characters fills on a terminal. */
export function displayWidth(text: string): number {
  return stringWidth(text);
}

const GRAPHEMES = new Intl.Segmenter();

/** The beginning of a text that fits into `width` columns, with an ellipsis where it was cut. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let room = width - 1;
  for (const { segment } of GRAPHEMES.segment(text)) {
    room -= displayWidth(segment);
    if (room < 0) break;
    kept += segment;
  }
  return `${kept}…`;
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
