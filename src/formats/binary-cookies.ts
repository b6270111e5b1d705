import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { fromAppleSeconds } from './apple-time.ts';

/** A cookie of a `Cookies.binarycookies` file. */
export interface BinaryCookie {
  readonly domain: string;
  readonly name: string;
  readonly path: string;
  readonly value: string;
  /** UTC milliseconds; null for a session cookie. */
  readonly expiresAt: number | null;
  /** UTC milliseconds. */
  readonly createdAt: number | null;
  readonly isSecure: boolean;
  readonly isHttpOnly: boolean;
}

/** The cookies of a file, and the number of unreadable ones. */
export interface BinaryCookies {
  readonly cookies: readonly BinaryCookie[];
  readonly lost: number;
}

const PAGE_MAGIC = 0x100;
const SECURE = 1;
const HTTP_ONLY = 4;
/** Length of a cookie before its strings. */
const HEADER = 56;
/** Far more than real files contain. */
const MAX_PAGE = 2 ** 20;
const MAX_PAGES = 100_000;
const MAX_COOKIES = 1_000_000;

/**
 * Reads CFNetwork's cookie file: `cook`, the number of pages and their sizes (big-endian), then pages of cookies
 * (little-endian). Pages and cookies that are truncated or point outside themselves are counted as lost.
 * @throws MALFORMED_FILE if the file does not start with the magic bytes
 * @throws LIMIT_EXCEEDED
 */
export function readBinaryCookies(bytes: Uint8Array): BinaryCookies {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0) !== 0x636f6f6b) {
    throw new DomainError('MALFORMED_FILE', msg('detail.not-a-cookie-file'));
  }
  const pages = view.getUint32(4);
  if (pages > MAX_PAGES) throw new DomainError('LIMIT_EXCEEDED', msg('detail.too-many-pages', { count: pages }));
  const cookies: BinaryCookie[] = [];
  let lost = 0;
  let start = 8 + pages * 4;
  for (let page = 0; page < pages; page++) {
    const sizeAt = 8 + page * 4;
    const size = sizeAt + 4 > bytes.length ? 0 : view.getUint32(sizeAt);
    // The number of pages or the list of their sizes is damaged: it says nothing about how many there were.
    if (size < 8 || size > MAX_PAGE) {
      lost++;
      break;
    }
    if (start + 8 > bytes.length) {
      lost++;
      start += size;
      continue;
    }
    lost += readPage(bytes.subarray(start, start + size), size, cookies);
    start += size;
  }
  return { cookies, lost };
}

/** Adds the cookies of a page of `size` bytes, of which some may be missing; returns the number of unreadable ones. */
function readPage(page: Uint8Array, size: number, cookies: BinaryCookie[]): number {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  if (page.length < 8 || view.getUint32(0) !== PAGE_MAGIC) return 1;
  // A damaged number is larger than a page has room for; of such a page it is unknown how many are lost.
  const count = Math.min(view.getUint32(4, true), Math.floor((Math.min(size, MAX_PAGE) - 8) / (4 + HEADER)));
  const listed = Math.min(count, Math.floor((page.length - 8) / 4));
  let lost = count - listed;
  for (let index = 0; index < listed; index++) {
    if (cookies.length >= MAX_COOKIES) {
      throw new DomainError('LIMIT_EXCEEDED', msg('detail.too-many-cookies', { limit: MAX_COOKIES }));
    }
    const cookie = readCookie(page, view.getUint32(8 + index * 4, true));
    if (cookie === null) lost++;
    else cookies.push(cookie);
  }
  return lost;
}

function readCookie(page: Uint8Array, offset: number): BinaryCookie | null {
  if (offset + HEADER > page.length) return null;
  const size = new DataView(page.buffer, page.byteOffset + offset, 4).getUint32(0, true);
  if (size < HEADER || offset + size > page.length) return null;
  const cookie = page.subarray(offset, offset + size);
  const view = new DataView(cookie.buffer, cookie.byteOffset, cookie.byteLength);
  const flags = view.getUint32(8, true);
  const [domain, name, path, value] = [16, 20, 24, 28].map((at) => stringAt(cookie, view.getUint32(at, true)));
  if (typeof domain !== 'string' || typeof name !== 'string') return null;
  if (typeof path !== 'string' || typeof value !== 'string') return null;
  return {
    domain,
    name,
    path,
    value,
    expiresAt: moment(view.getFloat64(40, true)),
    createdAt: moment(view.getFloat64(48, true)),
    isSecure: (flags & SECURE) !== 0,
    isHttpOnly: (flags & HTTP_ONLY) !== 0,
  };
}

/** 0 means no expiry: a session cookie. */
function moment(seconds: number): number | null {
  return seconds === 0 ? null : fromAppleSeconds(seconds);
}

/** The text up to the next NUL; null if it is outside the cookie or not terminated. */
function stringAt(cookie: Uint8Array, offset: number): string | null {
  if (offset < HEADER || offset >= cookie.length) return null;
  const end = cookie.indexOf(0, offset);
  return end === -1 ? null : Buffer.from(cookie.buffer, cookie.byteOffset + offset, end - offset).toString();
}
