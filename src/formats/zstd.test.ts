import { zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isZstd, unzstd } from './zstd.ts';

/** “hello zstd” eight times, made by the command line of the reference implementation (`zstd -19`). */
const FRAME = Buffer.from('28b52ffd04689500005868656c6c6f207a7374642001006ab47801df9c6937', 'hex');

describe('unzstd', () => {
  it('reads a frame', () => {
    expect(isZstd(FRAME)).toBe(true);
    expect(unzstd(FRAME).toString()).toBe('hello zstd '.repeat(8));
  });

  it('knows what is no frame', () => {
    expect(isZstd(Buffer.from('hello'))).toBe(false);
    expect(isZstd(Buffer.of(0x28, 0xb5))).toBe(false);
  });

  it('refuses damaged frames and those that become too large', () => {
    expect(() => unzstd(FRAME.subarray(0, -4))).toThrow(expect.objectContaining({ code: 'MALFORMED_FILE' }));
    expect(() => unzstd(zstdCompressSync(Buffer.alloc(17 * 1024 ** 2)))).toThrow(
      expect.objectContaining({ code: 'MALFORMED_FILE' }),
    );
  });
});
