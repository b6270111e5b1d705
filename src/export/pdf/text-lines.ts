import type { Run, RunLook, TextLine } from './document.ts';

const LINE_END = /\r\n|[\n\r\u2028\u2029\u0085\v\f]/;
const LINE_ENDS = new RegExp(LINE_END, 'g');
/** A link of the web, without the punctuation after it; no other scheme becomes a link. */
const URL_IN_TEXT = /\bhttps?:\/\/[^\s<>"“”]+[^\s<>"“”.,;:!?)\]}'’]/gi;
/** The longest part of a word that fits in a bubble; longer words may be broken after it. */
const MAX_WORD = 30;
const LONG_WORD = new RegExp(`\\S{${MAX_WORD + 1},}`, 'gu');
/** Longest paragraph in UTF-16 code units, as a paragraph is broken into lines as a whole. */
const MAX_PARAGRAPH = 20_000;
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Scripts written from right to left, before any other letter. */
const RIGHT_TO_LEFT = /^\P{L}*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Characters that reorder what follows, which would reach from a name into the time behind it. */
const REORDERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** True if a name is that of a picture that can be rendered. */
export function isPictureName(name: string): boolean {
  return /\.(?:jpe?g|png|gif|webp|avif|heic|heif|tiff?)$/i.test(name);
}

/** Words with a look of their own. */
export interface LookingText extends RunLook {
  readonly text: string;
}

/** The paragraphs of a text, with links, each with its own direction. */
export function textLines(text: string | readonly LookingText[], look?: TextLine['look']): TextLine[] {
  const pieces = (typeof text === 'string' ? [{ text }] : text).map((piece) => ({ ...piece, text: clean(piece.text) }));
  const whole = pieces.map((piece) => piece.text).join('');
  const isPlain = pieces.every((piece) => Object.keys(piece).length === 1);
  return linesOf(whole).map(({ line, start }) => ({
    runs: isPlain ? runsOf(line) : withLooks(runsOf(line), start, pieces),
    dir: RIGHT_TO_LEFT.test(line) ? 'rtl' : 'ltr',
    ...(look === undefined ? {} : { look }),
  }));
}

/** The paragraphs of a text, with their places in it. */
function linesOf(text: string): { readonly line: string; readonly start: number }[] {
  const lines: { readonly line: string; readonly start: number }[] = [];
  let start = 0;
  const add = (end: number): void => {
    for (const line of paragraphs(text.slice(start, end))) {
      lines.push({ line, start });
      start += line.length;
    }
  };
  for (const { 0: found, index } of text.matchAll(LINE_ENDS)) {
    add(index);
    start = index + found.length;
  }
  add(text.length);
  return lines;
}

/** Gives runs that begin at `start` of a text the looks of its pieces. */
function withLooks(runs: readonly Run[], start: number, pieces: readonly LookingText[]): Run[] {
  const made: Run[] = [];
  let at = start;
  for (const run of runs) {
    const { text, ...own } = typeof run === 'string' ? { text: run } : run;
    if (text === '') made.push('');
    for (let rest = text; rest !== ''; ) {
      const { look, left } = lookAt(pieces, at);
      const part = rest.slice(0, left);
      const all = { ...look, ...own };
      made.push(Object.keys(all).length === 0 ? part : { ...all, text: part });
      at += part.length;
      rest = rest.slice(part.length);
    }
  }
  return made;
}

/** The look at a place, and how many code units it has left. */
function lookAt(pieces: readonly LookingText[], at: number): { readonly look: RunLook; readonly left: number } {
  let end = 0;
  for (const { text, ...look } of pieces) {
    end += text.length;
    if (at < end) return { look, left: end - at };
  }
  return { look: {}, left: Number.POSITIVE_INFINITY };
}

/** A text in one line of small print: no line ends, nothing that reorders. */
export function plainLine(text: string): string {
  return clean(text).replace(REORDERING, '').split(LINE_END).join(' ');
}

/** Unpaired surrogates and control characters cannot be set. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r\v\f\u0085])\p{Cc}/gu, '\ufffd')
    .replaceAll('\t', '    ');
}

function paragraphs(line: string): string[] {
  const parts: string[] = [];
  let rest = line;
  while (rest.length > MAX_PARAGRAPH) {
    const space = rest.lastIndexOf(' ', MAX_PARAGRAPH);
    const end = space > 0 ? space + 1 : MAX_PARAGRAPH;
    // Not between the two halves of a character.
    const whole = /[\ud800-\udbff]$/.test(rest.slice(0, end)) ? end - 1 : end;
    parts.push(rest.slice(0, whole));
    rest = rest.slice(whole);
  }
  return [...parts, rest];
}

function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  let next = 0;
  for (const found of line.matchAll(URL_IN_TEXT)) {
    const [text] = found;
    if (!URL.canParse(text)) continue;
    runs.push(...breakable(line.slice(next, found.index)));
    runs.push(...breakable(text).map((part) => (part === '' ? part : { url: text, text: part })));
    next = found.index + text.length;
  }
  return [...runs, ...breakable(line.slice(next))];
}

/** A text with empty parts where it may be broken, so that no word reaches out of the page. */
function breakable(text: string): string[] {
  const parts: string[] = [];
  let next = 0;
  for (const { 0: word, index } of text.matchAll(LONG_WORD)) {
    for (const cut of cuts(word)) {
      parts.push(text.slice(next, index + cut), '');
      next = index + cut;
    }
  }
  return next === text.length ? parts : [...parts, text.slice(next)];
}

/** Where a long word may be broken: between what a reader sees as characters. */
function cuts(word: string): number[] {
  const found: number[] = [];
  let last = 0;
  for (const { index, segment } of GRAPHEMES.segment(word)) {
    if (index + segment.length - last < MAX_WORD) continue;
    last = index + segment.length;
    found.push(last);
  }
  return found;
}
