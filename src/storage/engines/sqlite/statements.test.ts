import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Statements } from './statements.ts';

let folder: string;
let reader: DatabaseSync;
let migrator: DatabaseSync;
let statements: Statements;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aj-test-'));
  migrator = new DatabaseSync(join(folder, 'a.db'));
  migrator.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2)');
  reader = new DatabaseSync(join(folder, 'a.db'));
  statements = new Statements(reader);
});
afterEach(() => {
  reader.close();
  migrator.close();
  rmSync(folder, { recursive: true });
});

it.each([
  ['an added column', 'ALTER TABLE t ADD COLUMN c', ['a', 'b', 'c'], [1, 2, null]],
  ['a removed column', 'ALTER TABLE t DROP COLUMN a', ['b'], [2]],
  ['an exchanged column', 'ALTER TABLE t DROP COLUMN a; ALTER TABLE t ADD COLUMN a DEFAULT 3', ['b', 'a'], [2, 3]],
])('names the columns of `select *` after %s of another connection', (_what, change, names, row) => {
  // The reader knows the old schema.
  statements.run('select count(*) from t');
  migrator.exec(change);
  for (let run = 0; run < 2; run++) {
    const { columns, rows } = statements.run('select * from t');
    expect([columns.map(([name]) => name), rows]).toEqual([names, [row]]);
  }
});
