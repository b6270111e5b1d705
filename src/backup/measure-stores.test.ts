import { expect, it } from 'vitest';
import { measureStores } from './measure-stores.ts';
import type { BackupEntry } from './types.ts';

const FILES: Readonly<Record<string, number>> = {
  'Library/SMS/sms.db': 4096,
  'Library/SMS/sms.db-wal': 100,
  'Media/DCIM/1.HEIC': 7,
  'Media/DCIM/2.HEIC': 8,
  'Media/DCIM/3.HEIC': 9,
};

it('adds sizes of stores, and looks up only one file of groups that are there or not', () => {
  const found: string[] = [];
  const manifest = {
    names: () => [['HomeDomain', 'Media/DCIM'], ...Object.keys(FILES).map((path) => ['HomeDomain', path])] as never,
    find: (_domain: string, path: string) => {
      found.push(path);
      const sizeHint = FILES[path];
      return { kind: sizeHint === undefined ? 'directory' : 'file', sizeHint } as BackupEntry;
    },
  };
  const of = (...paths: string[]) => paths.map((path) => ({ domain: 'HomeDomain', path }));
  const { sizes, present } = measureStores(
    { manifest, folderFile: () => null },
    [of('Library/SMS/sms.db', 'Library/SMS/sms.db-wal'), of('Library/absent.db')],
    // A folder alone is no file.
    [of('Media/DCIM/**'), of('Media/DCIM'), of('Media/*.mov')],
  );
  expect(sizes).toEqual([4196, null]);
  expect(present).toEqual([true, false, false]);
  expect(found.filter((path) => path.endsWith('.HEIC'))).toHaveLength(1);
});
