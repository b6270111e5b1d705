import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../test/support/formats/mutations.ts';
import { decodeLzfse } from './lzfse.ts';

/** Written by Apple's encoder (test/fixtures/lzfse/README.md). */
const sample = (name: string): Buffer =>
  readFileSync(new URL(`../../test/fixtures/lzfse/${name}.lzfse`, import.meta.url));
const LZVN = sample('lzvn');
const PLAIN = sample('plain');
const PACKED = sample('packed');
const STORED = sample('stored');

const MEBIBYTE = 1024 * 1024;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const decode = (bytes: Uint8Array): Uint8Array => decodeLzfse(bytes, { maxBytes: MEBIBYTE });
/** Without the end marker. */
const open = (stream: Buffer): Buffer => stream.subarray(0, -4);
const MALFORMED = expect.objectContaining({ code: 'MALFORMED_FILE' });

describe('decodeLzfse', () => {
  it.each([
    ['bvxn', LZVN, 3590, '0da8c48bce541252d18005cd3da58a106bb67a4a3e1593d042b98c4e07b8243e'],
    ['bvx1', PLAIN, 221_500, 'ed57c92c339824e512915d0ed64cc7794390c166823b8dd7ed18827f35bccda6'],
    ['bvx2', PACKED, 221_500, 'ed57c92c339824e512915d0ed64cc7794390c166823b8dd7ed18827f35bccda6'],
    ['bvx-', STORED, 60, 'dca1a25b358168f901f7e2ed7d5f5f97f0f63f98e638ef29a8d2d79740397a1d'],
  ])('reads %s blocks', (magic, stream, length, hash) => {
    expect(stream.toString('latin1', 0, 4)).toBe(magic);
    const bytes = decode(stream);
    expect(bytes).toHaveLength(length);
    expect(sha256(bytes)).toBe(hash);
  });

  it('reads several blocks, and nothing behind the end marker', () => {
    const stream = Buffer.concat([open(PACKED), open(PLAIN), open(LZVN), STORED, Buffer.from('more')]);
    const hash = 'ffa436ba1381a8e66b256a0caeab7f9b971e59487edc9564a098dc86827ee594';
    expect(sha256(decode(stream))).toBe(hash);
    expect(decode(Buffer.from('bvx$'))).toHaveLength(0);
  });

  it('refuses output beyond the maximum, also if a header understates it', () => {
    const limit = expect.objectContaining({ code: 'LIMIT_EXCEEDED', details: { limit: 221_499 } });
    expect(() => decodeLzfse(PACKED, { maxBytes: 221_499 })).toThrow(limit);
    expect(decodeLzfse(PACKED, { maxBytes: 221_500 })).toHaveLength(221_500);
    for (const stream of [PACKED, PLAIN, LZVN]) {
      const lying = Buffer.from(stream);
      lying.writeUInt32LE(lying.readUInt32LE(4) - 1, 4);
      expect(() => decode(lying)).toThrow(MALFORMED);
    }
  });

  it('refuses truncated and foreign bytes', () => {
    expect(() => decode(new Uint8Array())).toThrow(MALFORMED);
    expect(() => decode(Buffer.from('bplist00 and more'))).toThrow(MALFORMED);
    for (const stream of [PACKED, PLAIN, LZVN, STORED]) {
      for (let length = 0; length < stream.length; length += 1 + (length >> 4)) {
        expect(() => decode(stream.subarray(0, length))).toThrow(MALFORMED);
      }
    }
  });

  it('refuses a match that reaches back before the start', () => {
    const match = Buffer.from([0x00, 0x01, 0x06, 0, 0, 0, 0, 0, 0, 0]);
    const head = Buffer.alloc(12);
    head.write('bvxn');
    head.writeUInt32LE(3, 4);
    head.writeUInt32LE(match.length, 8);
    expect(() => decode(Buffer.concat([head, match, Buffer.from('bvx$')]))).toThrow(MALFORMED);
    // One literal first makes it three repetitions.
    const literal = Buffer.concat([Buffer.from([0xe1, 0x41]), match]);
    head.writeUInt32LE(4, 4);
    head.writeUInt32LE(literal.length, 8);
    expect(Buffer.from(decode(Buffer.concat([head, literal, Buffer.from('bvx$')]))).toString()).toBe('AAAA');
  });

  it('refuses more literals than bytes, which may take no bits', () => {
    const block = Buffer.alloc(772 + 8);
    block.write('bvx1');
    block.writeUInt32LE(0xffff_fff0, 12);
    block.writeUInt16LE(1024, 50 + 104 * 2);
    expect(() => decode(Buffer.concat([block, Buffer.from('bvx$')]))).toThrow(MALFORMED);
  });

  it('reads or refuses damaged streams', () => {
    fc.assert(
      fc.property(mutated([LZVN, PLAIN, PACKED, STORED]), (bytes) => {
        const result = readOrRefuse(() => decode(bytes), 'MALFORMED_FILE', 'LIMIT_EXCEEDED');
        expect(result?.length ?? 0).toBeLessThanOrEqual(MEBIBYTE);
      }),
      { seed: SEED, numRuns: rounds(400) },
    );
  });
});
