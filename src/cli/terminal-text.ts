/** Control characters, and what reorders or hides text: a name from a backup must not steer the terminal. */
const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Text of a backup as one line for a terminal: control characters and bidi overrides are shown as escapes. */
export function visible(text: string): string {
  return text.replace(UNSAFE, escape);
}

/** JSON text that steers no terminal either, and still says the same. */
export function visibleJson(json: string): string {
  return json.replace(UNSAFE, (character) => (character === '\n' ? character : escape(character)));
}

/** Many letters fill two columns. The usual ranges are enough to line up a table. */
const WIDE =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\u3000-\u303f\uff01-\uff60]/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns a text without control characters fills on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** The beginning of a text that fits into `width` columns, with an ellipsis where it was cut. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let room = width - 1;
  for (const character of text) {
    room -= displayWidth(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
