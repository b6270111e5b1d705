import { copyFileSync, existsSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { seededRandom } from '../../synthetic/index.ts';

/** What is done to a table of a store. */
export interface TableChange {
  /** How the path of the store ends. */
  readonly store: string;
  readonly table: string;
  readonly key: string;
  /** Columns of copied rows that get another value, as SQL; `$n` is a number that no other copy has. */
  readonly unique?: Readonly<Record<string, string>>;
  /** Columns with a text or number that changes. */
  readonly columns: readonly string[];
}

/** How many rows are copied, deleted and changed. */
export interface ChangeCounts {
  readonly copied: number;
  readonly deleted: number;
  readonly changed: number;
}

/** Changes rows of the stores of a backup that is not encrypted. The same seed makes the same changes. */
export function changeStores(
  backup: string,
  changes: readonly TableChange[],
  { copied, deleted, changed }: ChangeCounts,
  seed: number,
): void {
  const random = seededRandom(seed, 'changes');
  for (const { store, table, key, unique = {}, columns } of changes) {
    inStore(backup, store, (db) => {
      for (const { name } of db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()) {
        db.exec(`DROP TRIGGER "${String(name)}"`);
      }
      const keys = db.prepare(`SELECT ${key} AS id FROM ${table}`).all();
      const anyKey = (): number => Number(random.pick(keys)['id']);
      const names = db
        .prepare('SELECT name FROM pragma_table_info(?)')
        .all(table)
        .map(({ name }) => String(name))
        .filter((name) => name !== key);
      db.exec('BEGIN');
      for (let count = 0; count < copied; count++) {
        const { next } = db.prepare(`SELECT max(${key}) + 1 AS next FROM ${table}`).get() as { next: number };
        const values = names.map((name) => unique[name]?.replaceAll('$n', String(next)) ?? `"${name}"`);
        db.exec(`INSERT INTO ${table} (${key}, ${names.map((name) => `"${name}"`).join()})
          SELECT ${next}, ${values.join()} FROM ${table} WHERE ${key} = ${anyKey()}`);
      }
      for (let count = 0; count < deleted; count++) db.exec(`DELETE FROM ${table} WHERE ${key} = ${anyKey()}`);
      for (let count = 0; count < changed; count++) {
        const column = random.pick(columns);
        db.exec(`UPDATE ${table} SET "${column}" = CASE typeof("${column}")
          WHEN 'text' THEN "${column}" || ' it''s ${count}' WHEN 'null' THEN NULL ELSE "${column}" + 1 END
          WHERE ${key} = ${anyKey()}`);
      }
      db.exec('COMMIT');
    });
  }
}

/** Opens a store for writing; what was in its `-wal` is in the database afterwards. */
export function inStore(backup: string, store: string, use: (db: DatabaseSync) => void): void {
  const file = fileOf(backup, store);
  const wal = fileOf(backup, `${store}-wal`);
  if (file === null) throw new Error(`There is no ${store}.`);
  const copy = `${file}.changing`;
  copyFileSync(file, copy);
  if (wal !== null && statSync(wal).size > 0) {
    copyFileSync(wal, `${copy}-wal`);
    truncateSync(wal, 0);
  }
  const db = new DatabaseSync(copy);
  try {
    db.exec('PRAGMA journal_mode = DELETE');
    use(db);
  } finally {
    db.close();
  }
  copyFileSync(copy, file);
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${copy}${suffix}`, { force: true });
}

function fileOf(backup: string, store: string): string | null {
  const db = new DatabaseSync(join(backup, 'Manifest.db'), { readOnly: true });
  try {
    const found = db.prepare('SELECT fileID FROM Files WHERE relativePath LIKE ?').get(`%${store}`);
    if (found === undefined) return null;
    const id = String(found['fileID']);
    const path = join(backup, id.slice(0, 2), id);
    return existsSync(path) ? path : null;
  } finally {
    db.close();
  }
}
