import type { Client } from 'pg';
import type { ColumnKind, TableDefinition, TableSet } from '../../../model/columns.ts';
import { type Batch, type BatchValue, rowCount, type TableRows, unpackPart } from '../../bulk/batch.ts';
import type { WriteTarget } from '../../repositories/run-types.ts';
import { columnList, identifier } from '../../schema-sql.ts';

/** Row numbers of a batch to be skipped, by part and table. */
export type SkippedRows = readonly (readonly ReadonlySet<number>[])[];

/** Position of a row in a batch. */
interface Place {
  readonly part: number;
  readonly table: number;
  readonly row: number;
}

/** Rows of one table and run, by key. */
interface KeyedRows {
  readonly target: WriteTarget;
  readonly table: string;
  readonly definition: TableDefinition;
  /** Key values and position of the first row with each key. */
  readonly first: Map<string, { readonly key: readonly BatchValue[]; readonly place: Place }>;
}

/** SQL types of key parameters, and how keys are returned as text. */
const isText = (kind: ColumnKind) => kind === 'text' || kind === 'handle' || kind === 'file' || kind === 'json';
const arrayType = (kind: ColumnKind) => (isText(kind) ? 'text[]' : kind === 'real' ? 'float8[]' : 'bigint[]');

/**
 * Finds the rows of a batch whose key already exists, earlier in the batch or in the database. Called only after
 * writing all rows failed, because sources with duplicates are rare.
 */
export async function findDuplicates(db: Client, batch: Batch, tables: TableSet): Promise<SkippedRows> {
  const skipped: Set<number>[][] = [];
  const groups = new Map<string, KeyedRows>();
  batch.forEach((packed, part) => {
    const { target, tables: parts } = unpackPart(packed);
    skipped.push(parts.map(() => new Set()));
    parts.forEach((rows, table) => {
      const definition = tables[rows.table];
      if (definition === undefined || rows.values.length === 0) return;
      const name = `${target.runId} ${rows.table}`;
      const group = groups.get(name) ?? { target, table: rows.table, definition, first: new Map() };
      groups.set(name, group);
      eachKey(rows, definition, (key, row) => {
        const text = JSON.stringify(key);
        if (group.first.has(text)) skipped[part]?.[table]?.add(row);
        else group.first.set(text, { key, place: { part, table, row } });
      });
    });
  });
  for (const group of groups.values()) {
    for (const key of await existingKeys(db, group)) {
      const place = group.first.get(key)?.place;
      if (place !== undefined) skipped[place.part]?.[place.table]?.add(place.row);
    }
  }
  return skipped;
}

function eachKey(
  rows: TableRows,
  { columns, primaryKey }: TableDefinition,
  take: (key: BatchValue[], row: number) => void,
): void {
  const names = Object.keys(columns);
  const wanted = primaryKey.map((name) => names.indexOf(name));
  for (let row = 0; row < rowCount(rows); row++) {
    const first = row * rows.width;
    take(
      wanted.map((column) => rows.values[first + column] as BatchValue),
      row,
    );
  }
}

/** The keys of the group that exist in its table, in the group's notation. */
async function existingKeys(db: Client, { target, table, definition, first }: KeyedRows): Promise<string[]> {
  const { primaryKey, columns } = definition;
  const kinds = primaryKey.map((name) => columns[name]?.kind as ColumnKind);
  const keys = [...first.values()].map(({ key }) => key);
  const list = columnList(primaryKey);
  const lists = kinds.map((kind, index) => `$${index + 3}::${arrayType(kind)}`);
  const { rows } = await db.query<string[]>({
    text: `select ${list} from ${identifier(table)} where backup_id = $1 and run_id = $2
           and (${list}) in (select * from unnest(${lists.join()}))`,
    values: [target.backupId, target.runId, ...kinds.map((_, index) => keys.map((key) => key[index]))],
    rowMode: 'array',
  });
  return rows.map((row) =>
    JSON.stringify(row.map((value, index) => (isText(kinds[index] as ColumnKind) ? value : Number(value)))),
  );
}
