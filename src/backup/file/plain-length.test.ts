import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BLOCK, paddingLength, plainLength } from './plain-length.ts';

const block = (...end: number[]): Uint8Array => Uint8Array.from([...Array<number>(BLOCK - end.length).fill(0), ...end]);

describe('plainLength', () => {
  it("finds the exact length of every padded file, regardless of the manifest's size", () => {
    for (let length = 0; length <= 100; length++) {
      const cipher = createCipheriv('aes-256-cbc', Buffer.alloc(32), Buffer.alloc(BLOCK));
      const stored = Buffer.concat([cipher.update(Buffer.alloc(length, 7)), cipher.final()]).length;
      const padding = stored - length;
      const last = Uint8Array.from([
        ...Array<number>(BLOCK - padding).fill(7),
        ...Array<number>(padding).fill(padding),
      ]);
      for (const hint of [null, 0, length, length - 1, length + 1, 1e12]) {
        if (hint === stored) continue;
        expect(plainLength(stored, last, hint)).toEqual({ size: length, integrity: 'ok' });
      }
    }
  });

  it.each([
    ['an empty file', 0, null, 0, 0, 'ok'],
    ['an empty file that should have contents', 0, null, 500, 0, 'shorter'],
    ['a cut copy keeps its whole blocks', 4095, null, 4096, 4080, 'truncated'],
    ['less than a block is nothing', 15, null, 15, 0, 'truncated'],
    ['a re-encrypted file without padding ends where the manifest says', 4096, block(1), 4096, 4096, 'ok'],
    [
      'valid padding wins over a smaller Size (the sms.db bug)',
      499_728,
      block(...Array<number>(16).fill(16)),
      495_616,
      499_712,
      'ok',
    ],
    ['invalid padding: cut to a Size within the last block', 4096, block(0), 4090, 4090, 'padding-invalid'],
    ['invalid padding: a Size one block back still counts', 4096, block(0), 4080, 4080, 'padding-invalid'],
    ['invalid padding: a Size further off does not', 4096, block(0), 4079, 4096, 'padding-invalid'],
    ['never extended to Size', 4096, block(0), 5000, 4096, 'padding-invalid'],
    ['no Size at all', 4096, block(2, 3), null, 4096, 'padding-invalid'],
  ] as const)('%s', (_title, stored, last, hint, size, integrity) => {
    expect(plainLength(stored, last, hint)).toEqual({ size, integrity });
  });
});

describe('paddingLength', () => {
  it.each([
    [block(1), 1],
    [block(2, 2), 2],
    [block(3, 2), 0],
    [block(17), 0],
    [block(0), 0],
    [new Uint8Array(), 0],
  ])('%s → %i', (bytes, count) => {
    expect(paddingLength(bytes)).toBe(count);
  });
});
