import type { CodePlace } from './code-places.ts';

/** Maximum length of a snippet in UTF-16 code units, without ellipses. */
const LENGTH = 200;
/** Length of the text before the first match. */
const LEAD = 60;

/** A part of a text with highlights. */
export interface Snippet {
  readonly snippet: string;
  /** [start, end) within `snippet`, ascending. */
  readonly highlights: [number, number][];
}

/** The part of `text` around the first highlight, on one line, with adjusted highlights. */
export function snippetOf(text: string, highlights: readonly (readonly [start: number, end: number])[]): Snippet {
  const { snippet, highlights: adjusted } = codedSnippet(text, highlights, []);
  return { snippet, highlights: adjusted };
}

/** {@link snippetOf} with the places of codes that are whole in it. */
export function codedSnippet(
  text: string,
  highlights: readonly (readonly [start: number, end: number])[],
  codes: readonly CodePlace[],
): Snippet & { readonly codes: CodePlace[] } {
  // Replaces each character by one space to keep offsets valid.
  const line = text.replace(/[\s\ufffc]/g, ' ');
  const first = highlights[0]?.[0] ?? 0;
  const wanted = line.length <= LENGTH ? 0 : Math.min(Math.max(0, first - LEAD), line.length - LENGTH);
  const start = splitsPair(line, wanted) ? wanted - 1 : wanted;
  const end = Math.min(line.length, start + LENGTH);
  const cut = splitsPair(line, end) ? end - 1 : end;
  const lead = start > 0 ? '…' : '';
  const shift = lead.length - start;
  return {
    snippet: lead + line.slice(start, cut) + (cut < line.length ? '…' : ''),
    highlights: highlights
      .filter(([from, to]) => to > start && from < cut)
      .map(([from, to]) => [Math.max(from, start) + shift, Math.min(to, cut) + shift]),
    codes: codes
      .filter((code) => code.start >= start && code.end <= cut)
      .map((code) => ({ ...code, start: code.start + shift, end: code.end + shift })),
  };
}

function splitsPair(text: string, at: number): boolean {
  return /^[\udc00-\udfff]/.test(text.slice(at, at + 1)) && /[\ud800-\udbff]$/.test(text.slice(0, at).slice(-1));
}
