import { describe, expect, it } from 'vitest';
import { sourceRowView } from './source.ts';

const read = (name: string) => ({
  artifact: 'browser',
  store: 'tabs',
  fileID: name.repeat(40),
  domain: 'HomeDomain',
  relativePath: `Library/${name}.plist`,
  size: 10,
  sha256: name,
});

describe('a record of a file that is no database', () => {
  const row = { store: 'tabs', tables: [], where: {} };

  it('cites the file with its SHA-256', () => {
    expect(sourceRowView(row, [read('a')], 'one')).toEqual({
      file: {
        store: 'tabs',
        fileID: 'a'.repeat(40),
        domain: 'HomeDomain',
        relativePath: 'Library/a.plist',
        size: 10,
        sha256: 'a',
      },
      wal: null,
      tables: [],
      where: {},
      citation: `Backup one, HomeDomain Library/a.plist (fileID ${'a'.repeat(40)}, SHA-256 a)`,
      raw: null,
    });
  });

  it('cites the named file of several', () => {
    const named = { fileID: 'b'.repeat(40), domain: 'HomeDomain', relativePath: 'Library/b.plist', size: 9 };
    const sources = [read('a'), read('b')];
    expect(sourceRowView({ ...row, file: named }, sources, 'one')?.file).toMatchObject({ sha256: 'b', size: 10 });
    const isIn = ({ relativePath }: { relativePath: string }) => relativePath.endsWith('a.plist');
    expect(sourceRowView({ ...row, isIn }, sources, 'one')?.file).toMatchObject({ sha256: 'a' });
    expect(sourceRowView(row, sources, 'one')).toBeNull();
  });

  it('cites a file that was never read without a SHA-256', () => {
    const file = { fileID: 'c'.repeat(40), domain: 'MediaDomain', relativePath: 'c.m4a', size: null };
    const cited = sourceRowView({ ...row, file }, [read('a')], 'one');
    expect(cited).toMatchObject({ file: { ...file, sha256: null } });
    expect(cited?.citation).toBe(`Backup one, MediaDomain c.m4a (fileID ${file.fileID})`);
  });
});
