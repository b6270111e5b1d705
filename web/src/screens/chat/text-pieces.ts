/** A stretch of a message's text that looks the same all along. */
export interface TextPiece {
  readonly text: string;
  /** Where it begins in the message's text, in UTF-16 code units. */
  readonly start: number;
  readonly styles: readonly string[];
  /** An address that may be followed: http, https, mailto or tel. */
  readonly href: string | null;
  readonly isMention: boolean;
  /** It is among what was looked for. */
  readonly isFound: boolean;
}

/** Something about a stretch of text. Offsets are of a stranger: they may lie anywhere. */
export interface TextMark {
  readonly start: number;
  readonly length: number;
  readonly styles?: readonly string[];
  readonly href?: string;
  readonly isMention?: boolean;
  readonly isFound?: boolean;
}

/** Addresses in running text; what follows a sentence does not belong to them. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"“”]+[^\s<>"“”.,;:!?)\]}'’]/giu;
/** Marks of one text: more are left out. Drawing is the browser's work, and a hostile text could ask for a million. */
const MAX_MARKS = 500;
const FOLLOWED = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/**
 * Cuts `text` from `from` to `to` where something changes about it. The places of attachments (U+FFFC) are left out.
 * What lies outside of the text counts for nothing.
 */
export function textPieces(text: string, marks: readonly TextMark[], from = 0, to = text.length): TextPiece[] {
  const known = [...marks, ...addressesIn(text)].slice(0, MAX_MARKS).flatMap((mark) => {
    const start = clamp(mark.start, from, to);
    const end = clamp(mark.start + mark.length, from, to);
    return end > start ? [{ ...mark, start, end }] : [];
  });
  const cuts = [...new Set([from, to, ...known.flatMap(({ start, end }) => [start, end])])].toSorted((a, b) => a - b);
  const pieces: TextPiece[] = [];
  for (const [index, start] of cuts.entries()) {
    const end = cuts[index + 1];
    if (end === undefined) break;
    const slice = text.slice(start, end).replaceAll('\ufffc', '');
    if (slice === '') continue;
    const here = known.filter((mark) => mark.start <= start && mark.end >= end);
    pieces.push({
      text: slice,
      start,
      styles: here.flatMap(({ styles }) => styles ?? []),
      href: here.map(({ href }) => safeHref(href)).find((href) => href !== null) ?? null,
      isMention: here.some(({ isMention }) => isMention === true),
      isFound: here.some(({ isFound }) => isFound === true),
    });
  }
  return pieces;
}

/** The address where it is one that may be followed; null for scripts and everything else. */
export function safeHref(href: string | undefined | null): string | null {
  if (href === undefined || href === null || !URL.canParse(href)) return null;
  return FOLLOWED.has(new URL(href).protocol) ? href : null;
}

function addressesIn(text: string): TextMark[] {
  if (!text.includes('://')) return [];
  return Array.from(text.matchAll(ADDRESS), ({ 0: href, index }) => ({ start: index, length: href.length, href }));
}

function clamp(value: number, from: number, to: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, from), to) : from;
}
