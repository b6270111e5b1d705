import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import { contentLines, escapeValue, escapeWhole, quoteParameter } from './content-lines.ts';

describe('contentLines', () => {
  it('folds long lines between characters, to at most 75 bytes', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 400 });
    fc.assert(
      fc.property(text, (note) => {
        const line = `NOTE:${escapeValue(note)}`;
        const folded = contentLines([line]);
        expect(folded.endsWith('\r\n')).toBe(true);
        expect(folded.split('\r\n').every((part) => Buffer.byteLength(part) <= 75 && part.isWellFormed())).toBe(true);
        expect(folded.replaceAll('\r\n ', '')).toBe(`${line}\r\n`);
      }),
      { seed: 3, numRuns: rounds(200) },
    );
  });

  it('folds megabytes in linear time', () => {
    const line = `PHOTO:${'A'.repeat(4_000_000)}`;
    expect(contentLines([line]).replaceAll('\r\n ', '')).toBe(`${line}\r\n`);
  });
});

describe('texts', () => {
  it('are escaped as values', () => {
    expect(escapeValue('a\\b,c;d\r\ne\u2028f\tg\u0007\ud800')).toBe('a\\\\b\\,c\\;d\\ne\\nf\tg\ufffd');
    expect(escapeWhole('a\\b,c;d\re')).toBe('a\\\\b\\,c;d\\ne');
  });

  it('are encoded as quoted parameters', () => {
    expect(quoteParameter('a^b"c\r\nd;e\u0000')).toBe(`"a^^b^'c^nd;e"`);
  });
});
