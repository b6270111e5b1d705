import { expect, it } from 'vitest';
import { writeBplist } from '../synthetic/encoders/bplist-writer.ts';
import type { PlistValue } from '../synthetic/encoders/plist-value.ts';
import { iconsOf } from './icon-state.ts';
import { parsePlist } from './plist.ts';

const rows = (state: PlistValue): unknown[] => [...iconsOf(parsePlist(writeBplist(state)))];

it('lists dock, pages, folders and widgets in order', () => {
  const folder = { displayName: 'Road', iconLists: [['a'], ['b', { displayIdentifier: 'c', displayName: 'See' }]] };
  expect(
    rows({ buttonBar: ['phone'], iconLists: [['mail'], [folder, { elements: [{ widgetIdentifier: 'w' }] }]] }),
  ).toEqual([
    { position: 'dock.01', kind: 'app', app: 'phone' },
    { position: '01.01', kind: 'app', app: 'mail' },
    { position: '02.01', kind: 'folder', name: 'Road' },
    { position: '02.01.1.01', kind: 'app', app: 'a', folder: 'Road' },
    { position: '02.01.2.01', kind: 'app', app: 'b', folder: 'Road' },
    { position: '02.01.2.02', kind: 'app', app: 'c', name: 'See', folder: 'Road' },
    { position: '02.02', kind: 'widget', name: 'w' },
  ]);
});

it('yields nothing for other documents, and limits the nesting of folders', () => {
  expect(rows('text')).toEqual([]);
  expect(rows({ iconLists: 'x', buttonBar: [7, {}] })).toEqual([]);
  let nested: PlistValue = 'deep';
  for (let depth = 0; depth < 50; depth++) nested = { displayName: `${depth}`, iconLists: [[nested]] };
  expect(rows({ iconLists: [[nested]] })).toHaveLength(5);
});
