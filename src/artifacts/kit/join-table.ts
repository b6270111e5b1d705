import type { DatabaseSync } from 'node:sqlite';
import { columns, tables } from '../../backup/source-database/schema.ts';
import { asInteger, type Lost, SourceTable } from './source-table.ts';

/**
 * A join of Core Data, named after the numbers that the entities have in this very database: `Z_28ASSETS(Z_28ALBUMS,
 * Z_3ASSETS, Z_FOK_3ASSETS)` joins entity 28 (Album) with entity 3 (Asset). The numbers move with every iOS.
 */
export interface JoinTable {
  readonly table: SourceTable;
  /** Column of the entity whose number the table is named after. */
  readonly left: string;
  readonly right: string;
  /** Column of the order within the left entity, where there is one. */
  readonly order: string;
}

/** What a join is called, apart from its numbers. */
export interface JoinName {
  /** Name of the entity in `Z_PRIMARYKEY`: decides between several tables of the same form. */
  readonly entity: string;
  readonly left: string;
  readonly right: string;
}

/** Finds a join by the form of its names; null where there is none. */
export function findJoin(db: DatabaseSync, { entity, left, right }: JoinName, lost: Lost): JoinTable | null {
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

function entityNumber(db: DatabaseSync, entity: string, lost: Lost): number | null {
  const table = new SourceTable(db, 'Z_PRIMARYKEY', lost);
  if (!table.has('Z_ENT', 'Z_NAME')) return null;
  for (const row of table.rows([table.integer('Z_ENT'), table.value('Z_NAME')])) {
    if (row[1] === entity) return asInteger(row[0]);
  }
  return null;
}
