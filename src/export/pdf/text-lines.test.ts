import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ANY_CHARACTER } from '../../../test/support/any-character.ts';
import { rounds } from '../../../test/support/depth.ts';
import { type LookingText, textLines } from './text-lines.ts';

const words = (runs: ReturnType<typeof textLines>[number]['runs']): string =>
  runs.map((run) => (typeof run === 'string' ? run : run.text)).join('');

it('keeps the looks of words over lines, links and long words', () => {
  const lines = textLines([
    { text: 'see ' },
    { text: 'bold\r\nand https://example.com/', isBold: true },
    { text: 'path now\t' },
    { text: 'x'.repeat(40), isStruck: true },
  ]);
  expect(lines.map(({ runs }) => runs)).toEqual([
    ['see ', { text: 'bold', isBold: true }],
    [
      { text: 'and ', isBold: true },
      { text: 'https://example.com/', isBold: true, url: 'https://example.com/path' },
      { text: 'path', url: 'https://example.com/path' },
      ' now    ',
      { text: 'x'.repeat(30), isStruck: true },
      '',
      { text: 'x'.repeat(10), isStruck: true },
    ],
  ]);
});

it('has the same words whatever their looks', () => {
  const piece = fc.record({
    text: fc.oneof(
      fc.string({ unit: ANY_CHARACTER }),
      fc.constantFrom('\r\n', '\t', 'https://example.com/a.', 'y'.repeat(70), 'مرحبا'),
    ),
    isBold: fc.constantFrom(true as const, undefined),
  });
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const looking = pieces.map(({ text, isBold }): LookingText => {
        return { text: text.toWellFormed(), ...(isBold === undefined ? {} : { isBold }) };
      });
      const plain = textLines(looking.map(({ text }) => text).join(''));
      const lines = textLines(looking);
      expect(lines.map(({ runs, dir }) => [words(runs), dir])).toEqual(
        plain.map(({ runs, dir }) => [words(runs), dir]),
      );
    }),
    { numRuns: rounds(40) },
  );
});
