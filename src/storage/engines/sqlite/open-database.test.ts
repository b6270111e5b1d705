import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { prepareDatabaseFile } from './open-database.ts';

const mode = (path: string): number => statSync(path).mode & 0o777;

it('narrows a database to its owner, and leaves a file that is none as it is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aj-database-file-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [database, other] = [join(folder, 'x.db'), join(folder, 'notes.txt')];
  new DatabaseSync(database).exec('create table t (a)');
  writeFileSync(other, 'precious');
  for (const path of [database, other]) chmodSync(path, 0o644);
  prepareDatabaseFile(database);
  expect(mode(database)).toBe(0o600);
  expect(() => prepareDatabaseFile(other)).toThrow(expect.objectContaining({ code: 'STORAGE_UNAVAILABLE' }));
  expect([readFileSync(other, 'utf8'), mode(other)]).toEqual(['precious', 0o644]);
  prepareDatabaseFile(join(folder, 'new', 'y.db'));
  expect([mode(join(folder, 'new')), mode(join(folder, 'new', 'y.db'))]).toEqual([0o700, 0o600]);
});
