import { create } from 'content-disposition';

/** What common file systems take, in bytes of UTF-8. */
const MAX_NAME_BYTES = 255;

/** Whether a browser shows a file or saves it. */
export type Disposition = 'inline' | 'attachment';

/**
 * Content-Disposition for a file of a backup, whose path is hostile: only the last part of it becomes the name, without
 * control characters, separators and marks that change the direction of text (`gpj.exe` must not read as `exe.jpg`).
 */
export function contentDisposition(relativePath: string, fallback: string, type: Disposition): string {
  return create(safeFileName(relativePath, fallback), { type });
}

/** See {@link contentDisposition}; `fallback` stands in where nothing is left. */
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

/** Cuts the stem, not the extension, and never through a character. */
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
