import type { AttachmentView } from '../../../../src/contract/chat.ts';
import type { RecognisedKind } from '../../../../src/locales/recognised.ts';
import { safeHref } from '../../safe-href.ts';

/** A range of a message's text with one style. */
export interface TextPiece {
  readonly text: string;
  /** Start in the message's text, in UTF-16 code units. */
  readonly start: number;
  readonly styles: readonly string[];
  /** A safe URL: http, https, mailto or tel. */
  readonly href: string | null;
  /** What the phone recognised it as. */
  readonly recognised: RecognisedKind | null;
  readonly isMention: boolean;
  /** True if it is a search hit. */
  readonly isFound: boolean;
  /** The picture that is shown instead of text. */
  readonly file?: AttachmentView;
}

/** An attribute of a range of text. Offsets come from the backup and can be out of range. */
export interface TextMark {
  readonly start: number;
  readonly length: number;
  readonly styles?: readonly string[];
  readonly href?: string;
  readonly recognised?: RecognisedKind | null;
  readonly isMention?: boolean;
  readonly isFound?: boolean;
  readonly file?: AttachmentView;
}

/** URLs in text, without trailing punctuation. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"“”]+[^\s<>"“”.,;:!?)\]}'’]/giu;
/** Maximum number of marks per text: a hostile text could have a million. */
const MAX_MARKS = 500;
/**
 * Splits `text` from `from` to `to` where marks begin or end. Placeholders of attachments (U+FFFC) are omitted unless
 * their mark has the file. Marks outside of the text are ignored.
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
    const here = known.filter((mark) => mark.start <= start && mark.end >= end);
    const file = here.find((mark) => mark.file !== undefined)?.file;
    if (slice === '' && file === undefined) continue;
    pieces.push({
      text: slice,
      start,
      styles: here.flatMap(({ styles }) => styles ?? []),
      href: here.map(({ href }) => safeHref(href)).find((href) => href !== null) ?? null,
      recognised: here.map(({ recognised = null }) => recognised).find((kind) => kind !== null) ?? null,
      isMention: here.some(({ isMention }) => isMention === true),
      isFound: here.some(({ isFound }) => isFound === true),
      ...(file === undefined ? {} : { file }),
    });
  }
  return pieces;
}

function addressesIn(text: string): TextMark[] {
  if (!text.includes('://')) return [];
  return Array.from(text.matchAll(ADDRESS), ({ 0: href, index }) => ({ start: index, length: href.length, href }));
}

function clamp(value: number, from: number, to: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, from), to) : from;
}
