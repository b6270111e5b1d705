import { type SqlBool, sql } from 'kysely';
import type { TableDefinition } from '../../model/columns.ts';
import type { BackupId } from '../../model/ids.ts';
import { MAX_MARKS } from '../../model/mark.ts';
import { decodeTableKey } from '../../model/table-key.ts';
import { keyIsOneOf } from '../records/row-lookup.ts';
import { type AnyRows, anyTables } from '../rows-of.ts';
import type { ViewContext } from '../types.ts';
import { hasTag } from './selection.ts';

/** Filter of a list of records by what people added to them. */
export interface MarkFilter {
  /** True: only records with a star; false: all others. */
  readonly starred?: boolean;
  /** Only records with this tag, without regard to case and accents. */
  readonly tag?: string;
}

/** Records of a kind that a {@link MarkFilter} keeps or leaves out. */
export interface MarkChoice {
  readonly keys: ReadonlySet<string>;
  /** True if these are kept, false if all others are. */
  readonly keeps: boolean;
}

/** The records of a kind that a filter chooses; null if it is empty. @throws BACKUP_NOT_FOUND */
export async function chooseByMarks(
  ctx: ViewContext,
  backup: BackupId,
  kind: string,
  { starred, tag }: MarkFilter,
): Promise<MarkChoice | null> {
  if (starred === undefined && tag === undefined) return null;
  const marks = (await ctx.store.marks.list(backup)).filter((mark) => mark.kind === kind);
  const keeps = tag !== undefined || starred === true;
  const chosen = keeps
    ? marks.filter(
        (mark) => (tag === undefined || hasTag(mark, tag)) && (starred === undefined || mark.starred === starred),
      )
    : marks.filter((mark) => mark.starred);
  return { keys: new Set(chosen.map(({ key }) => key)), keeps };
}

/** True if a choice keeps the record with this key. */
export function isChosen(choice: MarkChoice | null, key: string): boolean {
  return choice === null || choice.keys.has(key) === choice.keeps;
}

/** The rows of a table that a choice keeps; the query has to select from one table, which is called `name` in it. */
export function chosenRows<Rows>(
  ctx: ViewContext,
  rows: Rows,
  { name, definition }: { readonly name: string; readonly definition: TableDefinition },
  choice: MarkChoice | null,
): Rows {
  return choice === null ? rows : (chosen(ctx, rows as AnyRows, name, definition, choice) as Rows);
}

function chosen(
  ctx: ViewContext,
  rows: AnyRows,
  name: string,
  definition: TableDefinition,
  { keys, keeps }: MarkChoice,
): AnyRows {
  const values = [...keys].flatMap((key) => {
    const decoded = decodeTableKey(key, definition);
    return decoded === null ? [] : [decoded];
  });
  if (values.length === 0) return keeps ? rows.where(sql<SqlBool>`1 = 0`) : rows;
  const isOneOf = keyIsOneOf(definition, values);
  if (!keeps) return rows.where(sql<SqlBool>`not (${isOneOf})`);
  // Read by key before anything else: for the order of the list, SQLite would look at every row of the table.
  const found = definition.primaryKey.reduce((query, column) => query.orderBy(column), rows.where(isOneOf).selectAll());
  return anyTables(ctx).selectFrom(found.limit(MAX_MARKS).as(name));
}
