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
  };
  expect(shown(hit)).toEqual({ title: 'com.example.lemonade', snippet: 'Calendar Denied', highlights: [[9, 15]] });
  expect(shown({ ...hit, kind: 'unknown' })).toMatchObject({ snippet: 'calendar denied', highlights: [[9, 12]] });
});

it('has texts of several lines on one in tables', () => {
  expect(formatTable(['one\ntwo\r\nthree'], [{ title: 'TEXT', value: (text) => text }])).toBe('TEXT\none two three\n');
});
