import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { sqliteWithWal, writeSqliteWithWal } from './sqlite-with-wal.ts';

const spec = {
  seed: 3,
  build: (db: DatabaseSync): void => db.exec("CREATE TABLE t (a); INSERT INTO t VALUES ('old')"),
  newest: (db: DatabaseSync): void => {
    const insert = db.prepare('INSERT INTO t VALUES (?)');
    for (let index = 0; index < 300; index++) insert.run(`new ${String(index)} ${'x'.repeat(100)}`);
  },
};

function count(path: string): unknown {
  const db = new DatabaseSync(path);
  const row = db.prepare('SELECT count(*) AS n FROM t').get();
  db.close();
  return row?.n;
}

it('keeps the newest rows in a -wal that SQLite accepts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wal-test-'));
  const { main, wal } = sqliteWithWal(spec);
  writeFileSync(join(folder, 'main-only.db'), main);
  writeFileSync(join(folder, 'both.db'), main);
  writeFileSync(join(folder, 'both.db-wal'), wal);
  expect(count(join(folder, 'main-only.db'))).toBe(1);
  expect(count(join(folder, 'both.db'))).toBe(301);
  writeSqliteWithWal(join(folder, 'files.db'), spec);
  expect(count(join(folder, 'files.db'))).toBe(301);
  rmSync(folder, { recursive: true });
});

it('is deterministic', () => {
  const first = sqliteWithWal(spec);
  const second = sqliteWithWal(spec);
  expect(first.main.equals(second.main)).toBe(true);
  expect(first.wal.equals(second.wal)).toBe(true);
});
