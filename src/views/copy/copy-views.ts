import { sql } from 'kysely';
import { artifactTables } from '../../artifacts/registry.ts';
import type { BackupId } from '../../model/ids.ts';
import { type CoreDatabase, dsnOf, IndexCopy } from '../../storage/index.ts';
import { anyTables, runOf } from '../rows-of.ts';
import { type Scope, scopeOf } from '../scope.ts';
import { openViews } from '../snapshot.ts';
import type { ViewContext } from '../types.ts';
import type { RowLimit } from './chosen-chats.ts';
import { countSourceRows, type SourceRow, type SourceTable, sourceRows, sourceTables } from './source-tables.ts';

/** A core table that is copied with a backup. */
export type CopiedCoreTable =
  | 'backups'
  | 'index_runs'
  | 'artifact_runs'
  | 'source_files'
  | 'marks'
  | 'artifact_search_index';

/** How rows are changed on their way; null leaves a row out. */
export interface RowChanges {
  row(table: SourceTable, row: SourceRow): SourceRow | null;
  core(table: CopiedCoreTable, row: SourceRow): SourceRow | null;
}

/** What is copied, and where to. */
export interface CopyOptions {
  /** The new database file, in a folder of this process. */
  readonly path: string;
  /** Artifacts whose rows are copied; null for all. */
  readonly artifacts: ReadonlySet<string> | null;
  readonly changes: RowChanges;
  /** Rows that are copied; null for all. */
  readonly limit: RowLimit | null;
  /** False for what never reads the search index. */
  readonly hasSearch: boolean;
  /** Called after each page of rows with the number of those that were read, and of all. */
  readonly onRows?: ((read: number, all: number) => void) | undefined;
}

/**
 * Opens views on a copy of the index of one backup, whose every row has passed `changes`: readers can see nothing
 * else.
 * @throws BACKUP_NOT_FOUND, STORAGE_UNAVAILABLE, DISK_FULL
 */
export async function copyViews(
  ctx: ViewContext,
  backup: BackupId,
  { path, artifacts, changes, limit, hasSearch, onRows }: CopyOptions,
): Promise<ViewContext & { close(): Promise<void> }> {
  const scope = await scopeOf(ctx, backup);
  const copy = await IndexCopy.create(path, artifactTables);
  try {
    await copyCore(ctx, scope, copy, changes);
    const tables = sourceTables(scope, artifacts);
    const found = hasSearch ? searchRows(ctx, scope, artifacts) : null;
    const all = onRows === undefined ? 0 : (await countSourceRows(ctx, scope, tables, limit)) + (await countOf(found));
    let read = 0;
    const count = (rows: number): void => onRows?.((read += rows), all);
    count(0);
    for (const table of tables) {
      const place = { backupId: scope.backupId, runId: runOf(scope, table.name) };
      for await (const rows of sourceRows(ctx, scope, table, { limit })) {
        for (const row of rows) {
          const changed = changes.row(table, row);
          if (changed !== null) copy.add(table.name, { ...changed, ...place });
        }
        count(rows.length);
      }
    }
    if (found !== null) await copySearch(found, copy, changes, count);
  } finally {
    copy.close();
  }
  return openViews(dsnOf(path));
}

async function copyCore(ctx: ViewContext, scope: Scope, copy: IndexCopy, changes: RowChanges): Promise<void> {
  const add = (table: CopiedCoreTable, rows: readonly SourceRow[]): void => {
    for (const row of rows) {
      const changed = changes.core(table, row);
      if (changed !== null) copy.addCore(table, changed);
    }
  };
  const db = anyTables(ctx);
  const { backupId } = scope;
  add('backups', await db.selectFrom('backups').selectAll().where('id', '=', backupId).execute());
  for (const table of ['index_runs', 'artifact_runs', 'marks'] as const) {
    add(table, await db.selectFrom(table).selectAll().where('backupId', '=', backupId).execute());
  }
  const sources = db
    .selectFrom('source_files')
    .selectAll()
    .where('artifactRunId', 'in', db.selectFrom('artifact_runs').select('id').where('backupId', '=', backupId));
  add('source_files', await sources.execute());
}

/** Rows of the search index per page. */
const PAGE = 1000;

/** The rows of the search index of some artifacts; null if there are none. */
function searchRows(ctx: ViewContext, { backupId, runs }: Scope, artifacts: ReadonlySet<string> | null) {
  const copied = [...runs].filter(([artifact]) => artifacts?.has(artifact) ?? true).map(([, run]) => run);
  if (copied.length === 0) return null;
  return anyTables(ctx)
    .selectFrom('artifact_search_index')
    .where('backupId', '=', backupId)
    .where('runId', 'in', copied);
}

type SearchRows = NonNullable<ReturnType<typeof searchRows>>;

async function countOf(rows: SearchRows | null): Promise<number> {
  if (rows === null) return 0;
  const found = await rows.select(sql<number>`count(*)`.as('rows')).executeTakeFirstOrThrow();
  return found.rows;
}

async function copySearch(
  found: SearchRows,
  copy: IndexCopy,
  changes: RowChanges,
  count: (rows: number) => void,
): Promise<void> {
  for (let after = -Infinity; ; ) {
    let query = found.selectAll().orderBy('id').limit(PAGE);
    if (after !== -Infinity) query = query.where(sql<boolean>`${sql.ref('id')} > ${after}`);
    const rows: readonly SourceRow[] = await query.execute();
    for (const row of rows) {
      const changed = changes.core('artifact_search_index', row);
      if (changed !== null) copy.addCore('artifact_search_index' satisfies keyof CoreDatabase, changed);
    }
    count(rows.length);
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.['id'] as number;
  }
}
