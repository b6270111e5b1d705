import { describe, expect, it } from 'vitest';
import type { KindView, RecordView } from '../../contract/kinds.ts';
import { listKinds } from '../../views/index.ts';
import { LocalTime } from '../format/local-time.ts';
import { wordsIn } from '../language/words.ts';
import { shownField, shownTexts } from './record-values.ts';

describe('the title of a record', () => {
  const kind = listKinds().items.find(({ id }) => id === 'bluetooth');
  const titled = (values: RecordView['values']): string | null => {
    if (kind === undefined) throw new Error('There is no such kind.');
    const byName: KindView = { ...kind, roles: { ...kind.roles, title: ['name', 'kind'], text: [] } };
    const title = String(values['name'] ?? values['kind']);
    const record = { title, text: null, from: null, values } as RecordView;
    return shownTexts(record, byName, wordsIn('de')).title;
  };

  it('is the name of a code, also if the column before it has no value', () => {
    expect(titled({ name: null, kind: 'paired' })).toBe('Gekoppelt');
    expect(titled({ name: 'Watch', kind: 'paired' })).toBe('Watch');
  });
});

describe('a field of a record', () => {
  it('has the name of the person beside a handle', () => {
    const column = listKinds()
      .items.find(({ id }) => id === 'blocked-numbers')
      ?.columns.find(({ name }) => name === 'handle');
    if (column === undefined) throw new Error('There is no such column.');
    const values = { handle: '+49 171 2345678' };
    const clock = new LocalTime('UTC', wordsIn());
    expect(shownField({ values, called: { handle: 'Anna' } }, column, clock)).toBe('Anna (+49 171 2345678)');
    expect(shownField({ values, called: {} }, column, clock)).toBe('+49 171 2345678');
  });

  it('has structured data in words, and nothing for an empty list', () => {
    const column = listKinds()
      .items.find(({ id }) => id === 'contact')
      ?.columns.find(({ name }) => name === 'phones');
    if (column === undefined) throw new Error('There is no such column.');
    const clock = new LocalTime('UTC', wordsIn());
    const phones = [
      { label: 'Home', value: '+49 171' },
      { label: null, value: '+49 172' },
    ];
    expect(shownField({ values: { phones }, called: {} }, column, clock)).toBe('Home: +49 171\n+49 172');
    expect(shownField({ values: { phones: [] }, called: {} }, column, clock)).toBe('');
  });
});
