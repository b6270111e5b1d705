import { appendFileSync, cpSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { fileIDOf, writeBackup } from '../synthetic/backup-folder/backup-writer.ts';
import { contentsDigest } from './contents-digest.ts';

const FILE = fileIDOf('HomeDomain', 'one');

async function written(layout: 'sharded' | 'flat' = 'sharded', manifest: 'db' | 'mbdb' = 'db'): Promise<string> {
  const folder = join(tempFolder(), 'a'.repeat(40));
  const contents = Buffer.from('contents');
  await writeBackup(folder, {
    manifest,
    layout,
    files: ['one', 'two'].map((relativePath) => ({ domain: 'HomeDomain', relativePath, kind: 'file', contents })),
  });
  return folder;
}

const payload = (folder: string, layout: string): string =>
  layout === 'flat' ? join(folder, FILE) : join(folder, FILE.slice(0, 2), FILE);

describe.each([
  ['sharded', 'db'],
  ['flat', 'mbdb'],
] as const)('the digest of a backup (%s, %s)', (layout, manifest) => {
  it('is the same for a copy elsewhere that keeps the times of payloads', async () => {
    const folder = await written(layout, manifest);
    const copy = join(tempFolder(), 'copy');
    cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
    utimesSync(join(copy, 'Info.plist'), 1, 1);
    expect(await contentsDigest(copy)).toBe(await contentsDigest(folder));
  });

  it.each<[string, (folder: string) => void]>([
    ['a payload is gone', (folder) => rmSync(payload(folder, layout))],
    [
      'a payload became a link',
      (folder) => {
        renameSync(payload(folder, layout), join(folder, 'elsewhere'));
        symlinkSync(join(folder, 'elsewhere'), payload(folder, layout));
      },
    ],
    ['a payload is replaced by one of the same size', (folder) => writeFileSync(payload(folder, layout), 'CONTENTS')],
    ['a payload that was cut short is whole again', (folder) => appendFileSync(payload(folder, layout), 'more')],
    ['the list of files is another', (folder) => appendFileSync(join(folder, `Manifest.${manifest}`), ' ')],
    ['the device information changes', (folder) => appendFileSync(join(folder, 'Info.plist'), ' ')],
    ['the keys are others', (folder) => appendFileSync(join(folder, 'Manifest.plist'), ' ')],
    ['a WAL appears next to the manifest', (folder) => writeFileSync(join(folder, 'Manifest.db-wal'), 'log')],
    [
      'a newer backup is being made',
      (folder) => {
        const made = join(tempFolder(), 'made');
        cpSync(folder, made, { recursive: true });
        renameSync(made, join(folder, 'Snapshot'));
      },
    ],
  ])('changes when %s', async (_what, change) => {
    const folder = await written(layout, manifest);
    // File times advance in steps of a few milliseconds: both writes could have the same.
    utimesSync(payload(folder, layout), 1, 1);
    const before = await contentsDigest(folder);
    change(folder);
    expect(await contentsDigest(folder)).not.toBe(before);
  });
});
