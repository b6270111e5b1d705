import { describe, expect, it } from 'vitest';
import { parseQuery } from './query.ts';
import { highlight, render } from './render.ts';
import { score } from './score.ts';

const marked = (text: string, query: string) =>
  highlight(text, parseQuery(query)).map(([start, end]) => text.slice(start, end));

describe('highlight', () => {
  it.each([
    ['Hello Zürich, hello', 'HELLO zurich', ['Hello', 'Zürich', 'hello']],
    ['big bad big world', '"big world"', ['big world']],
    ['foobar barfoo', 'foo*', ['foobar']],
    ['天气很好，世界和平', '世界', ['世界']],
    ['👍🏽 great 👨‍👩‍👧', '👍 👩', ['👍🏽', '👨‍👩‍👧']],
    ['ring +44 (0)20 7946 0958 now', '020 7946 0958', ['+44 (0)20 7946 0958']],
    ['a -b', 'a -b', ['a']],
    ['nothing', 'else', []],
  ])('%s / %s', (text, query, parts) => {
    expect(marked(text, query)).toEqual(parts);
  });
});

describe('render', () => {
  it('reports whether everything was found in the text', () => {
    expect(render('one two', parseQuery('one')).complete).toBe(true);
    expect(render('one two', parseQuery('one hidden')).complete).toBe(false);
    expect(render('one two', parseQuery('hidden OR two')).complete).toBe(true);
  });

  it('cuts an excerpt around the first match, between characters', () => {
    const text = `${'😀 '.repeat(5000)}needle ${'x '.repeat(5000)}`;
    const { text: shown, excerpt, highlights } = render(text, parseQuery('needle'));
    expect(shown.length).toBeLessThanOrEqual(4000);
    expect(shown.isWellFormed()).toBe(true);
    expect(excerpt).toEqual({ start: text.indexOf(shown), length: text.length });
    expect(highlights.map(([start, end]) => shown.slice(start, end))).toEqual(['needle']);
  });
});

describe('score', () => {
  const order = (query: string, ...texts: string[]) =>
    texts.toSorted((a, b) => score(b, 1e12, parseQuery(query)) - score(a, 1e12, parseQuery(query)));

  it('prefers more clauses, adjacent words, whole words, short texts and recent records', () => {
    expect(order('red car', 'a red bus', 'red car')[0]).toBe('red car');
    expect(order('red car', 'car that is red', 'my red car is')[0]).toBe('my red car is');
    expect(order('car*', 'carpet', 'car')[0]).toBe('car');
    expect(order('car', `car ${'and so on '.repeat(20)}`, 'car')[0]).toBe('car');
    expect(score('car', 2e12, parseQuery('car'))).toBeGreaterThan(score('car', 1e12, parseQuery('car')));
    expect(score('car', null, parseQuery('car'))).toBeLessThan(score('car', 1, parseQuery('car')));
  });
});
