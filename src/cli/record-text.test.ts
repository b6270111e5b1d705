import { expect, it } from 'vitest';
import { hitsWithNames } from './hits-with-names.ts';
import { formatValues } from './record-text.ts';
import { formatTable } from './table.ts';

it('shows what values mean beside them', () => {
  const values = { access: 'denied', changedAt: 0, note: null, pin: null };
  const text = formatValues({ values, cut: [], secrets: ['pin'] }, (_column, value) =>
    value === 'denied' ? 'Denied\u001B[2J' : null,
  );
  expect(text).toBe('    access: denied (Denied\\u001b[2J)\n    changedAt: 0\n    pin: (secret: --secrets shows it)\n');
});

it('shows hits with the names of codes, whole names marked', async () => {
  const shown = await hitsWithNames();
  const hit = {
    kind: 'permissions',
    title: 'com.example.lemonade',
    snippet: 'calendar denied',
    highlights: [[9, 12]] satisfies [number, number][],
    codes: [
      { start: 0, end: 8, column: 'service' },
      { start: 9, end: 15, column: 'access' },
    ],
    foundIn: [],
  };
  expect(shown(hit)).toEqual({
    title: 'com.example.lemonade',
    snippet: 'Calendar Denied',
    highlights: [[9, 15]],
    reasons: [],
  });
  expect(shown({ ...hit, kind: 'unknown' })).toMatchObject({ snippet: 'calendar denied', highlights: [[9, 12]] });
});

it('shows hits with numbers in their unit, and with the field that they were found by', async () => {
  const shown = await hitsWithNames();
  const hit = {
    kind: 'alltrails',
    title: 'Lemon ridge',
    snippet: '8120.5',
    highlights: [],
    codes: [{ start: 0, end: 6, column: 'metres' }],
    foundIn: [
      { table: 'a', column: 'notedPlace', names: {}, labels: null, snippet: 'Lemon lake', highlights: [] },
      {
        table: 'a',
        column: 'state',
        names: { en: 'Kind' },
        labels: { en: 'Very open' },
        snippet: 'open',
        highlights: [],
      },
    ],
  } satisfies Parameters<typeof shown>[0];
  expect(shown(hit)).toMatchObject({
    snippet: '8120.5 m',
    reasons: ['Found in Noted place: Lemon lake', 'Found in Kind: Very open'],
  });
});

it('has texts of several lines on one in tables', () => {
  expect(formatTable(['one\ntwo\r\nthree'], [{ title: 'TEXT', value: (text) => text }])).toBe('TEXT\none two three\n');
});
