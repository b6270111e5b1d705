import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { tableOfRows } from '../artifact-tables.ts';
import type { CoreDatabase } from '../database.ts';
import type { Engine, SearchRows } from '../engine.ts';
import { columnList, identifier } from '../schema-sql.ts';
import { forgetBackup } from './access-log.ts';
import { backupRowId } from './backup-id.ts';
import { NO_IDENTIFIERS } from './backup-identity.ts';
import { dropHiddenAnswers } from './kept-answers.ts';

/** Options of a purge. */
export interface PurgeOptions {
  readonly signal?: AbortSignal;
  /** Pause between batches in milliseconds; 5 by default. */
  readonly pauseMs?: number;
}

/** What `purge` removed. */
export interface PurgeReport {
  /** Number of artifact runs whose rows were deleted. */
  readonly runs: number;
  readonly rows: number;
  readonly backups: number;
}

/** Rows deleted per transaction, about ten milliseconds, so that other writers get a turn. */
const BATCH = 2000;
const PAUSE_MS = 5;

/** Runs per statement. */
const RUNS = 1000;

/** An artifact run, as rows name it. */
interface RunId {
  readonly id: number;
  readonly backupId: number;
}

/** A run whose rows are not visible and can be deleted. */
interface UnseenRun extends RunId {
  /** Number of its search rows, which can be stored under the id of an earlier run. */
  readonly searchRows: number;
  /** Nothing of it may remain. */
  readonly discarded: boolean;
}

/** A table with rows of artifact runs. */
interface PurgedTable {
  readonly table: string;
  /** Its (quoted) key columns. */
  readonly key: string;
  /** False for values of repeated columns, which are no rows of their own to people. */
  readonly isCounted: boolean;
}

/** Hides indexes and backups immediately, and deletes their rows afterwards. */
export class IndexDeletion {
  readonly #write: Kysely<CoreDatabase>;
  readonly #engine: Engine;

  constructor(write: Kysely<CoreDatabase>, engine: Engine) {
    this.#write = write;
    this.#engine = engine;
  }

  /** Hides the index of a backup, discards its runs and clears what identifies its owner. @throws BACKUP_NOT_FOUND, CONFLICT (a run is in progress) */
  async deleteIndex(backup: BackupId): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      const id = await idleBackup(trx, backup);
      await discardRuns(trx, id);
      await trx
        .updateTable('backups')
        .set({
          status: 'DISCOVERED',
          stale: false,
          staleReason: null,
          lastRunOutcome: null,
          lastRunReason: null,
          lastRunCode: null,
          lastIndexedAt: null,
          ...NO_IDENTIFIERS,
          updatedAt: Date.now(),
        })
        .where('id', '=', id)
        .execute();
    });
  }

  /**
   * Hides a backup and its index. The next scan adds it again if its folder still exists.
   * @throws BACKUP_NOT_FOUND, CONFLICT
   */
  async deleteBackup(backup: BackupId): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      const id = await idleBackup(trx, backup);
      // Its public id may be needed again before its rows are deleted. The backup is updated before its runs, in the
      // order in which a bulk writer locks them that has not noticed the end of its run.
      await trx
        .updateTable('backups')
        .set({ deletedAt: Date.now(), publicId: `deleted-${id}` })
        .where('id', '=', id)
        .execute();
      await discardRuns(trx, id);
    });
  }

  /** See `Store.purge`. @throws CANCELLED */
  async purge(options: PurgeOptions = {}): Promise<PurgeReport> {
    const { signal, pauseMs = PAUSE_MS } = options;
    const runs = await this.#unseenRuns();
    const tables = await this.#tables();
    let rows = 0;
    // A grown backup leaves a run of each artifact behind, most of them without rows: asking each table about all runs
    // takes a hundredth of the statements.
    for (const { table, key, isCounted } of tables) {
      if (table === 'artifact_search_index' && this.#engine.searchRows !== null) {
        rows += await this.#deleteSearchRows(runs, this.#engine.searchRows, options);
        continue;
      }
      for (const run of await this.#runsWithRows(table, runs)) {
        for (;;) {
          if (signal?.aborted) throw new DomainError('CANCELLED');
          const { numAffectedRows } = await this.#engine.deleteSome(table, key, run, BATCH).execute(this.#write);
          const deleted = Number(numAffectedRows ?? 0);
          if (isCounted) rows += deleted;
          if (deleted > 0) await sleep(pauseMs);
          if (deleted < BATCH) break;
        }
      }
    }
    const discarded = await this.#discarded();
    if (discarded.length > 0) await this.#engine.scrubThoroughly(discarded);
    const backups = await this.#forget(runs.map(({ id }) => id));
    const scrubbing = { rowsDeleted: rows > 0, pauseMs };
    await this.#engine.scrub(signal === undefined ? scrubbing : { ...scrubbing, signal });
    return { runs: runs.length, rows, backups };
  }

  /** Deletes the search rows of runs where only reading all rows finds them. @throws CANCELLED */
  async #deleteSearchRows(
    runs: readonly UnseenRun[],
    search: SearchRows,
    { signal, pauseMs = PAUSE_MS }: PurgeOptions,
  ): Promise<number> {
    // Reading all rows takes a while, and a run whose rows are kept by a later one has none. Of what somebody removed,
    // no count is trusted.
    if (runs.every(({ searchRows, discarded }) => searchRows === 0 && !discarded)) return 0;
    const { rows } = await search.idsOf(runs.map(({ id }) => id)).execute(this.#write);
    for (let at = 0; at < rows.length; at += BATCH) {
      if (signal?.aborted) throw new DomainError('CANCELLED');
      const ids = rows.slice(at, at + BATCH).map(({ id }) => id);
      await search.delete(ids).execute(this.#write);
      await sleep(pauseMs);
    }
    return rows.length;
  }

  /**
   * The backups that were deleted, or whose index was: of those nothing may remain. Superseded rows only need to become
   * unreachable.
   */
  async #discarded(): Promise<number[]> {
    const runs = this.#write.selectFrom('index_runs').select('backupId as id').where('discarded', '=', true);
    const backups = this.#write.selectFrom('backups').select('id').where('deletedAt', 'is not', null);
    return (await runs.union(backups).execute()).map(({ id }) => id);
  }

  /** Runs whose rows are invisible and not being written. */
  async #unseenRuns(): Promise<UnseenRun[]> {
    return (
      this.#write
        .selectFrom('artifact_runs as r')
        .innerJoin('index_runs as i', 'i.id', 'r.indexRunId')
        .select(['r.id', 'r.backupId', 'r.searchRows', 'i.discarded'])
        .where('r.isCurrent', '=', false)
        .where('r.purgedAt', 'is', null)
        // A later run can have kept its rows.
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('artifact_runs as later')
                .select('later.id')
                .whereRef('later.rowsRunId', '=', 'r.id')
                .where('later.isCurrent', '=', true),
            ),
          ),
        )
        .where('i.state', '!=', 'running')
        .orderBy('r.id')
        .execute()
    );
  }

  /** Those of these runs that have rows in a table. */
  async #runsWithRows(table: string, runs: readonly RunId[]): Promise<RunId[]> {
    const found: RunId[] = [];
    for (let at = 0; at < runs.length; at += RUNS) {
      const ids = runs.slice(at, at + RUNS).map(({ id }) => id);
      const { rows } = await sql<RunId>`
        select r.id, r.backup_id from artifact_runs r where r.id in (${sql.raw(ids.join())})
        and exists (select 1 from ${sql.table(table)} t where t.backup_id = r.backup_id and t.run_id = r.id)
        order by r.id`.execute(this.#write);
      found.push(...rows);
    }
    return found;
  }

  /** The tables with rows of artifacts, current or from an earlier version, with their key columns. */
  async #tables(): Promise<PurgedTable[]> {
    const rows = await this.#write.selectFrom('artifact_tables').selectAll().execute();
    const artifacts = rows.map(({ name, definition }) => {
      const key = columnList(['backupId', 'runId', ...definition.primaryKey]);
      return { table: tableOfRows(name, definition), key, isCounted: true };
    });
    const others = [
      { table: 'artifact_search_index', isCounted: true },
      // Values after the rows that refer to them.
      { table: 'repeated_texts', isCounted: false },
      { table: 'repeated_json', isCounted: false },
    ] satisfies { table: keyof CoreDatabase; isCounted: boolean }[];
    return [...artifacts, ...others.map((other) => ({ ...other, key: identifier('id') }))];
  }

  /**
   * Records that the rows are deleted, and removes discarded runs and deleted backups. Returns the number of backups.
   */
  async #forget(runs: readonly number[]): Promise<number> {
    return this.#write.transaction().execute(async (trx) => {
      for (const id of runs) {
        await trx.deleteFrom('source_files').where('artifactRunId', '=', id).execute();
        await trx.deleteFrom('artifact_states').where('artifactRunId', '=', id).execute();
        await trx
          .updateTable('artifact_runs')
          .set({ purgedAt: Date.now(), searchRows: 0 })
          .where('id', '=', id)
          .execute();
      }
      const discarded = trx.selectFrom('index_runs').select('id').where('discarded', '=', true);
      await trx
        .deleteFrom('artifact_runs')
        .where('purgedAt', 'is not', null)
        .where('indexRunId', 'in', discarded)
        .execute();
      const inUse = trx.selectFrom('artifact_runs').select('indexRunId');
      await trx.deleteFrom('index_runs').where('discarded', '=', true).where('id', 'not in', inUse).execute();
      const withRuns = trx.selectFrom('index_runs').select('backupId');
      const { numDeletedRows } = await trx
        .deleteFrom('backups')
        .where('deletedAt', 'is not', null)
        .where('id', 'not in', withRuns)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    });
  }
}

/** The row id of a backup that is not being indexed. @throws BACKUP_NOT_FOUND, CONFLICT */
async function idleBackup(db: Kysely<CoreDatabase>, backup: BackupId): Promise<number> {
  const id = await backupRowId(db, backup);
  const running = await db
    .selectFrom('index_runs')
    .select('id')
    .where('backupId', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  if (running !== undefined) throw new DomainError('CONFLICT', msg('detail.being-indexed'));
  return id;
}

/** Hides all rows of a backup and marks its runs as discarded. */
async function discardRuns(db: Kysely<CoreDatabase>, id: number): Promise<void> {
  await db.updateTable('artifact_runs').set({ isCurrent: false, purgedAt: null }).where('backupId', '=', id).execute();
  await dropHiddenAnswers(db, id);
  await db.updateTable('index_runs').set({ discarded: true }).where('backupId', '=', id).execute();
  await db.deleteFrom('backup_domains').where('backupId', '=', id).execute();
  await db.deleteFrom('unread_stores').where('backupId', '=', id).execute();
  await forgetBackup(db, id);
  await db
    .updateTable('backups')
    .set({ storeCount: null, unreadCount: null, duplicateCount: null })
    .where('id', '=', id)
    .execute();
}
