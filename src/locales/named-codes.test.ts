import { describe, expect, it } from 'vitest';
import { withNamedCodes } from './named-codes.ts';

const NAMES: Readonly<Record<string, string>> = { incoming: 'Eingehend', never: 'Nie' };
const codes = [
  { start: 4, end: 12, column: 'direction' },
  { start: 18, end: 23, column: 'when' },
];

describe('a text with codes', () => {
  const named = (highlights: [number, number][]) =>
    withNamedCodes(
      { snippet: 'Ida incoming Mail never x', highlights, codes: [codes[0]!, { ...codes[1]!, start: 18 }] },
      (_, code) => NAMES[code] ?? null,
    );

  it('has their names', () => {
    expect(named([])).toEqual({ snippet: 'Ida Eingehend Mail Nie x', highlights: [] });
  });

  it('has its marks in the same places', () => {
    const { snippet, highlights } = named([
      [0, 3],
      [4, 6],
      [13, 17],
      [24, 25],
    ]);
    expect(highlights.map(([start, end]) => snippet.slice(start, end))).toEqual(['Ida', 'Eingehend', 'Mail', 'x']);
  });

  it('keeps codes without a name', () => {
    const text = { snippet: 'later', highlights: [], codes: [{ start: 0, end: 5, column: 'when' }] };
    expect(withNamedCodes(text, () => null)).toEqual({ snippet: 'later', highlights: [] });
  });
});
