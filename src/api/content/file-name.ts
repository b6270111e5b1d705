import { create } from 'content-disposition';

/** Limit of common file systems, in UTF-8 bytes. */
const MAX_NAME_BYTES = 255;

/** Whether a browser shows or saves a file. */
export type Disposition = 'inline' | 'attachment';

/**
 * Content-Disposition for a file of a backup, whose path is untrusted: uses its last part without control characters,
 * separators and bidirectional marks (`gpj.exe` must not be displayed as `exe.jpg`).
 */
export function contentDisposition(relativePath: string, fallback: string, type: Disposition): string {
  return create(safeFileName(relativePath, fallback), { type });
}

/** See {@link contentDisposition}; `fallback` is used if nothing remains. */
export function safeFileName(relativePath: string, fallback: string): string {
  const name = relativePath
    .slice(relativePath.lastIndexOf('/') + 1)
    .toWellFormed()
    // C0, DEL, C1, line and paragraph separators; direction marks, embeddings, overrides and isolates; \ and :
    .replace(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\\:]/gu, '_')
    .trim();
  if (/^\.*$/.test(name)) return fallback;
  return shorten(name);
}

/** Truncates the stem between characters and keeps the extension. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : '';
  let room = MAX_NAME_BYTES - Buffer.byteLength(extension);
  let stem = '';
  for (const character of name) {
    room -= Buffer.byteLength(character);
    if (room < 0) break;
    stem += character;
  }
  return stem + extension;
}
