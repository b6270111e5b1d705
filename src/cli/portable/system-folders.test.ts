import { expect, it } from 'vitest';
import { systemFolders } from './system-folders.ts';

const linux = (env: Record<string, string> = {}) => systemFolders({ platform: 'linux', env, home: '/home/robin' });

it('follows the XDG specification on Linux', () => {
  expect(linux()).toEqual({
    data: '/home/robin/.local/share/apple-juicer',
    cache: '/home/robin/.cache/apple-juicer',
  });
  expect(linux({ XDG_DATA_HOME: '/data', XDG_CACHE_HOME: '/cache' })).toEqual({
    data: '/data/apple-juicer',
    cache: '/cache/apple-juicer',
  });
});

it.each(['', 'relative/path', './here'])('ignores an XDG folder that is not absolute: "%s"', (folder) => {
  expect(linux({ XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder })).toEqual(linux());
});

it('uses Application Support and Caches on macOS', () => {
  expect(systemFolders({ platform: 'darwin', env: {}, home: '/Users/robin' })).toEqual({
    data: '/Users/robin/Library/Application Support/Apple Juicer',
    cache: '/Users/robin/Library/Caches/Apple Juicer',
  });
});

it('uses the local AppData on Windows', () => {
  const home = 'C:\\Users\\robin';
  const expected = {
    data: 'C:\\Users\\robin\\AppData\\Local\\Apple Juicer',
    cache: 'C:\\Users\\robin\\AppData\\Local\\Apple Juicer\\Cache',
  };
  expect(systemFolders({ platform: 'win32', env: {}, home })).toEqual(expected);
  expect(systemFolders({ platform: 'win32', env: { LOCALAPPDATA: 'D:\\Local' }, home }).data).toBe(
    'D:\\Local\\Apple Juicer',
  );
});
