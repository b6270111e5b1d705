import type { ProtoMessage } from '../../../../formats/protobuf.ts';
import type { NoteSpan } from '../../../../model/notes/document.ts';
import { smallInteger } from './numbers.ts';

/** Format of text: a span without text and attachment. */
export type TextFormat = Omit<NoteSpan, 'text' | 'attachment'>;

const BOLD = 1;
const ITALIC = 2;
const BOLD_ITALIC = 3;

/** Field 14 of an attribute run (iOS 18), by number from 1. */
const HIGHLIGHTS = ['purple', 'pink', 'orange', 'mint', 'blue'] as const;

/** Maximum length of a link or font name (UTF-16 code units); browsers do not accept longer addresses. */
const MAX_NAME = 32_768;

/** Reads the format of an attribute run (docs/format/notes.md). Unknown codes are kept in `…Code`. */
export function readTextFormat(run: ProtoMessage): TextFormat {
  const weight = smallInteger(run.signed(5));
  const baseline = smallInteger(run.signed(8));
  const emphasis = smallInteger(run.signed(14));
  const highlight = HIGHLIGHTS[emphasis - 1];
  const link = run.string(9);
  const font = run.message(3);
  const fontName = font?.string(1);
  const size = font?.float(2);
  const color = readColor(run.message(10));
  return {
    ...((weight === BOLD || weight === BOLD_ITALIC) && { bold: true }),
    ...((weight === ITALIC || weight === BOLD_ITALIC) && { italic: true }),
    ...((weight < 0 || weight > BOLD_ITALIC) && { weightCode: weight }),
    ...(smallInteger(run.signed(6)) !== 0 && { underline: true }),
    ...(smallInteger(run.signed(7)) !== 0 && { strike: true }),
    ...(baseline !== 0 && { baseline: baseline > 0 ? 'super' : 'sub' }),
    ...(color !== null && { color }),
    ...(highlight !== undefined && { highlight }),
    ...(emphasis !== 0 && highlight === undefined && { highlightCode: emphasis }),
    ...(fontName && { font: fontName.slice(0, MAX_NAME) }),
    ...(size && Number.isFinite(size) && { size }),
    ...(link && { link: link.slice(0, MAX_NAME) }),
  };
}

/** `#rrggbb` of a colour with channels from 0 to 1; the opacity is always 1. */
function readColor(color: ProtoMessage | null): string | null {
  if (color === null) return null;
  const channels = [1, 2, 3].map((number) => {
    const value = color.float(number) ?? 0;
    const byte = Number.isFinite(value) ? Math.round(Math.min(Math.max(value, 0), 1) * 255) : 0;
    return byte.toString(16).padStart(2, '0');
  });
  return `#${channels.join('')}`;
}
