import type { DatabaseSync } from 'node:sqlite';
import type { Random } from '../../synthetic/index.ts';

/** Z_PK of a random row that fits the condition; 0 for none. */
export function anyRow(db: DatabaseSync, random: Random, table: string, condition = '1'): number {
  const rows = db.prepare(`SELECT rowid AS id FROM ${table} WHERE ${condition}`).all();
  return rows.length === 0 ? 0 : Number(random.pick(rows)['id']);
}

/** Copies a row with other values of some columns, as SQL; returns its Z_PK. */
export function copyRow(
  db: DatabaseSync,
  table: string,
  from: number,
  changed: Readonly<Record<string, string>>,
): number {
  const rows = db.prepare('SELECT name FROM pragma_table_info(?)').all(table);
  const columns = rows.map(({ name }) => String(name)).filter((name) => name !== 'Z_PK');
  const values = columns.map((name) => changed[name] ?? `"${name}"`);
  const insert = `INSERT INTO ${table} (${columns.map((name) => `"${name}"`).join()}) SELECT ${values.join()}`;
  return Number(db.prepare(`${insert} FROM ${table} WHERE rowid = ?`).run(from).lastInsertRowid);
}

/** Sets columns, as SQL, of a random row. */
export function set(db: DatabaseSync, random: Random, table: string, values: string, condition = '1'): void {
  db.prepare(`UPDATE ${table} SET ${values} WHERE rowid = ?`).run(anyRow(db, random, table, condition));
}

/** Deletes a random row. */
export function remove(db: DatabaseSync, random: Random, table: string, condition = '1'): void {
  db.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(anyRow(db, random, table, condition));
}
