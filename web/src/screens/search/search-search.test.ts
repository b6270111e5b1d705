import { describe, expect, it } from 'vitest';
import { hasQuestion, readSearchSearch, searchFor } from './search-search.ts';

describe('searchFor', () => {
  it('has the filters in search syntax', () => {
    const { text } = searchFor({ q: ' dinner ', type: 'whatsapp-call', from: 'Anna "B" Meyer', year: '2024' });
    expect(text).toBe('dinner type:"whatsapp-call" from:"Anna  B  Meyer" after:2024 before:2025');
    expect(searchFor({})).toEqual({ text: '', backup: null, sort: 'newest' });
  });
});

describe('readSearchSearch', () => {
  it('keeps valid parameters and ignores others', () => {
    expect(readSearchSearch({ q: 42, year: 2024, sort: 'oldest', from: true, x: 1 })).toEqual({
      q: '42',
      year: '2024',
      sort: 'oldest',
      from: 'true',
    });
    expect(readSearchSearch({ year: '2024 OR 1', sort: 'up', q: '' })).toEqual({});
    expect([hasQuestion({ backup: 'x' }), hasQuestion({ year: '2020' })]).toEqual([false, true]);
  });
});
