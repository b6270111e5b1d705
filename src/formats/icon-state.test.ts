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

it('reads single widgets, hidden pages, Today View and apps on no page, as SpringBoardHome writes them', () => {
  const hiddenAt = new Date('2024-05-06T07:08:09Z');
  const weather = {
    iconType: 'custom',
    displayIdentifier: '5C27B9E4-0000-4000-8000-000000000001',
    elementType: 'widget',
    uniqueIdentifier: 'x',
    widgetIdentifier: 'forecast',
    bundleIdentifier: 'com.apple.weather.widget',
    containerBundleIdentifier: 'com.apple.weather',
    gridSize: 'medium',
  };
  const stack = {
    iconType: 'custom',
    elements: [{ elementType: 'siriSuggestions' }, { ...weather }],
    gridSize: 'small',
  };
  const own = { iconType: 'app', displayIdentifier: 'leaf', bundleIdentifier: 'org.example.app' };
  expect(
    rows({
      buttonBar: [own],
      iconLists: [[weather], ['mail'], [{ listType: 'folder', defaultDisplayName: 'Utilities', iconLists: [['a']] }]],
      listUniqueIdentifiers: ['P1', 'P2', 'P3'],
      listMetadata: { P2: { hiddenDate: hiddenAt }, P3: { focusModeIdentifiers: ['com.apple.focus.work'] } },
      today: [stack],
      ignored: ['org.example.secret'],
      widgetVersion: 2,
    }),
  ).toEqual([
    { position: 'dock.01', kind: 'app', app: 'org.example.app' },
    { position: '01.01', kind: 'widget', name: 'forecast', app: 'com.apple.weather', size: 'medium' },
    { position: '02.01', kind: 'app', app: 'mail', hiddenAt },
    { position: '03.01', kind: 'folder', name: 'Utilities', focus: ['com.apple.focus.work'] },
    { position: '03.01.1.01', kind: 'app', app: 'a', folder: 'Utilities', focus: ['com.apple.focus.work'] },
    { position: 'today.01', kind: 'widget', name: 'siriSuggestions', size: 'small' },
    { position: 'today.01', kind: 'widget', name: 'forecast', app: 'com.apple.weather', size: 'small' },
    { position: 'library.01', kind: 'app', app: 'org.example.secret' },
  ]);
});

it('yields nothing for other documents, and limits the nesting of folders', () => {
  expect(rows('text')).toEqual([]);
  expect(rows({ iconLists: 'x', buttonBar: [7, {}] })).toEqual([]);
  let nested: PlistValue = 'deep';
  for (let depth = 0; depth < 50; depth++) nested = { displayName: `${depth}`, iconLists: [[nested]] };
  expect(rows({ iconLists: [[nested]] })).toHaveLength(5);
});
