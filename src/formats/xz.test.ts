import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../test/support/formats/mutations.ts';
import { decodeXz } from './xz.ts';

/** Written by liblzma (test/fixtures/xz/README.md). */
const sample = (name: string): Buffer => readFileSync(new URL(`../../test/fixtures/xz/${name}.xz`, import.meta.url));
const PLAIN = sample('plain');
const POSITIONS = sample('positions');
const STORED = sample('stored');
const BLOCKS = sample('blocks');

const LIMIT = 4 * 1024 * 1024;
const decode = (bytes: Uint8Array): Uint8Array => decodeXz(bytes, { maxBytes: LIMIT });
const MALFORMED = expect.objectContaining({ code: 'MALFORMED_FILE' });

describe('decodeXz', () => {
  it.each([
    ['one block', PLAIN, 251_566, 'aa2e10f4184e1b21e7f47c681ad1de60731f2171f7cc2cf04475f2eaede885d0'],
    ['other parameters', POSITIONS, 251_566, 'aa2e10f4184e1b21e7f47c681ad1de60731f2171f7cc2cf04475f2eaede885d0'],
    ['stored bytes', STORED, 700, 'e2e7ca765b3446595f235867826972945fe34a20cede056d35099b748582a299'],
    ['several blocks', BLOCKS, 3_022_292, 'e542cd6aea3f38ec031c1da1eea6e108867c7751ee081e63091714dfc9ab088b'],
  ])('reads %s', (_name, stream, length, hash) => {
    const bytes = decode(stream);
    expect(bytes).toHaveLength(length);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
  });

  it('refuses output beyond the maximum', () => {
    const limit = expect.objectContaining({ code: 'LIMIT_EXCEEDED', details: { limit: 251_565 } });
    expect(() => decodeXz(PLAIN, { maxBytes: 251_565 })).toThrow(limit);
    expect(decodeXz(PLAIN, { maxBytes: 251_566 })).toHaveLength(251_566);
  });

  it('refuses truncated and foreign bytes', () => {
    expect(() => decode(new Uint8Array())).toThrow(MALFORMED);
    expect(() => decode(Buffer.from('bplist00 and more'))).toThrow(MALFORMED);
    for (const stream of [PLAIN, POSITIONS, STORED]) {
      // Without the index, whose size differs, nothing is missing.
      for (let length = 0; length < stream.length - 64; length += 1 + (length >> 4)) {
        expect(() => decode(stream.subarray(0, length))).toThrow(MALFORMED);
      }
    }
  });

  it('refuses a damaged header', () => {
    for (const at of [7, 13, 14, 15]) {
      const damaged = Buffer.from(PLAIN);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 0x40, at);
      expect(() => decode(damaged)).toThrow(MALFORMED);
    }
  });

  it('reads or refuses damaged streams', () => {
    fc.assert(
      fc.property(mutated([PLAIN, POSITIONS, STORED]), (bytes) => {
        const result = readOrRefuse(() => decode(bytes), 'MALFORMED_FILE', 'LIMIT_EXCEEDED');
        expect(result?.length ?? 0).toBeLessThanOrEqual(LIMIT);
      }),
      { seed: SEED, numRuns: rounds(400) },
    );
  });
});
