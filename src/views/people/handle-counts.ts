import { sql } from 'kysely';
import { kinds, type RegisteredKind } from '../../artifacts/kinds.ts';
import { handleKey } from '../../model/handle.ts';
import { chatSources } from '../chats/sources.ts';
import { keptForRun } from '../kept-answers.ts';
import { anyTables, rowsOf, runOf } from '../rows-of.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Maximum number of handles per column in memory; no real store has more. */
const MAX_HANDLES = 100_000;
/** Maximum number of rows read for a column without an index. */
const MAX_ROWS = 200_000;
/** Maximum number of columns with cached counts: enough for some backups. */
const KEPT = 200;

/** Changes when the same rows are counted differently, or handles normalised differently. */
const COUNTING = 1;

/** A handle in the records of a kind, with counts. */
export interface HandleCount {
  /** As stored. */
  readonly handle: string;
  /** Its canonical form. */
  readonly handleKey: string;
  /** Number of records with this handle. */
  readonly records: number;
  /** Time of the newest one. */
  readonly lastAt: number | null;
}

/** Tables whose people are found through chats. */
const CHAT_TABLES: ReadonlySet<string> = new Set(chatSources.flatMap(({ tables }) => [tables.chats, tables.messages]));

/** The kinds whose records have handles, except chats and their messages. */
export const KINDS_WITH_HANDLES: readonly RegisteredKind[] = kinds.filter(
  (kind) => !CHAT_TABLES.has(kind.table) && handleColumns(kind).length > 0,
);

/** The handle columns of a kind. */
export function handleColumns({ definition: { columns } }: RegisteredKind): string[] {
  return Object.keys(columns).filter((name) => columns[name]?.kind === 'handle' && columns[name]?.format !== 'secret');
}

/** The stored handles of a person in the records of a kind, by column; columns without any are absent. */
export async function handlesOf(
  ctx: ViewContext,
  scope: Scope,
  kind: RegisteredKind,
  handleKeys: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly HandleCount[]>> {
  const columns = handleColumns(kind);
  const counts = await Promise.all(columns.map((column) => handleCounts(ctx, scope, kind, column)));
  const theirs = counts.map((all) => all.filter((count) => handleKeys.has(count.handleKey)));
  return new Map(columns.flatMap((column, at) => (theirs[at]?.length ? [[column, theirs[at]] as const] : [])));
}

/** All handles in a column of a kind, without records that have the same one in an earlier column; cached per run. */
export function handleCounts(
  ctx: ViewContext,
  scope: Scope,
  kind: RegisteredKind,
  column: string,
): Promise<readonly HandleCount[]> {
  const run = runOf(scope, kind.table);
  if (run === null) return Promise.resolve([]);
  const name = `handles ${kind.table} ${column}`;
  const counted = async (): Promise<HandleCount[]> => {
    const question = `${name} ${COUNTING}`;
    const kept = await keptForRun(ctx, scope, run, question, () => count(ctx, scope, kind, column));
    return kept.map(([handle, handleKey, records, lastAt]) => ({ handle, handleKey, records, lastAt }));
  };
  return cachedForRuns(ctx, name, [run], counted, KEPT);
}

/** A {@link HandleCount} as it is kept. */
type KeptCount = readonly [handle: string, handleKey: string, records: number, lastAt: number | null];

async function count(ctx: ViewContext, scope: Scope, kind: RegisteredKind, column: string): Promise<KeptCount[]> {
  const { table, definition } = kind;
  const { at, country } = kind.show;
  const all = handleColumns(kind);
  const earlier = all.slice(0, all.indexOf(column));
  const named = earlier.reduce(
    (query, other) => query.where((eb) => eb.or([eb(other, 'is', null), eb(other, '<>', eb.ref(column))])),
    rowsOf(ctx, scope, table).where(column, 'is not', null),
  );
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
  return counted.map(({ handle, records, lastAt, country }) => [handle, handleKey(handle, country), records, lastAt]);
}

function newestOf<T>(column: string | undefined) {
  return column === undefined ? sql<T | null>`null` : sql<T | null>`max(${sql.ref(column)})`;
}
