import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_CHARACTER } from '../../../test/support/any-character.ts';
import { computingTime } from '../../../test/support/computing-times.ts';
import { rounds } from '../../../test/support/depth.ts';
import { isDomainError } from '../../model/errors.ts';
import { parseQuery } from './query.ts';

const word = (...tokens: string[]) => ({ tokens, prefix: false, number: null });

describe('parseQuery', () => {
  it('parses words, phrases, prefixes, negation and OR', () => {
    const query = parseQuery('Hello "big World" foo* -bad -"very bad" red OR green OR blue 世界');
    expect(query.clauses).toEqual([
      [word('hello')],
      [word('big', 'world')],
      [{ tokens: ['foo'], prefix: true, number: null }],
      [word('red'), word('green'), word('blue')],
      [word('世', '界')],
    ]);
    expect(query.excluded).toEqual([word('bad'), word('very', 'bad')]);
  });

  it('parses filters, quoted or not, treating repeated ones as alternatives', () => {
    const query = parseQuery(
      'type:message TYPE:"note" -type:call area:Web -area:money from:"Anna B" from:me in:12 has:attachment dinner',
    );
    expect(query).toMatchObject({
      clauses: [[word('dinner')]],
      types: ['message', 'note'],
      excludedTypes: ['call'],
      areas: ['web'],
      excludedAreas: ['money'],
      from: ['Anna B', 'me'],
      in: ['12'],
      has: ['attachment'],
    });
  });

  it.each([
    ['after:2020', 'UTC', '2020-01-01T00:00:00Z'],
    ['after:2020-03', 'Europe/Berlin', '2020-02-29T23:00:00Z'],
    ['after:2020-03-29', 'America/New_York', '2020-03-29T04:00:00Z'],
    ['after:2020-03-01T12:30', 'UTC', '2020-03-01T12:30:00Z'],
    ['after:2020-03-01T12:30:00+02:00', 'America/New_York', '2020-03-01T10:30:00Z'],
    ['after:2021 after:2020', 'UTC', '2020-01-01T00:00:00Z'],
  ])('%s in %s', (text, timeZone, moment) => {
    expect(parseQuery(text, { timeZone }).after).toBe(Date.parse(moment));
  });

  it.each([
    ['until:2020', 'UTC', '2021-01-01T00:00:00Z'],
    ['until:2020-03', 'UTC', '2020-04-01T00:00:00Z'],
    ['until:2020-03-29', 'Europe/Berlin', '2020-03-29T22:00:00Z'],
    ['until:2020-03-01T12:30', 'UTC', '2020-03-01T12:30:00Z'],
    ['before:2020-03-29 until:2020-03-29', 'UTC', '2020-03-30T00:00:00Z'],
  ])('%s in %s includes its period', (text, timeZone, moment) => {
    expect(parseQuery(text, { timeZone }).before).toBe(Date.parse(moment));
  });

  it('uses the latest of several before:', () => {
    expect(parseQuery('before:2020 before:2021').before).toBe(Date.UTC(2021, 0));
  });

  it('parses a phone number with spaces as one term', () => {
    expect(parseQuery('+44 20 7946 0958 dinner').clauses).toEqual([
      [{ tokens: ['44', '20', '7946', '0958'], prefix: false, number: '859064970244' }],
      [word('dinner')],
    ]);
    expect(parseQuery('(555) 123-4567').clauses).toHaveLength(1);
  });

  it.each([
    ['an unknown filter is words', 'foo:bar', [[word('foo', 'bar')]]],
    ['a lonely OR is a word', 'OR', [[word('or')]]],
    ['OR beside a filter counts for nothing', 'type:note OR a', [[word('a')]]],
    ['OR at the end counts for nothing', 'a OR', [[word('a')]]],
    ['an open quotation mark is passed over', '"foo bar', [[word('foo')], [word('bar')]]],
    ['typographic quotation marks', '“foo bar” „x y“', [[word('foo', 'bar')], [word('x', 'y')]]],
    ['brackets are passed over', '(a OR b) c', [[word('a'), word('b')], [word('c')]]],
    [
      'FTS5 syntax is words',
      'NEAR(a b) ^c words:d "e" AND NOT',
      [
        [word('near')],
        [word('a')],
        [word('b')],
        [word('c')],
        [word('words', 'd')],
        [word('e')],
        [word('and')],
        [word('not')],
      ],
    ],
    ['nothing', '   ', []],
    ['only signs cannot be found', '!!! ???', [[]]],
    ['signs beside words count for nothing', '!!! a', [[word('a')]]],
    ['a lone minus', '- a --b', [[word('a')], [word('b')]]],
    [
      'one character before a star is a word',
      'a* bc*',
      [[word('a')], [{ tokens: ['bc'], prefix: true, number: null }]],
    ],
    ['a lone star', '* a', [[word('a')]]],
  ])('%s', (_, text, clauses) => {
    expect(parseQuery(text).clauses).toEqual(clauses);
  });

  it.each([
    'after:soon',
    'before:2020-13',
    'after:2020-02-30',
    'from:',
    'type:""',
    'has:wings',
    '-from:me',
    'after:99999999',
  ])('refuses %s and names the filter', (text) => {
    const name = (/[a-z]+:/.exec(text) as RegExpExecArray)[0];
    expect(() => parseQuery(text)).toThrow(name);
    try {
      parseQuery(text);
    } catch (error) {
      expect(isDomainError(error, 'BAD_REQUEST')).toBe(true);
    }
  });

  it('throws nothing else for any input, and stays small', () => {
    const pieces = fc.constantFrom(
      '"',
      '-',
      '*',
      'OR',
      ' ',
      'a',
      'type:',
      'from:',
      'after:',
      '2020',
      '(',
      ')',
      '世',
      '👍🏽',
      '“',
      '#',
      '\0',
      '\ud800',
      '+49 30 123456789',
    );
    const text = fc.oneof(
      fc.string({ unit: ANY_CHARACTER }),
      fc.array(pieces, { maxLength: 40 }).map((list) => list.join('')),
    );
    const property = fc.property(text, (query) => {
      try {
        const parsed = parseQuery(query);
        expect(parsed.clauses.flat().length + parsed.excluded.length).toBeLessThanOrEqual(50);
      } catch (error) {
        expect(isDomainError(error, 'BAD_REQUEST')).toBe(true);
      }
    });
    fc.assert(property, { seed: 4, numRuns: rounds(3000) });
    const time = computingTime(() => {
      for (const long of ['a '.repeat(500_000), '"'.repeat(500_000), '-'.repeat(500_000), '1 '.repeat(500_000)])
        parseQuery(long);
    });
    expect(time).toBeLessThan(1000);
  });
});
