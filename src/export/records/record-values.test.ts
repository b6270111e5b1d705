import { describe, expect, it } from 'vitest';
import type { KindView, RecordView } from '../../contract/kinds.ts';
import { listKinds } from '../../views/index.ts';
import { wordsIn } from '../language/words.ts';
import { shownTexts } from './record-values.ts';

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
