import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  addRecordKey,
  createClassKeys,
  importClassKeys,
  memoryOfKeys,
  recordKeyOf,
  sharedClassKeys,
} from './class-keys.ts';

describe('ClassKeys', () => {
  it('survive the transfer to another process', () => {
    const keys = createClassKeys(
      new Map([
        // Keybags of iOS 9 and earlier have a class 0.
        [0, Buffer.alloc(32, 1)],
        [3, Buffer.alloc(32, 3)],
        [4, Buffer.alloc(32, 4)],
      ]),
    );
    const handedOver = importClassKeys(keys.export());
    expect(handedOver.get(0)).toEqual(Buffer.alloc(32, 1));
    expect(handedOver.get(3)).toEqual(Buffer.alloc(32, 3));
    expect(handedOver.get(4)).toEqual(Buffer.alloc(32, 4));
    expect(handedOver.get(1)).toBeUndefined();
  });

  it('are overwritten when disposed of, and never printed', () => {
    const key = Buffer.alloc(32, 7);
    const keys = createClassKeys(new Map([[3, key]]));
    expect(inspect(keys, { depth: 9 })).not.toContain('07');
    expect(JSON.stringify(keys)).toBe('{}');
    keys.dispose();
    expect(key).toEqual(Buffer.alloc(32));
    expect(keys.get(3)).toBeUndefined();
  });

  it('carry the record key of a manifest, which is not a class key', () => {
    const keys = createClassKeys(new Map([[3, Buffer.alloc(32, 3)]]));
    expect(recordKeyOf(keys)).toBeNull();
    const key = Buffer.alloc(16, 9);
    addRecordKey(keys, key);
    const handedOver = importClassKeys(keys.export());
    expect(recordKeyOf(handedOver)).toEqual(Buffer.alloc(16, 9));
    expect(handedOver.get(255)).toBeUndefined();
    keys.dispose();
    expect(key).toEqual(Buffer.alloc(16));
    expect(() => importClassKeys(Buffer.from([255, 32, ...Buffer.alloc(32)]))).toThrow();
  });

  it('are the same memory in threads: disposing of one disposes of the other', () => {
    const keys = createClassKeys(new Map([[3, Buffer.alloc(32, 3)]]));
    const other = sharedClassKeys(memoryOfKeys(keys));
    expect(other.get(3)).toEqual(Buffer.alloc(32, 3));
    keys.dispose();
    expect(other.get(3)).toBeUndefined();
  });

  it.each([
    [3, 5, 1, 1, 1, 1, 1],
    [99, 32],
    [255, 32],
    [3, 32, ...Buffer.alloc(32, 1), 99, 1, 1],
  ])('refuses %j %j, and overwrites what is no key', (...start) => {
    const { length } = createClassKeys(new Map()).export();
    for (const size of [length, start.length]) {
      const exported = new Uint8Array(size);
      exported.set(start);
      expect(() => importClassKeys(exported)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
      expect(exported.every((byte) => byte === 0)).toBe(true);
    }
  });
});
