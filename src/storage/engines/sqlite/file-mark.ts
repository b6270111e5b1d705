import { closeSync, openSync, readSync } from 'node:fs';

/** First bytes of every SQLite database (https://www.sqlite.org/fileformat.html §1.3). */
export const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');

/** Marks our databases ("Ajui"), in the field that SQLite has for programs whose files are databases (§1.3.13). */
export const APPLICATION_ID = 0x41_6a_75_69;

const APPLICATION_ID_AT = 68;
const HEADER_BYTES = 100;

/** The start of a file, up to the length of SQLite's header. @throws a file system error */
export function headerOf(path: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    return header.subarray(0, readSync(file, header, 0, header.length, 0));
  } finally {
    closeSync(file);
  }
}

/** True if the header says that the file is a database of ours; it can still be damaged, and an older one has no mark. */
export function isMarked(header: Buffer): boolean {
  if (header.length < HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) return false;
  return header.readInt32BE(APPLICATION_ID_AT) === APPLICATION_ID;
}
