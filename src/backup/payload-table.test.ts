import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { contentsDigest } from './contents-digest.ts';
import { Payloads } from './file/payloads.ts';
import { PayloadTable } from './payload-table.ts';

const idOf = (number: number): string => `3d${number.toString(16).padStart(38, '0')}`;
const [FILE, EMPTY, GONE, FOLDER, PIPE, LINK, DANGLING] = Array.from({ length: 7 }, (_, number) => idOf(number)) as [
  string,
  ...string[],
];
const ALL = Array.from({ length: 7 }, (_, number) => idOf(number));

/** A folder with a payload, and with what may be in place of one. */
function backupFolder(): string {
  const root = tempFolder();
  const shard = join(root, '3d');
  mkdirSync(shard);
  writeFileSync(join(shard, FILE), 'contents');
  writeFileSync(join(shard, EMPTY ?? ''), '');
  mkdirSync(join(shard, FOLDER ?? ''));
  execFileSync('mkfifo', [join(shard, PIPE ?? '')]);
  symlinkSync(join(shard, FILE), join(shard, LINK ?? ''));
  symlinkSync('/nowhere', join(shard, DANGLING ?? ''));
  writeFileSync(join(shard, 'notes.txt'), 'not a payload');
  writeFileSync(join(root, 'Info.plist'), 'x');
  return root;
}

function listed(root: string): PayloadTable {
  const table = new PayloadTable();
  table.list(root);
  return table;
}

async function measured(root: string): Promise<PayloadTable> {
  const table = new PayloadTable();
  await contentsDigest(root, table);
  return table;
}

describe('the payloads of a folder', () => {
  it('are those that are found one by one: no links, folders or pipes', async () => {
    const root = backupFolder();
    const outside = tempFolder();
    writeFileSync(join(outside, `ab${'0'.repeat(38)}`), 'secret');
    symlinkSync(outside, join(root, 'ab'));
    const asked = [...ALL, `ab${'0'.repeat(38)}`, `00${'0'.repeat(38)}`];
    const payloads = new Payloads([root]);
    const present = asked.map((id) => payloads.has(id));
    expect(present).toEqual([true, true, false, false, false, false, false, false, false]);
    const tables = [listed(root), await measured(root)];
    for (const table of tables) expect(asked.map((id) => table.has(id))).toEqual(present);
    expect(tables.map(({ sizes }) => sizes?.sizeOf(FILE))).toEqual([undefined, 8]);
    expect(tables[1]?.sizes?.sizeOf(GONE ?? '')).toBeUndefined();
  });

  it.each<[string, (root: string) => void]>([
    ['a payload outside of a folder', (root) => writeFileSync(join(root, idOf(9)), '')],
    ['a payload in upper case', (root) => writeFileSync(join(root, '3d', idOf(9).toUpperCase()), '')],
    ['a folder in upper case', (root) => mkdirSync(join(root, 'AB'))],
    ['a payload in the folder of others', (root) => writeFileSync(join(root, '3d', 'ab'.repeat(20)), '')],
    ['a backup in progress', (root) => mkdirSync(join(root, 'Snapshot'))],
  ])('are not known where there is %s', async (_what, add) => {
    const root = backupFolder();
    add(root);
    for (const table of [listed(root), await measured(root)]) {
      expect([table.has(FILE), table.has(GONE ?? ''), table.sizes]).toEqual([null, null, null]);
    }
  });

  it('are not known where a folder cannot be listed', async () => {
    expect(listed(join(tempFolder(), 'gone')).has(FILE)).toBeNull();
    const root = backupFolder();
    chmodSync(join(root, '3d'), 0);
    const isDenied = process.getuid?.() !== 0;
    expect(listed(root).has(FILE)).toBe(isDenied ? null : true);
    chmodSync(join(root, '3d'), 0o700);
  });

  it('are listed once many were asked for, and not before', () => {
    const root = backupFolder();
    const payloads = new Payloads([root], new PayloadTable());
    const other = new Payloads([root]);
    for (let asked = 0; asked < 600; asked++) expect(payloads.has(ALL[asked % ALL.length] ?? '')).toBe(asked % 7 < 2);
    rmSync(join(root, '3d', FILE));
    expect([payloads.has(FILE), payloads.isUnsafe(LINK ?? ''), other.has(FILE)]).toEqual([true, true, false]);
    expect(() => payloads.has('../../etc/passwd')).toThrow(expect.objectContaining({ code: 'UNSAFE_PATH' }));
    expect(payloads.locateSync(FILE)).toBeNull();
  });
});
