import type { BackupFile } from '../../backup/types.ts';
import type { PreviewView } from '../../contract/preview.ts';

type TextPreview = Extract<PreviewView, { kind: 'text' }>;
type Encoding = TextPreview['encoding'];

/** Bytes of a file's start that tell what it is. */
export const HEAD_BYTES = 4096;

/** Text that is shown at one time, bytes. */
const PART_BYTES = 256 * 1024;
/** A character of UTF-8 has at most four bytes, so a part may end in three of the next one. */
const MAX_CUT = 3;

/** Decoded text and how it was encoded. */
export interface DecodedText {
  readonly encoding: Encoding;
  readonly text: string;
}

/** A part of a file as text, from `offset` on. */
export async function textPart(
  file: BackupFile,
  offset: number,
  length = PART_BYTES,
): Promise<Pick<TextPreview, 'encoding' | 'text' | 'offset' | 'next'>> {
  const encoding = encodingOf(await file.read(0, HEAD_BYTES), true) ?? 'windows-1252';
  const start = encoding.startsWith('utf-16') ? offset - (offset % 2) : offset;
  const bytes = await file.read(start, Math.max(length, MAX_CUT + 1));
  const isLast = start + bytes.length >= file.size;
  const kept = isLast ? bytes : bytes.subarray(0, wholeCharacters(bytes, encoding));
  const end = start + kept.length;
  return {
    encoding,
    text: visibleControls(new TextDecoder(encoding, { ignoreBOM: start > 0 }).decode(kept)),
    offset: start,
    next: end < file.size ? end : null,
  };
}

/**
 * The text of a file's first bytes; null when they are no text. Only with `lenient` bytes in no Unicode encoding are
 * taken for Windows-1252, which any bytes are.
 */
export function decodeText(head: Uint8Array, lenient: boolean): DecodedText | null {
  const encoding = encodingOf(head, lenient);
  return encoding === null ? null : { encoding, text: new TextDecoder(encoding).decode(head) };
}

function encodingOf(head: Uint8Array, lenient: boolean): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const isText = !head.some(isOddControl);
  if ((isText || lenient) && isUtf8(head)) return 'utf-8';
  return lenient ? 'windows-1252' : null;
}

/** Controls that texts do not have: all but tab, line ends, form feed and escape. */
function isOddControl(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32 && byte !== 27);
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // As a stream: the last character may be cut.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.length >= HEAD_BYTES });
    return true;
  } catch {
    return false;
  }
}

/** How many of `bytes` do not cut a character at their end. */
function wholeCharacters(bytes: Uint8Array, encoding: Encoding): number {
  const { length } = bytes;
  if (encoding === 'windows-1252') return length;
  if (encoding !== 'utf-8') {
    const even = length - (length % 2);
    const high = bytes[even - (encoding === 'utf-16le' ? 1 : 2)] ?? 0;
    // A high surrogate waits for its other half.
    return (high & 0xfc) === 0xd8 ? even - 2 : even;
  }
  for (let back = 1; back <= Math.min(MAX_CUT, length); back++) {
    const byte = bytes[length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return wanted > back ? length - back : length;
  }
  return length;
}

/** Control characters as the symbols that stand for them, so that none of them reaches a terminal or hides in a page. */
function visibleControls(text: string): string {
  return text.replace(/(?![\t\n\r\u0080-\u009f])\p{Cc}/gu, (character) =>
    String.fromCharCode(character === '\x7f' ? 0x2421 : 0x2400 + character.charCodeAt(0)),
  );
}
