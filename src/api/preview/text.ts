import type { BackupFile } from '../../backup/types.ts';
import type { PreviewView } from '../../contract/preview.ts';

type TextPreview = Extract<PreviewView, { kind: 'text' }>;
type Encoding = TextPreview['encoding'];

/** Number of leading bytes used to detect the kind and encoding. */
export const HEAD_BYTES = 4096;

/** Default part size in bytes. */
const PART_BYTES = 256 * 1024;
/** Maximum number of bytes of an incomplete UTF-8 character at the end of a part. */
const MAX_CUT = 3;

/** Decoded text and its encoding. */
export interface DecodedText {
  readonly encoding: Encoding;
  readonly text: string;
}

/** Decodes a part of a file, starting at `offset`. */
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
 * Decodes the first bytes of a file; null if they are not text. With `lenient`, bytes that are not valid Unicode are
 * decoded as Windows-1252, which accepts all bytes.
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

/** Control characters that are unusual in text: all except tab, line ends, form feed and escape. */
function isOddControl(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32 && byte !== 27);
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // Streaming mode, because the last character may be incomplete.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.length >= HEAD_BYTES });
    return true;
  } catch {
    return false;
  }
}

/** Length of `bytes` without an incomplete character at the end. */
function wholeCharacters(bytes: Uint8Array, encoding: Encoding): number {
  const { length } = bytes;
  if (encoding === 'windows-1252') return length;
  if (encoding !== 'utf-8') {
    const even = length - (length % 2);
    const high = bytes[even - (encoding === 'utf-16le' ? 1 : 2)] ?? 0;
    // Excludes an unpaired high surrogate.
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

/** Replaces control characters by visible symbols, for safe output in terminals and pages. */
function visibleControls(text: string): string {
  return text.replace(/(?![\t\n\r\u0080-\u009f])\p{Cc}/gu, (character) =>
    String.fromCharCode(character === '\x7f' ? 0x2421 : 0x2400 + character.charCodeAt(0)),
  );
}
