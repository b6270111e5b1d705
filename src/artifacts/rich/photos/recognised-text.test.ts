import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullOnly, rounds } from '../../../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../../../test/support/formats/mutations.ts';
import { storedLzfse, textRegions, writeRecognisedText } from '../../../synthetic/photos/recognised-text.ts';
import { readRecognisedText } from './recognised-text.ts';
import { readText } from './text-regions.ts';

const readLines = (bytes: Uint8Array) => readText(bytes)?.lines.map(({ text }) => text) ?? null;

const LINES = ['Umbrella repair', 'Ticket 7731'];

describe('readRecognisedText', () => {
  it('reads the first reading of each line, once', () => {
    expect(readRecognisedText(writeRecognisedText(textRegions(LINES)))).toMatchObject({
      state: 'read',
      text: 'Umbrella repair\nTicket 7731',
    });
    expect(readRecognisedText(writeRecognisedText(textRegions([])))).toMatchObject({ state: 'read', text: null });
  });

  it('reads where lines are, and words of other readings', () => {
    const read = readRecognisedText(writeRecognisedText(textRegions(LINES)));
    expect(read.lines).toEqual([
      { text: 'Umbrella repair', corners: [0.1, 0.1, 0.9, 0.1, 0.9, 0.2, 0.1, 0.2] },
      { text: 'Ticket 7731', corners: [0.1, 0.25, 0.9, 0.25, 0.9, 0.35, 0.1, 0.35] },
    ]);
    expect(read.otherWords).toEqual(['repai', '773']);
    const none = textRegions(LINES);
    // Another size of the geometry: the text is still read.
    none.fill(0, none.indexOf('CRLineOutputRegion') + 21, none.indexOf('CRLineOutputRegion') + 22);
    expect(readRecognisedText(writeRecognisedText(none)).lines[0]).toEqual({ text: 'Umbrella repair', corners: null });
  });

  it('says what cannot be read', () => {
    const state = (blob: Uint8Array): string => readRecognisedText(blob).state;
    expect(state(Buffer.from('bplist00'))).toBe('unreadable');
    expect(state(writeRecognisedText(textRegions(LINES), Buffer.from('bvx3')))).toBe('unreadable');
    const regions = textRegions(LINES);
    expect(state(writeRecognisedText(regions.subarray(1), storedLzfse(regions)))).toBe('unreadable');
    expect(state(writeRecognisedText(Buffer.alloc(9 * 1024 * 1024), Buffer.from('bvx$')))).toBe('too-long');
    expect(state(writeRecognisedText(regions.subarray(0, regions.length - 200)))).toBe('unreadable');
    expect(state(writeRecognisedText(Buffer.from('other text')))).toBe('unreadable');
  });
});

describe('readLines', () => {
  it('is not misled by class names in the text', () => {
    const line = 'CRWordOutputRegion \0\0\0CRLineOutputRegion';
    expect(readLines(textRegions([line]))).toEqual([line]);
  });

  it('puts no spaces between words of scripts without them', () => {
    expect(readLines(textRegions(['焼き 魚 定食', '東京 Tower 2 階', '한국 여행']))).toEqual([
      '焼き魚定食',
      '東京 Tower 2 階',
      '한국 여행',
    ]);
  });

  it('reads or refuses damaged regions', () => {
    fc.assert(
      fc.property(mutated([textRegions(LINES)]), (bytes) => {
        readOrRefuse(() => readLines(bytes));
      }),
      { seed: SEED, numRuns: rounds(300) },
    );
  });

  it('reads a line of very many words in bounded time', fullOnly, () => {
    const regions = textRegions(['字 '.repeat(20_000).trim()]);
    expect(readOrRefuse(() => readLines(regions))).toEqual(['字'.repeat(20_000)]);
  });
});
