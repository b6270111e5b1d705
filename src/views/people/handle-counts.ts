import { sql } from 'kysely';
import { kinds, type RegisteredKind } from '../../artifacts/kinds.ts';
import { handleKey } from '../../model/handle.ts';
import { chatSources } from '../chats/sources.ts';
import { anyTables, rowsOf, runOf } from '../rows-of.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Handles of one column that are kept in memory; a store with more belongs to nobody. */
const MAX_HANDLES = 100_000;
/** Rows that are counted of a column without an index. */
const MAX_ROWS = 200_000;
/** Columns of which the counts are kept: those of some backups. */
const KEPT = 200;

/** A handle in the records of a kind. */
export interface HandleCount {
  /** As the source has it. */
  readonly handle: string;
  /** Its canonical form. */
  readonly handleKey: string;
  /** Records that name it. */
  readonly records: number;
  /** The newest of them. */
  readonly lastAt: number | null;
}

/** Tables whose people are known by their chats. */
const OF_CHATS: ReadonlySet<string> = new Set(chatSources.flatMap(({ tables }) => [tables.chats, tables.messages]));

/** The kinds whose records name people, but for chats and their messages. */
export const KINDS_OF_PEOPLE: readonly RegisteredKind[] = kinds.filter(
  (kind) => !OF_CHATS.has(kind.table) && handleColumns(kind).length > 0,
);

/** The columns of a kind that name people. */
export function handleColumns({ definition: { columns } }: RegisteredKind): string[] {
  return Object.keys(columns).filter((name) => columns[name]?.kind === 'handle' && columns[name]?.format !== 'secret');
}

/** Every handle in a column of a kind; counted once for each run. */
export function handleCounts(
  ctx: ViewContext,
  scope: Scope,
  kind: RegisteredKind,
  column: string,
): Promise<readonly HandleCount[]> {
  const run = runOf(scope, kind.table);
  if (run === null) return Promise.resolve([]);
  return cachedForRuns(ctx, `handles ${kind.table} ${column}`, [run], () => count(ctx, scope, kind, column), KEPT);
}

async function count(
  ctx: ViewContext,
  scope: Scope,
  { table, definition, show: { at, country } }: RegisteredKind,
  column: string,
): Promise<readonly HandleCount[]> {
  const named = rowsOf(ctx, scope, table).where(column, 'is not', null);
  const isIndexed = definition.indexes?.some(([first]) => first === column) === true;
  const columns = [column, at, country].filter((name) => name !== undefined);
  const rows = isIndexed ? named : anyTables(ctx).selectFrom(named.select(columns).limit(MAX_ROWS).as('named'));
  const counted = await rows
    .select([
      sql<string>`${sql.ref(column)}`.as('handle'),
      sql<number>`count(*)`.as('records'),
      newestOf<number>(at).as('lastAt'),
      newestOf<string>(country).as('country'),
    ])
    .groupBy(column)
    .orderBy(column)
    .limit(MAX_HANDLES)
    .execute();
  return counted.map(({ handle, records, lastAt, country }) => ({
    handle,
    handleKey: handleKey(handle, country),
    records,
    lastAt,
  }));
}

function newestOf<T>(column: string | undefined) {
  return column === undefined ? sql<T | null>`null` : sql<T | null>`max(${sql.ref(column)})`;
}
