import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPart } from './read-part.ts';

const KEY = randomBytes(32);
const plain = randomBytes(100);
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'part-'));
  const cipher = createCipheriv('aes-256-cbc', KEY, Buffer.alloc(16));
  writeFileSync(join(folder, 'encrypted'), Buffer.concat([cipher.update(plain), cipher.final()]));
  writeFileSync(join(folder, 'plain'), plain);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('readPart', () => {
  it.each([
    [0, 16],
    [0, 1],
    [15, 2],
    [16, 16],
    [17, 40],
    [33, 64],
  ])('gives the bytes from %i on, %i of them, decrypted or as they are', (position, length) => {
    const expected = plain.subarray(position, position + length);
    expect(Buffer.from(readPart(join(folder, 'plain'), null, { position, length }, 'It'))).toEqual(expected);
    expect(Buffer.from(readPart(join(folder, 'encrypted'), KEY, { position, length }, 'It'))).toEqual(expected);
  });

  it('gives fewer at the end, where the padding is', () => {
    const part = { position: 90, length: 1000 };
    expect(readPart(join(folder, 'plain'), null, part, 'It')).toHaveLength(10);
    expect(readPart(join(folder, 'encrypted'), KEY, part, 'It')).toHaveLength(22);
    expect(readPart(join(folder, 'encrypted'), KEY, { position: 5000, length: 8 }, 'It')).toHaveLength(0);
  });

  it('says which file is missing', () => {
    expect(() => readPart(join(folder, 'gone'), null, { position: 0, length: 1 }, 'It')).toThrow(
      expect.objectContaining({ code: 'PAYLOAD_MISSING' }),
    );
  });
});
