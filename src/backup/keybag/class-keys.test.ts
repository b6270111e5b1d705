import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { addRecordKey, createClassKeys, importClassKeys, recordKeyOf } from './class-keys.ts';

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
    const handedOver = importClassKeys(JSON.parse(JSON.stringify(keys.export())) as Record<number, string>);
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
    const handedOver = importClassKeys(JSON.parse(JSON.stringify(keys.export())) as Record<number, string>);
    expect(recordKeyOf(handedOver)).toEqual(Buffer.alloc(16, 9));
    expect(handedOver.get(255)).toBeUndefined();
    keys.dispose();
    expect(key).toEqual(Buffer.alloc(16));
    expect(() => importClassKeys({ 255: Buffer.alloc(32).toString('base64') })).toThrow();
  });

  it.each([{ 3: 'short' }, { x: Buffer.alloc(32).toString('base64') }, { 99: Buffer.alloc(32).toString('base64') }])(
    'refuses %j',
    (exported) => {
      expect(() => importClassKeys(exported as Record<number, string>)).toThrow(
        expect.objectContaining({ code: 'BAD_REQUEST' }),
      );
    },
  );
});
