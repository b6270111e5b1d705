import { describe, expect, it } from 'vitest';
import { assembleBplist } from '../../test/support/formats/bplist-assembly.ts';
import { parsePlist } from './plist.ts';
import {
  asArray,
  asBoolean,
  asBytes,
  asDate,
  asDict,
  asNumber,
  asString,
  emptyDict,
  type MaybePlistValue,
  PlistSet,
  PlistUid,
} from './plist-value.ts';

const MALFORMED = expect.objectContaining({ name: 'DomainError', code: 'MALFORMED_PLIST' });

describe('parsePlist', () => {
  it('distinguishes binary from XML', () => {
    expect(parsePlist(assembleBplist([[0x09]]))).toBe(true);
    expect(parsePlist(Buffer.from('<plist><true/></plist>'))).toBe(true);
    expect(parsePlist(Buffer.from('\ufeff\n\t <plist><true/></plist>'))).toBe(true);
    expect(parsePlist(Buffer.from('\ufeff<plist><true/></plist>', 'utf16le'))).toBe(true);
    expect(parsePlist(Buffer.from('\ufeff<plist><true/></plist>', 'utf16le').swap16())).toBe(true);
  });

  it.each(['', ' ', '{ a = b; }', 'SQLite format 3\0', 'bplist', '\ufeff'])('refuses %j', (text) => {
    expect(() => parsePlist(Buffer.from(text))).toThrow(MALFORMED);
  });
});

describe('the narrowing helpers', () => {
  it.each<[string, (value: MaybePlistValue) => unknown, MaybePlistValue]>([
    ['asDict', asDict, emptyDict()],
    ['asArray', asArray, [1]],
    ['asString', asString, ''],
    ['asNumber', asNumber, 0],
    ['asBoolean', asBoolean, false],
    ['asBytes', asBytes, Uint8Array.of(1)],
    ['asDate', asDate, new Date(0)],
  ])('%s accepts only its own kind', (_, narrow, own) => {
    expect(narrow(own)).toBe(own);
    const others: MaybePlistValue[] = [
      undefined,
      null,
      true,
      7,
      7n,
      'text',
      Uint8Array.of(2),
      new Date(1),
      new PlistUid(1),
      new PlistSet([1]),
      [2],
      emptyDict(),
    ];
    expect(others.filter((other) => narrow(other) !== null)).toHaveLength(1);
  });
});
