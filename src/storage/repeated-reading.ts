import type { Kysely } from 'kysely';
import type { ColumnKind, TableSet } from '../model/columns.ts';
import type { CoreDatabase } from './database.ts';
import { repeatedColumns, storedTable } from './repeated-columns.ts';
import type { ReadStore } from './store.ts';

/** How the rows of a table are stored, for readers of many rows that need each of their repeated values once. */
export interface StoredForm {
  readonly table: string;
  /** Columns that have numbers of values; see {@link repeatedValues}. Null is null in them, too. */
  readonly numbers: ReadonlySet<string>;
}

/** How the rows of an artifact table are stored. */
export function storedForm({ tables, names }: Pick<ReadStore, 'tables' | 'names'>, table: string): StoredForm {
  const definition = tables[table];
  const columns = definition === undefined || !names.repeatsAreNumbers ? [] : repeatedColumns(definition);
  return { table: columns.length === 0 ? table : storedTable(table), numbers: new Set(columns) };
}

/** Finds a repeated value of a run by the kind of its column and its number. */
export type RepeatedValueOf = (kind: ColumnKind | undefined, number: number) => unknown;

/** Reads the repeated values of a run: those of its addresses, senders and other values that many rows have. */
export async function repeatedValues<T extends TableSet>(
  { read, names }: Pick<ReadStore<T>, 'read' | 'names'>,
  { backupId, runId }: { readonly backupId: number; readonly runId: number },
): Promise<RepeatedValueOf> {
  if (!names.repeatsAreNumbers) return (_kind, number) => number;
  const core = read as unknown as Kysely<CoreDatabase>;
  const valuesOf = async (table: 'repeated_texts' | 'repeated_json') => {
    const rows = core.selectFrom(table).select(['id', 'value']);
    const all = await rows.where('backupId', '=', backupId).where('runId', '=', runId).execute();
    return new Map<number, unknown>(all.map(({ id, value }) => [id, value]));
  };
  const [texts, json] = [await valuesOf('repeated_texts'), await valuesOf('repeated_json')];
  return (kind, number) => (kind === 'json' ? json : texts).get(number) ?? null;
}
