import { describe, expect, it } from 'vitest';
import { formatTable } from './table.ts';
import { displayWidth, truncate, visible, visibleJson } from './terminal-text.ts';

describe('visible', () => {
  it.each([
    ['plain Ünïcode 好 😀 👨‍👩‍👧', 'plain Ünïcode 好 😀 👨‍👩‍👧'],
    ['\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
    ['a\nb\r\t', 'a\\u000ab\\u000d\\u0009'],
    ['gnp.\u202etxt', 'gnp.\\u202etxt'],
    ['\u009b31m\u0000\u007f\ufeff\ud800', '\\u009b31m\\u0000\\u007f\\ufeff\\ud800'],
  ])('%j', (text, expected) => expect(visible(text)).toBe(expected));
});

describe('visibleJson', () => {
  it('keeps the value, without characters that control a terminal', () => {
    const value = { name: 'a\u202eb\u009b\n\u2028\ud800"\\' };
    const text = visibleJson(JSON.stringify(value, null, 2));
    expect(JSON.parse(text)).toEqual(value);
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  });
});

describe('widths', () => {
  it.each([
    ['abc', 3],
    ['好人', 4],
    ['e\u0301', 1],
    ['😀', 2],
    ['👨‍👩‍👧‍👦', 2],
    ['👍🏽', 2],
    ['🇩🇪', 2],
    ['❤️', 2],
    ['ｶﾞ', 2],
    ['สวัสดี', 4],
    ['', 0],
  ])('%j fills %i columns', (text, width) => expect(displayWidth(text)).toBe(width));

  it('are kept by truncating between graphemes', () => {
    expect(truncate('abcdef', 4)).toBe('abc…');
    expect(truncate('好人好人', 4)).toBe('好…');
    expect(truncate('abcd', 4)).toBe('abcd');
    expect(truncate('a👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 4)).toBe('a👨‍👩‍👧‍👦…');
    expect(truncate('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
  });

  it('lines tables up', () => {
    const rows = [
      { name: '好', size: 1 },
      { name: 'evil\u001b[2J', size: 1000 },
    ];
    const table = formatTable(rows, [
      { title: 'NAME', value: ({ name }) => name },
      { title: 'SIZE', value: ({ size }) => String(size), align: 'right' },
    ]);
    expect(table).toBe('NAME           SIZE\n好                1\nevil\\u001b[2J  1000\n');
  });

  it('truncates the widest texts of a table, and never a key', () => {
    const row = { key: 'k'.repeat(20), name: 'n'.repeat(30), text: 't'.repeat(50), size: 7 };
    const columns = [
      { title: 'KEY', value: () => row.key },
      { title: 'NAME', value: () => row.name, maxWidth: 36 },
      { title: 'TEXT', value: () => row.text, maxWidth: 60 },
    ];
    const widthAt = (width: number) =>
      formatTable([row], columns, width)
        .trimEnd()
        .split('\n')
        .map((line) => line.length)
        .at(-1);
    for (const width of [104, 103, 90, 80, 60, 44]) expect(widthAt(width)).toBe(width);
    expect(widthAt(20)).toBe(44);
    expect(widthAt(Number.POSITIVE_INFINITY)).toBe(104);
    const narrow = formatTable([row], columns, 64);
    expect(narrow).toBe(
      `KEY${' '.repeat(19)}NAME${' '.repeat(18)}TEXT\n${row.key}  ${'n'.repeat(19)}…  ${'t'.repeat(19)}…\n`,
    );
  });
});
