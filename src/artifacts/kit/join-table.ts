import { columns, tables } from '../../backup/source-database/schema.ts';
import type { SqlDatabase } from '../../backup/source-database/sql.ts';
import { asInteger, type Lost, SourceTable } from './source-table.ts';

/**
 * A Core Data join table, named after the entity numbers of this database: `Z_28ASSETS(Z_28ALBUMS, Z_3ASSETS,
 * Z_FOK_3ASSETS)` joins entity 28 (Album) with entity 3 (Asset). The numbers differ between iOS releases.
 */
export interface JoinTable {
  readonly table: SourceTable;
  /** Column of the entity whose number is in the table name. */
  readonly left: string;
  readonly right: string;
  /** Column of the order within the left entity; it may be missing. */
  readonly order: string;
}

/** Names of a join without entity numbers. */
export interface JoinName {
  /** Name of the left entity in `Z_PRIMARYKEY`, which decides between several matching tables. */
  readonly entity: string;
  readonly left: string;
  readonly right: string;
}

/** Finds a join table by its names, or returns null. */
export function findJoin(db: SqlDatabase, { entity, left, right }: JoinName, lost: Lost): JoinTable | null {
  const own = entityNumber(db, entity, lost);
  const candidates = [...tables(db)].flatMap((name): (JoinTable & { readonly number: number })[] => {
    const number = numberOf(name, right);
    if (number === null) return [];
    const names = [...columns(db, name)];
    const leftColumn = names.find((column) => column === `Z_${number}${left}`);
    const rightColumn = names.find((column) => numberOf(column, right) !== null);
    if (leftColumn === undefined || rightColumn === undefined) return [];
    const table = new SourceTable(db, name, lost);
    return [{ number, table, left: leftColumn, right: rightColumn, order: rightColumn.replace('Z_', 'Z_FOK_') }];
  });
  candidates.sort((a, b) => Number(b.number === own) - Number(a.number === own) || a.number - b.number);
  return candidates[0] ?? null;
}

/** 28 for `Z_28ASSETS`. */
function numberOf(name: string, word: string): number | null {
  const digits = /^Z_(\d{1,6})([A-Z]+)$/.exec(name);
  return digits?.[2] === word ? Number(digits[1]) : null;
}

/** The number of a Core Data entity in this database; null if there is none. */
export function entityNumber(db: SqlDatabase, entity: string, lost: Lost): number | null {
  const table = new SourceTable(db, 'Z_PRIMARYKEY', lost);
  if (!table.has('Z_ENT', 'Z_NAME')) return null;
  for (const row of table.rows({ number: table.integer('Z_ENT'), name: table.value('Z_NAME') })) {
    if (row.name === entity) return asInteger(row.number);
  }
  return null;
}
