import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../test/support/formats/mutations.ts';
import { writeDynamicLexicon } from '../synthetic/encoders/dynamic-lexicon-writer.ts';
import { readDynamicLexicon } from './dynamic-lexicon.ts';

const WORDS = ['lemonade', 'Über', 'you', 'you', 'you', '日記'];

describe('readDynamicLexicon', () => {
  it('reads words with how often they were used', () => {
    expect(readDynamicLexicon(writeDynamicLexicon(WORDS))).toEqual({
      lost: 0,
      words: [
        { word: 'lemonade', uses: 1 },
        { word: 'Über', uses: 1 },
        { word: 'you', uses: 3 },
        { word: '日記', uses: 1 },
      ],
    });
    expect(readDynamicLexicon(writeDynamicLexicon([]))).toEqual({ words: [], lost: 0 });
  });

  it('counts the words behind damage', () => {
    const bytes = writeDynamicLexicon(WORDS);
    const cut = bytes.subarray(0, bytes.indexOf('you') + 1);
    expect(readDynamicLexicon(cut)).toMatchObject({ words: [{ word: 'lemonade' }, { word: 'Über' }], lost: 2 });
    bytes[bytes.indexOf('Über')] = 0xff;
    expect(readDynamicLexicon(bytes)).toMatchObject({ words: [{ word: 'lemonade' }], lost: 3 });
  });

  it('refuses other files, and a number of words that no file has', () => {
    expect(() => readDynamicLexicon(Buffer.alloc(40))).toThrow(expect.objectContaining({ code: 'MALFORMED_FILE' }));
    const many = writeDynamicLexicon(WORDS);
    many.writeUInt32BE(0xffff_ffff, 20);
    expect(() => readDynamicLexicon(many)).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
  });

  it('reads or refuses damaged files', () => {
    fc.assert(
      fc.property(mutated([writeDynamicLexicon(WORDS)]), (bytes) => {
        const read = readOrRefuse(() => readDynamicLexicon(bytes), 'MALFORMED_FILE', 'LIMIT_EXCEEDED');
        expect(read?.words.length ?? 0).toBeLessThanOrEqual(bytes.length);
      }),
      { seed: SEED, numRuns: rounds(3000) },
    );
  });
});
