import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../test/support/formats/mutations.ts';
import { writeBinaryCookies } from '../synthetic/encoders/binary-cookies-writer.ts';
import { readBinaryCookies } from './binary-cookies.ts';

const COOKIES = [
  { domain: '.example.org', name: 'session', path: '/', value: 'a=1; ü', createdAt: 1_700_000_000_000, isSecure: true },
  { domain: 'example.net', name: '', value: '', expiresAt: 1_800_000_000_500, isHttpOnly: true },
];

describe('readBinaryCookies', () => {
  it('reads cookies with their times and flags', () => {
    expect(readBinaryCookies(writeBinaryCookies(COOKIES))).toEqual({
      lost: 0,
      cookies: [
        {
          domain: '.example.org',
          name: 'session',
          path: '/',
          value: 'a=1; ü',
          createdAt: 1_700_000_000_000,
          expiresAt: null,
          isSecure: true,
          isHttpOnly: false,
        },
        {
          domain: 'example.net',
          name: '',
          path: '/',
          value: '',
          createdAt: null,
          expiresAt: 1_800_000_000_500,
          isSecure: false,
          isHttpOnly: true,
        },
      ],
    });
  });

  it('reads files of several pages, and none', () => {
    const one = writeBinaryCookies(COOKIES);
    const size = one.readUInt32BE(8);
    const page = one.subarray(12, 12 + size);
    const header = Buffer.alloc(16);
    header.write('cook', 'latin1');
    header.writeUInt32BE(2, 4);
    header.writeUInt32BE(size, 8);
    header.writeUInt32BE(size, 12);
    expect(readBinaryCookies(Buffer.concat([header, page, page])).cookies).toHaveLength(4);
    expect(readBinaryCookies(Buffer.from('cook\0\0\0\0', 'latin1'))).toEqual({ cookies: [], lost: 0 });
  });

  it('counts what is cut off, and keeps the rest', () => {
    const bytes = writeBinaryCookies(COOKIES);
    const second = bytes.readUInt32LE(12 + 12);
    expect(readBinaryCookies(bytes.subarray(0, 12 + second + 20))).toMatchObject({
      cookies: [{ name: 'session' }],
      lost: 1,
    });
    expect(readBinaryCookies(bytes.subarray(0, 12))).toEqual({ cookies: [], lost: 1 });
  });

  it('does not take a damaged number for what is lost', () => {
    const cookies = writeBinaryCookies(COOKIES);
    cookies.writeUInt32LE(31_514, 12 + 4);
    expect(readBinaryCookies(cookies).lost).toBeLessThan(10);
    const pages = writeBinaryCookies(COOKIES);
    pages.writeUInt32BE(31_514, 4);
    expect(readBinaryCookies(pages).lost).toBeLessThan(10);
  });

  it('counts a cookie whose texts are outside of it', () => {
    const bytes = writeBinaryCookies(COOKIES);
    const first = 12 + bytes.readUInt32LE(12 + 8);
    bytes.writeUInt32LE(0xffff_fff0, first + 16);
    expect(readBinaryCookies(bytes)).toMatchObject({ cookies: [{ domain: 'example.net' }], lost: 1 });
  });

  it('refuses other files, and counts that no file has', () => {
    expect(() => readBinaryCookies(new Uint8Array())).toThrow(expect.objectContaining({ code: 'MALFORMED_FILE' }));
    expect(() => readBinaryCookies(Buffer.from('bplist00'))).toThrow(
      expect.objectContaining({ code: 'MALFORMED_FILE' }),
    );
    const many = Buffer.from('636f6f6b7fffffff', 'hex');
    expect(() => readBinaryCookies(many)).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
  });

  it('reads or refuses damaged files', () => {
    fc.assert(
      fc.property(mutated([writeBinaryCookies(COOKIES)]), (bytes) => {
        const read = readOrRefuse(() => readBinaryCookies(bytes), 'MALFORMED_FILE', 'LIMIT_EXCEEDED');
        expect(read?.cookies.length ?? 0).toBeLessThanOrEqual(bytes.length);
      }),
      { seed: SEED, numRuns: rounds(3000) },
    );
  });
});
