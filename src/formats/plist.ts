import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { parseBplist } from './bplist.ts';
import type { PlistLimits } from './plist-limits.ts';
import type { PlistValue } from './plist-value.ts';
import { parseXmlPlist } from './xml-plist.ts';

/**
 * Reads a property list, binary (starts with `bplist`) or XML (starts with `<` after a byte order mark and white
 * space). The old ASCII ("OpenStep") format is not supported, because backups do not contain it.
 *
 * @throws MALFORMED_PLIST when it is empty, in neither format, or invalid
 * @throws LIMIT_EXCEEDED beyond `limits`
 */
export function parsePlist(bytes: Uint8Array, limits?: Partial<PlistLimits>): PlistValue {
  if (bytes.byteLength === 0) throw new DomainError('MALFORMED_PLIST', msg('detail.plist-empty'));
  if (startsWith(bytes, 0, 'bplist')) return parseBplist(bytes, limits);
  if (looksLikeXml(bytes)) return parseXmlPlist(bytes, limits);
  throw new DomainError('MALFORMED_PLIST', msg('detail.not-a-plist'));
}

function looksLikeXml(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xff && bytes[1] === 0xfe)) return true;
  let start = startsWith(bytes, 0, '\u{ef}\u{bb}\u{bf}') ? 3 : 0;
  while (isWhiteSpace(bytes[start])) start++;
  return bytes[start] === 0x3c;
}

function startsWith(bytes: Uint8Array, offset: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[offset + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

function isWhiteSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
