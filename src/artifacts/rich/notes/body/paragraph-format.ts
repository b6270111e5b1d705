import type { ProtoMessage } from '../../../../formats/protobuf.ts';
import type { NoteParagraph, ParagraphStyle } from '../../../../model/notes/document.ts';
import { smallInteger } from './numbers.ts';

/** Format of a paragraph: a {@link NoteParagraph} without its text. */
export type ParagraphFormat = Omit<NoteParagraph, 'kind' | 'spans'>;

/** The default format. */
export const BODY_FORMAT: ParagraphFormat = { style: 'body' };

/** `ParagraphStyle.style`; missing means body (docs/format/notes.md). */
const STYLES: ReadonlyMap<number, ParagraphStyle> = new Map([
  [-1, 'body'],
  [0, 'title'],
  [1, 'heading'],
  [2, 'subheading'],
  [3, 'body'],
  [4, 'monospaced'],
  [100, 'bulleted'],
  [101, 'dashed'],
  [102, 'numbered'],
  [103, 'checklist'],
]);

/** 4 is that of the language. */
const ALIGNMENTS = [undefined, 'center', 'right', 'justified', undefined] as const;

/** Known fields of a paragraph style; 6 says how to show unknown styles, 9 is its UUID. */
const KNOWN_FIELDS: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9]);
/** Maximum number of unknown fields that are kept. */
const MAX_UNKNOWN = 8;

/** Maximum indent, so that hostile notes do not produce deeply nested lists. */
const MAX_INDENT = 64;
/** Maximum number of the first item of a list. */
const MAX_START = 1_000_000;

/** Reads the paragraph style of an attribute run. Field 3 (writing direction) is 1 for all text and not used. */
export function readParagraphFormat(message: ProtoMessage | null): ParagraphFormat {
  if (message === null) return BODY_FORMAT;
  const styleCode = message.has(1) ? smallInteger(message.signed(1)) : -1;
  const style = STYLES.get(styleCode) ?? 'other';
  const alignmentCode = smallInteger(message.signed(2));
  const alignment = ALIGNMENTS[alignmentCode];
  const unknownFields = message.fieldNumbers.filter((field) => !KNOWN_FIELDS.has(field)).slice(0, MAX_UNKNOWN);
  const indent = Math.min(Math.max(smallInteger(message.signed(4)), 0), MAX_INDENT);
  const start = Math.min(smallInteger(message.signed(7)), MAX_START);
  return {
    style,
    ...(style === 'other' && { styleCode }),
    ...(alignment !== undefined && { alignment }),
    ...((alignmentCode < 0 || alignmentCode >= ALIGNMENTS.length) && { alignmentCode }),
    ...(indent > 0 && { indent }),
    ...(style === 'numbered' && start > 1 && { start }),
    ...(style === 'checklist' && { done: smallInteger(message.message(5)?.signed(2)) !== 0 }),
    ...(smallInteger(message.signed(8)) !== 0 && { quote: true }),
    ...(unknownFields.length > 0 && { unknownFields }),
  };
}
