import { expect, it } from 'vitest';
import { droppedFolder, isPath } from './dropped-folder.ts';

type Dropped = Parameters<typeof droppedFolder>[0];

function dropped(texts: Readonly<Record<string, string>>, name?: string): Dropped {
  const entry = { name };
  const items = name === undefined ? [] : [{ kind: 'file', webkitGetAsEntry: () => entry, getAsFile: () => null }];
  return { getData: (type) => texts[type] ?? '', items: items as unknown as Dropped['items'] };
}

it.each([
  [
    dropped({ 'text/uri-list': '# comment\r\nfile:///mnt/old%20phone\r\n' }),
    { path: 'file:///mnt/old%20phone', name: null },
  ],
  [dropped({ 'text/plain': ' /mnt/old phone\n' }), { path: '/mnt/old phone', name: null }],
  [dropped({ 'text/uri-list': 'https://example.org/', 'text/plain': 'https://example.org/' }), null],
  [dropped({}, 'Backup'), { path: null, name: 'Backup' }],
  [dropped({}), null],
])('finds the folder in a drop %#', (data, expected) => {
  expect(droppedFolder(data)).toEqual(expected);
});

it.each([
  ['C:\\Users\\zoe', true],
  ['"C:\\Users\\zoe"', true],
  ['\\\\nas\\backups', true],
  ['~/backups', true],
  ['backups', false],
  ['C: or D:', false],
])('%j is a path: %s', (text, expected) => {
  expect(isPath(text)).toBe(expected);
});
