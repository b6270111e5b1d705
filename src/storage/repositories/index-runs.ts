import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { msg, type StoredMessage } from '../../locales/messages.ts';
import type { ArtifactChoice } from '../../model/artifact-choice.ts';
import type { JsonValue } from '../../model/columns.ts';
import { DomainError, type ErrorCode } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import type { LedgerEntry } from '../../model/outcome.ts';
import type { CoreDatabase, IndexRunsTable } from '../database.ts';
import type { SearchRows } from '../engine.ts';
import { closeArtifactRun, openArtifactRun } from './artifact-runs.ts';
import { backupRowId } from './backup-id.ts';
import { remembered } from './index-growth.ts';
import { countUnreadable, endRun, flipArtifactRuns, type RunEnd } from './run-endings.ts';
import type {
  ArtifactResult,
  BackupScope,
  CurrentArtifactRun,
  EarlyArtifact,
  IndexRun,
  WriteTarget,
} from './run-types.ts';

/** Lifetime of a lease without a heartbeat, in milliseconds. */
export const LEASE_MS = 60_000;

type RunRow = Selectable<IndexRunsTable>;

/** True if the holder of a lease has ended, as far as this process can know. */
export type OwnerCheck = (owner: string) => boolean;

/** Options of a lease. */
export interface LeaseOptions {
  readonly owner: string;
  readonly leaseMs?: number;
  readonly isDead?: OwnerCheck;
  /** What this run and later ones read; what was chosen before if absent. */
  readonly choice?: ArtifactChoice | null;
}

/** Index runs, their leases, and the switch from old rows to new ones. */
export class IndexRuns {
  readonly #read: Kysely<CoreDatabase>;
  readonly #write: Kysely<CoreDatabase>;
  readonly #searchRows: SearchRows | null;
  /** The current artifact run by the `run_id` of its rows. */
  readonly #revisions = new Map<number, number>();

  constructor(read: Kysely<CoreDatabase>, write: Kysely<CoreDatabase>, searchRows: SearchRows | null) {
    this.#read = read;
    this.#write = write;
    this.#searchRows = searchRows;
  }

  /**
   * Acquires the lease: one running index per backup across all processes on this database. A run whose lease has expired
   * or whose owner has ended is first marked as interrupted.
   * @throws BACKUP_NOT_FOUND, CONFLICT (another run is in progress)
   */
  async acquire(backup: BackupId, options: LeaseOptions): Promise<IndexRun> {
    return this.#write.transaction().execute(async (trx) => {
      const now = Date.now();
      const backupId = await backupRowId(trx, backup);
      const running = await trx
        .selectFrom('index_runs')
        .selectAll()
        .where('backupId', '=', backupId)
        .where('state', '=', 'running')
        .executeTakeFirst();
      if (running !== undefined) {
        const isHeld = running.leaseExpiresAt > now && options.isDead?.(running.owner) !== true;
        if (isHeld) throw new DomainError('CONFLICT', msg('detail.already-being-indexed'));
        await endRun(trx, running, INTERRUPTED, now);
      }
      const { fingerprint } = await trx
        .selectFrom('backups')
        .select('fingerprint')
        .where('id', '=', backupId)
        .executeTakeFirstOrThrow();
      const row = {
        publicId: randomUUID(),
        backupId,
        state: 'running' as const,
        owner: options.owner,
        heartbeatAt: now,
        leaseExpiresAt: now + (options.leaseMs ?? LEASE_MS),
        startedAt: now,
        finishedAt: null,
        errorCode: null,
        reason: null,
        progress: null,
        discarded: false,
        fingerprint,
      };
      const { id } = await trx.insertInto('index_runs').values(row).returning('id').executeTakeFirstOrThrow();
      const { choice } = options;
      await trx
        .updateTable('backups')
        .set({ status: 'INDEXING', updatedAt: now, ...(choice === undefined ? {} : { choice }) })
        .where('id', '=', backupId)
        .execute();
      return indexRun({ ...row, id }, backup);
    });
  }

  /** Extends the lease. @throws CONFLICT if it was lost, NOT_FOUND */
  async heartbeat(run: string, options: { progress?: JsonValue; leaseMs?: number } = {}): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      const { id } = await runningRow(trx, run);
      const now = Date.now();
      await trx
        .updateTable('index_runs')
        .set({ heartbeatAt: now, leaseExpiresAt: now + (options.leaseMs ?? LEASE_MS) })
        .$if(options.progress !== undefined, (query) => query.set({ progress: options.progress ?? null }))
        .where('id', '=', id)
        .execute();
    });
  }

  /** Starts an artifact run; its rows stay invisible until {@link finish}. @throws CONFLICT, NOT_FOUND */
  async startArtifactRun(run: string, artifact: { id: string; version: number }): Promise<WriteTarget> {
    return this.#write.transaction().execute(async (trx) => {
      const { id: indexRunId, backupId } = await runningRow(trx, run);
      const { publicId } = await trx
        .selectFrom('backups')
        .select('publicId')
        .where('id', '=', backupId)
        .executeTakeFirstOrThrow();
      const runId = await openArtifactRun(trx, { id: indexRunId, backupId }, artifact);
      return { backup: publicId, artifact: artifact.id, backupId, runId };
    });
  }

  /** Writes the ledger line and the sources. @throws CONFLICT if the index run or artifact run has ended */
  async finishArtifactRun(target: WriteTarget, result: ArtifactResult): Promise<void> {
    await this.#write.transaction().execute((trx) => closeArtifactRun(trx, target, result));
  }

  /**
   * Ends the run, in one transaction: every finished artifact run becomes current and the backup INDEXED. An artifact that
   * `failed` or is `locked` keeps its earlier rows, if any. The run is `partial` if an artifact cannot be read. If
   * `found`, the fingerprint of the backup after reading, is another than before, the index is stale.
   * @throws CONFLICT, NOT_FOUND
   */
  async finish(run: string, found?: string): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      const row = await runningRow(trx, run);
      const now = Date.now();
      const kept = await flipArtifactRuns(trx, row, this.#searchRows);
      await endRun(trx, row, endOf(await countUnreadable(trx, row.backupId)), now);
      const { fingerprint } = await trx
        .selectFrom('backups')
        .select('fingerprint')
        .where('id', '=', row.backupId)
        .executeTakeFirstOrThrow();
      const staleReason =
        fingerprint !== row.fingerprint || (found ?? fingerprint) !== row.fingerprint
          ? msg('stale.rewritten-meanwhile')
          : kept > 0
            ? msg('stale.kept')
            : null;
      await trx
        .updateTable('backups')
        .set({ lastIndexedAt: now, stale: staleReason !== null, staleReason })
        .where('id', '=', row.backupId)
        .execute();
    });
  }

  /**
   * Ends the run unsuccessfully; the earlier index stays intact. Does nothing if the run has ended.
   * @throws NOT_FOUND
   */
  async fail(
    run: string,
    failure: { state: 'failed' | 'cancelled' | 'interrupted' | 'locked'; code: ErrorCode; reason: StoredMessage },
  ): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      const row = await runRow(trx, run);
      if (row.state === 'running') await endRun(trx, row, failure, Date.now());
    });
  }

  /** Marks all runs with an expired lease or an owner that has ended as interrupted and returns their number. */
  async expireLeases(isDead: OwnerCheck = () => false): Promise<number> {
    return this.#write.transaction().execute(async (trx) => {
      const now = Date.now();
      const running = await trx.selectFrom('index_runs').selectAll().where('state', '=', 'running').execute();
      const expired = running.filter(({ leaseExpiresAt, owner }) => leaseExpiresAt <= now || isDead(owner));
      for (const row of expired) await endRun(trx, row, INTERRUPTED, now);
      return expired.length;
    });
  }

  /** @throws NOT_FOUND */
  async get(run: string): Promise<IndexRun> {
    const row = await runRow(this.#read, run);
    const backup = await this.#read
      .selectFrom('backups')
      .select('publicId')
      .where('id', '=', row.backupId)
      .executeTakeFirstOrThrow();
    return indexRun(row, backup.publicId);
  }

  /** Newest first. @throws BACKUP_NOT_FOUND */
  async list(backup: BackupId, limit = 20): Promise<IndexRun[]> {
    const backupId = await backupRowId(this.#read, backup);
    const rows = await this.#read
      .selectFrom('index_runs')
      .selectAll()
      .where('backupId', '=', backupId)
      .where('discarded', '=', false)
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => indexRun(row, backup));
  }

  /** The newest runs of all backups in any state, newest first; running ones are always included. */
  async recent(limit: number): Promise<IndexRun[]> {
    const rows = await this.#read
      .selectFrom('index_runs as r')
      .innerJoin('backups as b', 'b.id', 'r.backupId')
      .selectAll('r')
      .select('b.publicId as backup')
      .where('r.discarded', '=', false)
      .where('b.deletedAt', 'is', null)
      .orderBy((eb) => eb('r.state', '!=', 'running'))
      .orderBy('r.id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ backup, ...row }) => indexRun(row, backup));
  }

  /** What is visible of backups whose first run has not ended, in the order in which it was read. */
  async shownEarly(): Promise<ReadonlyMap<BackupId, readonly EarlyArtifact[]>> {
    const rows = await this.#read
      .selectFrom('artifact_runs as r')
      .innerJoin('index_runs as i', 'i.id', 'r.indexRunId')
      .innerJoin('backups as b', 'b.id', 'r.backupId')
      .select(['b.publicId', 'r.artifact', 'r.preview'])
      .where('r.isCurrent', '=', true)
      .where('i.state', '=', 'running')
      .where('b.lastIndexedAt', 'is', null)
      .orderBy('r.id')
      .execute();
    const shown = Map.groupBy(rows, ({ publicId }) => publicId);
    return new Map(
      [...shown].map(([backup, artifacts]) => [
        backup,
        artifacts.map(({ artifact, preview }) => ({
          artifact,
          isWhole: preview === null,
          backTo: preview?.backTo ?? null,
        })),
      ]),
    );
  }

  /** @throws BACKUP_NOT_FOUND */
  async currentArtifactRuns(backup: BackupId): Promise<CurrentArtifactRun[]> {
    const backupId = await backupRowId(this.#read, backup);
    return this.#current(backupId);
  }

  /**
   * Another number whenever rows with this `run_id` have changed, as of the last {@link scope} or
   * {@link currentArtifactRuns}.
   */
  revisionOf(runId: number): number {
    return this.#revisions.get(runId) ?? runId;
  }

  /** Artifacts that remember something for their next reading. @throws BACKUP_NOT_FOUND */
  async remembered(backup: BackupId): Promise<{ readonly artifact: string; readonly version: number }[]> {
    return remembered(this.#read, await backupRowId(this.#read, backup));
  }

  /** @throws BACKUP_NOT_FOUND */
  async scope(backup: BackupId): Promise<BackupScope> {
    const backupId = await backupRowId(this.#read, backup);
    const current = await this.#current(backupId);
    return { backup, backupId, runs: new Map(current.map(({ artifact, runId }) => [artifact, runId])) };
  }

  async #current(backupId: number): Promise<CurrentArtifactRun[]> {
    const rows = await this.#read
      .selectFrom('artifact_runs')
      .select(['id', 'artifact', 'version', 'signature', 'outcome', 'createdAt', 'preview', 'rowsRunId'])
      .where('backupId', '=', backupId)
      .where('isCurrent', '=', true)
      .orderBy('artifact')
      .execute();
    return rows.map(({ id, outcome, rowsRunId, ...rest }) => {
      const runId = rowsRunId ?? id;
      this.#revisions.set(runId, id);
      return { ...rest, runId, outcome: outcome as LedgerEntry['outcome'] };
    });
  }
}

function endOf(unreadable: number): RunEnd {
  if (unreadable === 0) return { state: 'succeeded', code: null, reason: null };
  return { state: 'partial', code: 'PARTLY_READ', reason: msg('run.partial', { count: unreadable }) };
}

const INTERRUPTED = {
  state: 'interrupted',
  code: 'INTERNAL',
  reason: msg('run.process-ended'),
} as const;

/** @throws NOT_FOUND */
async function runRow(db: Kysely<CoreDatabase>, run: string): Promise<RunRow> {
  const row = await db.selectFrom('index_runs').selectAll().where('publicId', '=', run).executeTakeFirst();
  if (row === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-run'));
  return row;
}

/** @throws NOT_FOUND, CONFLICT */
async function runningRow(db: Kysely<CoreDatabase>, run: string): Promise<RunRow> {
  const row = await runRow(db, run);
  if (row.state !== 'running') throw new DomainError('CONFLICT', msg('detail.run-ended-as', { state: row.state }));
  return row;
}

function indexRun(row: RunRow, backup: BackupId): IndexRun {
  const { publicId, state, owner, heartbeatAt, leaseExpiresAt, startedAt, finishedAt, errorCode, reason, progress } =
    row;
  return {
    id: publicId,
    backup,
    state,
    owner,
    heartbeatAt,
    leaseExpiresAt,
    startedAt,
    finishedAt,
    errorCode,
    reason,
    progress,
  };
}
