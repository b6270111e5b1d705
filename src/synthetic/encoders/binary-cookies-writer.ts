import type { ExampleCookie } from '../../model/example.ts';
import { appleSeconds } from './apple-time.ts';
import { writeBplist } from './bplist-writer.ts';

const SECURE = 1;
const HTTP_ONLY = 4;
/** Length of the fixed part of a cookie, in bytes. */
const HEADER = 56;

/**
 * Writes Cookies.binarycookies as CFNetwork does: page count and sizes big-endian, pages little-endian, then a footer.
 */
export function writeBinaryCookies(cookies: readonly ExampleCookie[]): Buffer {
  const page = writePage(cookies);
  const header = Buffer.alloc(12);
  header.write('cook', 'latin1');
  header.writeUInt32BE(1, 4);
  header.writeUInt32BE(page.length, 8);
  const checksum = Buffer.alloc(4);
  let sum = 0;
  for (let at = 0; at < page.length; at += 4) sum += page[at] as number;
  checksum.writeUInt32BE(sum >>> 0);
  const footer = Buffer.from('071720050000004b', 'hex');
  return Buffer.concat([header, page, checksum, footer, writeBplist({ NSHTTPCookieAcceptPolicy: 2 })]);
}

function writePage(cookies: readonly ExampleCookie[]): Buffer {
  const records = cookies.map(writeCookie);
  const header = Buffer.alloc(8 + records.length * 4 + 4);
  header.writeUInt32BE(0x100, 0);
  header.writeUInt32LE(records.length, 4);
  let offset = header.length;
  for (const [index, record] of records.entries()) {
    header.writeUInt32LE(offset, 8 + index * 4);
    offset += record.length;
  }
  return Buffer.concat([header, ...records]);
}

function writeCookie(cookie: ExampleCookie): Buffer {
  const strings = [cookie.domain, cookie.name, cookie.path ?? '/', cookie.value].map((text) =>
    Buffer.from(`${text}\0`),
  );
  const header = Buffer.alloc(HEADER);
  header.writeUInt32LE(HEADER + strings.reduce((sum, { length }) => sum + length, 0), 0);
  header.writeUInt32LE((cookie.isSecure === true ? SECURE : 0) | (cookie.isHttpOnly === true ? HTTP_ONLY : 0), 8);
  let offset = HEADER;
  for (const [index, text] of strings.entries()) {
    header.writeUInt32LE(offset, 16 + index * 4);
    offset += text.length;
  }
  header.writeDoubleLE(moment(cookie.expiresAt), 40);
  header.writeDoubleLE(moment(cookie.createdAt), 48);
  return Buffer.concat([header, ...strings]);
}

/** Seconds since 2001; 0 if missing. */
function moment(milliseconds: number | undefined): number {
  return milliseconds === undefined ? 0 : appleSeconds(milliseconds);
}
