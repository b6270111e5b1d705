import { describe, expect, it } from 'vitest';
import { foundMarks } from './found-marks.ts';

function marked(text: string, snippet: string, highlights: [number, number][]): string[] {
  return foundMarks(text, { key: '1', at: null, snippet, highlights }).map(({ start, length }) =>
    text.slice(start, start + length),
  );
}

describe('marked ranges of a message', () => {
  it('are those of the snippet', () => {
    expect(marked('lemons, oranges', 'lemons, oranges', [[0, 6]])).toEqual(['lemons']);
  });

  it('are found in the middle of a long text, across line breaks and attachments', () => {
    const text = `${'x'.repeat(300)}\nsour \ufffclemons\tand more ${'y'.repeat(300)}`;
    expect(marked(text, '… sour  lemons and more y…', [[8, 14]])).toEqual(['lemons']);
  });

  it('can begin with an ellipsis of the text', () => {
    expect(marked('… lemons', '… lemons', [[2, 8]])).toEqual(['lemons']);
  });

  it('are empty for another text', () => {
    expect(marked('oranges', 'lemons', [[0, 6]])).toEqual([]);
    expect(foundMarks(null, undefined)).toEqual([]);
  });
});
