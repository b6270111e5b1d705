import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damage, mutate } from '../../../test/support/backup/mutate.ts';
import { rounds } from '../../../test/support/depth.ts';
import { isDomainError } from '../../model/errors.ts';
import { writeKeybag } from '../../synthetic/backup-folder/keybag-writer.ts';
import { parseKeybag } from './keybag.ts';

const bag = await writeKeybag({ seed: 1, password: 'hunter2', derivation: 'two-stage', dpic: 7, iter: 5 });
const oldBag = await writeKeybag({ seed: 1, password: 'hunter2', derivation: 'one-stage' });

function tlv(tag: string, value: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(tag, 'latin1');
  head.writeUInt32BE(value.length, 4);
  return Buffer.concat([head, value]);
}

function replace(bytes: Buffer, tag: string, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32BE(value, copy.indexOf(tag) + 8);
  return copy;
}

describe('parseKeybag', () => {
  it('reads both stages and every class', () => {
    const keybag = parseKeybag(bag.bytes);
    expect(keybag.firstStage).toMatchObject({ rounds: 7, salt: { length: 20 } });
    expect(keybag.secondStage).toMatchObject({ rounds: 5, salt: { length: 20 } });
    expect(keybag.classes.map(({ protectionClass, wrap }) => [protectionClass, wrap])).toEqual([
      [11, 1],
      [10, 3],
      [9, 3],
      [8, 2],
      [7, 2],
      [6, 2],
      [5, 3],
      [4, 2],
      [3, 2],
      [2, 2],
      [1, 2],
    ]);
  });

  it('reads a single stage before iOS 10.2', () => {
    expect(parseKeybag(oldBag.bytes)).toMatchObject({ firstStage: null, secondStage: { rounds: 1000 } });
  });

  it('refuses round counts that would occupy the processor for minutes', () => {
    for (const [tag, value] of [
      ['DPIC', 50_000_001],
      ['DPIC', 2 ** 31],
      ['ITER', 10_000_001],
    ] as const) {
      expect(() => parseKeybag(replace(bag.bytes, tag, value))).toThrow(
        expect.objectContaining({ code: 'LIMIT_EXCEEDED', details: expect.objectContaining({ rounds: value }) }),
      );
    }
    expect(parseKeybag(replace(bag.bytes, 'DPIC', 50_000_000)).firstStage?.rounds).toBe(50_000_000);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no rounds', tlv('SALT', Buffer.alloc(20))],
    ['zero rounds', Buffer.concat([tlv('SALT', Buffer.alloc(20)), tlv('ITER', Buffer.alloc(4))])],
    ['a number of 3 bytes', Buffer.concat([tlv('SALT', Buffer.alloc(20)), tlv('ITER', Buffer.alloc(3))])],
    ['a length beyond the end', Buffer.concat([Buffer.from('SALT'), Buffer.from('ffffffff', 'hex')])],
  ])('reports %s as malformed', (_title, bytes) => {
    expect(() => parseKeybag(bytes)).toThrow(expect.objectContaining({ code: 'MALFORMED_KEYBAG' }));
  });

  it('limits its size and the number of classes', () => {
    const classes = Buffer.concat(Array.from({ length: 70 }, () => tlv('UUID', Buffer.alloc(16))));
    const header = bag.bytes.subarray(0, bag.bytes.indexOf('CLAS') - 24);
    expect(() => parseKeybag(Buffer.concat([header, classes]))).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
    );
    expect(() => parseKeybag(Buffer.alloc(65 * 1024))).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
  });

  it('returns a keybag or a DomainError for damaged bytes', () => {
    fc.assert(
      fc.property(damage, (how) => {
        try {
          expect(parseKeybag(mutate(bag.bytes, how)).classes.length).toBeLessThanOrEqual(64);
        } catch (error) {
          if (!isDomainError(error, 'MALFORMED_KEYBAG', 'LIMIT_EXCEEDED')) throw error;
        }
      }),
      { seed: 2, numRuns: rounds(2000) },
    );
  });
});
