import { DatabaseSync } from 'node:sqlite';
import { JoinedRows, type Part } from '../../../src/artifacts/kit/joined-rows.ts';
import type { NamedRows } from '../../../src/artifacts/kit/named-rows.ts';
import { asInteger, type Lost, type Row } from '../../../src/artifacts/kit/source-table.ts';
import { isSqliteError } from '../../../src/backup/source-database/sqlite-error.ts';

/** The tables of a join. */
export type Tables = (
  db: DatabaseSync,
  lost: Lost,
) => { readonly main: NamedRows<string>; readonly parts: readonly Part[] };

/** What was read of a database: rows as text, and how often something was lost. */
export interface ReadRows {
  readonly rows: readonly string[];
  readonly losses: number;
}

/** The rows that {@link JoinedRows} give, and those that a look-up for each gives. */
export function readBothWays(
  bytes: Uint8Array,
  tables: Tables,
): { readonly joined: ReadRows; readonly lookedUp: ReadRows } {
  const db = new DatabaseSync(':memory:');
  // A database in memory has no WAL.
  const file = Buffer.from(bytes).fill(1, 18, 20);
  try {
    db.deserialize(file);
    return { joined: joined(db, tables), lookedUp: lookedUp(db, tables) };
  } finally {
    db.close();
  }
}

function joined(db: DatabaseSync, tables: Tables): ReadRows {
  return collected((lost, add) => {
    const { main, parts } = tables(db, lost);
    for (const found of new JoinedRows(db, main, parts).from(Number.MIN_SAFE_INTEGER)) {
      add([valuesOf(main, found.main), ...parts.map(({ rows }, index) => valuesOf(rows, found.part(index)))]);
    }
  });
}

function lookedUp(db: DatabaseSync, tables: Tables): ReadRows {
  return collected((lost, add) => {
    const { main, parts } = tables(db, lost);
    const finders = parts.map((part) => ({ ...part, find: part.rows.lookup() }));
    for (const row of main.from(Number.MIN_SAFE_INTEGER)) {
      const found: (Row | null)[] = [];
      for (const { by, find } of finders) {
        const owner: Row | null = by[0] === 'main' ? row : (found[by[0]] ?? null);
        found.push(find(asInteger(owner?.[by[1]])));
      }
      add([valuesOf(main, row), ...parts.map(({ rows }, index) => valuesOf(rows, found[index] ?? null))]);
    }
  });
}

/** Collects rows until the main table is damaged. */
function collected(read: (lost: Lost, add: (values: unknown) => void) => void): ReadRows {
  const rows: string[] = [];
  let losses = 0;
  try {
    read(
      () => losses++,
      (values) => rows.push(JSON.stringify(values)),
    );
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    rows.push('damaged');
  }
  return { rows, losses };
}

function valuesOf({ names }: NamedRows<string>, row: Row | null): unknown {
  return (
    row && names.map((name) => (row[name] instanceof Uint8Array ? Buffer.from(row[name]).toString('hex') : row[name]))
  );
}
