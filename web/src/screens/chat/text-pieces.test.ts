import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeHref } from '../../safe-href.ts';
import { textPieces } from './text-pieces.ts';

describe('pieces of a text', () => {
  it('find URLs, without trailing punctuation', () => {
    const pieces = textPieces('See https://example.org/a_(b)?q=1. Or (http://example.com)!', []);
    expect(pieces.flatMap(({ href }) => href ?? [])).toEqual(['https://example.org/a_(b)?q=1', 'http://example.com/']);
  });

  it('combine overlapping marks', () => {
    const marks = [
      { start: 0, length: 6, styles: ['bold'] },
      { start: 3, length: 5, isFound: true },
    ];
    expect(textPieces('abcdefghij', marks).map(({ text, styles, isFound }) => [text, styles, isFound])).toEqual([
      ['abc', ['bold'], false],
      ['def', ['bold'], true],
      ['gh', [], true],
      ['ij', [], false],
    ]);
  });

  it('say what the phone recognised', () => {
    const marks = [{ start: 3, length: 2, recognised: 'flight' as const }];
    expect(textPieces('on AB 12', marks).map(({ text, recognised }) => [text, recognised])).toEqual([
      ['on ', null],
      ['AB', 'flight'],
      [' 12', null],
    ]);
  });

  it('omit placeholders of attachments', () => {
    expect(textPieces('\ufffcbefore\ufffcafter', [])).toMatchObject([{ text: 'beforeafter' }]);
  });

  it('contain all text, for any marks', () => {
    const mark = fc.record({ start: fc.oneof(fc.integer(), fc.double()), length: fc.oneof(fc.integer(), fc.double()) });
    const unit = fc.integer({ min: 0, max: 0x10_ffff }).map((code) => String.fromCodePoint(code));
    fc.assert(
      fc.property(fc.string({ unit }), fc.array(mark), (text, marks) => {
        const joined = textPieces(text, marks)
          .map((piece) => piece.text)
          .join('');
        expect(joined).toBe(text.replaceAll('\ufffc', ''));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'nonsense', ''])(
    'do not link %s',
    (href) => {
      expect(safeHref(href)).toBeNull();
    },
  );
});
