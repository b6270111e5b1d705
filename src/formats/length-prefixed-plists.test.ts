import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../test/support/formats/mutations.ts';
import { writeBplist } from '../synthetic/encoders/bplist-writer.ts';
import { readLengthPrefixedPlists } from './length-prefixed-plists.ts';

const prefixed = (plist: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(plist.length);
  return Buffer.concat([length, plist]);
};
const LOG = Buffer.concat([prefixed(writeBplist({ call: 1 })), prefixed(writeBplist(['two']))]);

describe('readLengthPrefixedPlists', () => {
  it('reads one list after the other', () => {
    expect(readLengthPrefixedPlists(LOG)).toEqual({ plists: [{ call: 1 }, ['two']], lost: 0 });
    expect(readLengthPrefixedPlists(new Uint8Array())).toEqual({ plists: [], lost: 0 });
  });

  it('counts what is cut off or malformed, and keeps the rest', () => {
    expect(readLengthPrefixedPlists(LOG.subarray(0, -3))).toEqual({ plists: [{ call: 1 }], lost: 1 });
    const middle = Buffer.concat([LOG, prefixed(Buffer.from('bplist00nonsense')), LOG]);
    expect(readLengthPrefixedPlists(middle)).toMatchObject({ plists: { length: 4 }, lost: 1 });
  });

  it('refuses other files', () => {
    expect(() => readLengthPrefixedPlists(Buffer.from('SQLite format 3'))).toThrow(
      expect.objectContaining({ code: 'MALFORMED_FILE' }),
    );
  });

  it('reads or refuses damaged files', () => {
    fc.assert(
      fc.property(mutated([LOG]), (bytes) => {
        readOrRefuse(() => readLengthPrefixedPlists(bytes), 'MALFORMED_FILE', 'LIMIT_EXCEEDED');
      }),
      { seed: SEED, numRuns: rounds(2000) },
    );
  });
});
