import { createRequire } from 'node:module';
import type stringWidth from 'string-width';

/** Control characters, and characters that reorder or hide text, which untrusted text must not output to a terminal. */
const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Escapes control and bidirectional characters of untrusted text for a terminal. */
export function visible(text: string): string {
  return text.replace(UNSAFE, escape);
}

/** As {@link visible}, for a text of several lines: line feeds and tabs only move on. */
export function visibleLines(text: string): string {
  return text.replace(UNSAFE, (character) => (/[\n\t]/.test(character) ? character : escape(character)));
}

/** Escapes JSON text without changing its value. */
export function visibleJson(json: string): string {
  return json.replace(UNSAFE, (character) => (character === '\n' ? character : escape(character)));
}

/** Texts of these characters have a column each: Latin letters, and dashes and quotes of their languages. */
const NARROW = /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027]*$/;

/** Loading it takes as long as Node itself, and most texts are narrow. */
let library: { readonly default: typeof stringWidth } | null = null;

/** Width of a text without control characters, in terminal columns. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  library ??= createRequire(import.meta.url)('string-width') as { readonly default: typeof stringWidth };
  return library.default(text);
}

/** Truncates a text to `width` columns, with an ellipsis. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let room = width - 1;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    room -= displayWidth(segment);
    if (room < 0) break;
    kept += segment;
  }
  return `${kept}…`;
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
