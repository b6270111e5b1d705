import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { contentsDigest } from './contents-digest.ts';
import { addScanned, beginScan, digestOfScan, scanFolders, scanMetadata } from './contents-scan.ts';
import { PayloadTable } from './payload-table.ts';

const SHARDS = ['00', '3d', 'ab', 'ff'];

const idOf = (shard: string): string => shard.padEnd(40, '0');

function backupFolder(): string {
  const root = tempFolder();
  writeFileSync(join(root, 'Manifest.db'), 'list');
  for (const shard of SHARDS) {
    mkdirSync(join(root, shard));
    writeFileSync(join(root, shard, idOf(shard)), shard);
  }
  return root;
}

it('gives the same digest and payloads however threads share the folders', async () => {
  const root = backupFolder();
  const scan = await beginScan(root);
  const [metadata, ...parts] = await Promise.all([
    scanMetadata(scan),
    scanFolders(scan),
    scanFolders(structuredClone(scan)),
  ]);
  expect(parts.map(({ length }) => length > 0)).toEqual([true, true]);
  const folders = parts.flat();
  expect(digestOfScan(scan, { metadata: metadata ?? '', folders })).toBe(await contentsDigest(root));
  const payloads = new PayloadTable();
  addScanned(payloads, scan, folders);
  expect(SHARDS.map((shard) => payloads.sizes?.sizeOf(idOf(shard)))).toEqual([2, 2, 2, 2]);
});

it.each<[string, (list: string) => void]>([
  ['written', (list) => appendFileSync(list, 'more')],
  [
    'replaced by an equal one',
    (list) => {
      writeFileSync(`${list}.new`, 'list');
      renameSync(`${list}.new`, list);
    },
  ],
])(
  'gives no digest if the list of files is %s meanwhile: who opened it may have read another',
  async (_what, change) => {
    const root = backupFolder();
    const scan = await beginScan(root);
    change(join(root, 'Manifest.db'));
    expect(await scanMetadata(scan)).toBeNull();
    expect(await scanMetadata(await beginScan(root))).not.toBeNull();
  },
);
