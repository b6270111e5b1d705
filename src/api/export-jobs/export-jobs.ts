import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { App } from '../../app.ts';
import { type ExportOrder, type ExportPlan, readsBackup } from '../../contract/export.ts';
import { msg } from '../../locales/messages.ts';
import type { Accessor } from '../../model/access.ts';
import { DomainError, isDomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { isDeadOwner, processOwner } from '../../model/process-owner.ts';
import { plaintextPath } from '../../settings.ts';
import { type BackupStatus, dataFolder, Interruptions } from '../../storage/index.ts';
import { NotePasswords } from '../note-passwords.ts';
import { JobFiles } from './job-files.ts';
import { JobStore, type StoredJob } from './job-store.ts';
import { makeExport } from './make-export.ts';
import { recordedPlan, SecretOrders } from './secret-orders.ts';

/** Jobs that are made at once. */
const MAX_RUNNING = 2;
/** Jobs that are kept; more are refused. */
const MAX_JOBS = 50;
/** Time between looks at jobs that wait or expire. */
const TICK_MS = 2000;
/** A process that has not touched its jobs for so long has ended. */
const ABANDONED_MS = 60_000;
/** How long a file is kept after its first complete download, for another try. */
const KEPT_AFTER_DOWNLOAD_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;
const GB = 1e9;

/** States in which a job is not over. */
const ACTIVE: ReadonlySet<StoredJob['state']> = new Set(['queued', 'running', 'locked']);

interface Run {
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/**
 * Exports that are made in the background and downloaded when they are ready. Jobs survive a restart of the server;
 * their files do not, so that nothing decrypted outlives it: they are made again, from the same plan.
 */
export class ExportJobs {
  readonly #app: App;
  readonly #log: FastifyBaseLogger;
  readonly #store: JobStore;
  readonly #files: JobFiles;
  readonly #owner = processOwner();
  readonly #jobs = new Map<string, StoredJob>();
  /** Jobs that were removed, so that a list that was read before does not bring them back. */
  readonly #removed = new Set<string>();
  readonly #runs = new Map<string, Run>();
  readonly #orders = new SecretOrders();
  readonly #interruptions = new Map<string, Interruptions>();
  /** Jobs whose backup was indexed when they were made. */
  readonly #ofIndex = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #stopWatching: () => void = () => undefined;
  #isClosed = false;
  #ticking: Promise<void> | null = null;

  constructor(app: App, log: FastifyBaseLogger) {
    this.#app = app;
    this.#log = log;
    this.#store = new JobStore(dataFolder(app.settings.postgres.dsn));
    this.#files = new JobFiles(plaintextPath(app.settings));
  }

  /** Goes on with the jobs of processes that have ended. */
  start(): void {
    this.#stopWatching = this.#app.sessions.watchLocks((backup) => {
      this.#onLock(backup).catch((error: unknown) =>
        this.#log.error({ err: error }, 'exports of a locked backup could not be removed'),
      );
    });
    this.#timer = setInterval(() => this.wake(), TICK_MS).unref();
    this.wake();
  }

  /** Stops what is being made, which the next start makes again, and removes all files. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopWatching();
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const { stop } of this.#runs.values()) stop.abort();
    await Promise.all([...this.#runs.values()].map(({ done }) => done));
    await this.#ticking;
    await this.#files.dispose();
  }

  /** Looks after the jobs now, for example because a backup was unlocked. */
  wake(): void {
    if (this.#isClosed) return;
    this.#ticking ??= this.#tick()
      .catch((error: unknown) => this.#log.error({ err: error }, 'export jobs could not be looked after'))
      .finally(() => {
        this.#ticking = null;
      });
  }

  /**
   * Queues an export.
   * @throws CONFLICT if nothing decrypted may be written, TOO_MANY_REQUESTS, BACKUP_NOT_FOUND
   */
  async create(
    { browserKey }: Accessor,
    backup: BackupId,
    wanted: ExportPlan,
    { redaction, notePasswords }: Pick<ExportOrder, 'redaction' | 'notePasswords'> = {},
  ): Promise<StoredJob> {
    this.#files.requireFolder();
    await this.#app.store.backups.get(backup);
    if (this.#jobs.size >= MAX_JOBS) {
      throw new DomainError('TOO_MANY_REQUESTS', msg('detail.too-many-export-jobs', { limit: MAX_JOBS }), {
        details: { retryAfterSeconds: 60 },
      });
    }
    if (wanted.redacted !== undefined) throw new DomainError('BAD_REQUEST', msg('detail.redaction-plan'));
    const id = randomUUID();
    // A job that is made again has the same bytes.
    const opened = notePasswords === undefined ? {} : { openNotes: true as const };
    const plan = { ...wanted, exportedAt: wanted.exportedAt ?? Date.now(), ...opened };
    if (redaction !== undefined || notePasswords !== undefined) {
      const notes = notePasswords === undefined ? undefined : new NotePasswords(notePasswords);
      this.#orders.keep(id, { plan, redaction, notes });
    }
    const job: StoredJob = {
      id,
      backup,
      plan: redaction === undefined ? plan : recordedPlan(plan, redaction),
      browser: browserKey,
      createdAt: Date.now(),
      contentType: null,
      name: null,
      downloadedAt: null,
      ...this.#beginning(),
    };
    await this.#keep(job);
    this.#next();
    return job;
  }

  /** The newest first. */
  list(): StoredJob[] {
    return [...this.#jobs.values()].toReversed();
  }

  /** @throws NOT_FOUND */
  get(id: string): StoredJob {
    const job = this.#jobs.get(id);
    if (job === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-export-job'));
    return job;
  }

  /** Cancels a job that is active; removes one that is over. @throws NOT_FOUND */
  async cancel(id: string): Promise<void> {
    const job = this.get(id);
    if (!ACTIVE.has(job.state)) return this.#remove(id);
    const ended = this.#end(job, { state: 'cancelled', code: null, reason: null });
    this.#runs.get(id)?.stop.abort();
    await ended;
  }

  /** Makes a job again that failed, was cancelled or has no file any more. @throws NOT_FOUND, CONFLICT (it is active) */
  async restart(id: string): Promise<StoredJob> {
    // A job that has ended may still be cleaning up.
    if (!ACTIVE.has(this.get(id).state)) await this.#runs.get(id)?.done;
    const job = this.get(id);
    if (ACTIVE.has(job.state)) throw new DomainError('CONFLICT', msg('detail.export-job-active'));
    const forgotten = this.#orders.forgottenOf(job);
    if (forgotten !== null) throw new DomainError('CONFLICT', forgotten);
    await this.#files.remove(id);
    await this.#keep({ ...job, ...this.#beginning() });
    this.#next();
    return this.get(id);
  }

  /** The file of a finished job. @throws NOT_FOUND, CONFLICT (it is not ready) */
  async file(id: string): Promise<{ readonly job: StoredJob; readonly path: string; readonly size: number }> {
    const job = this.get(id);
    const size = job.state === 'ready' ? await this.#files.size(id) : null;
    if (size === null) throw new DomainError('CONFLICT', msg('detail.export-not-ready'));
    return { job, path: await this.#files.path(id), size };
  }

  /** Keeps the file of a job that was downloaded for a short time only. */
  async downloaded(id: string): Promise<void> {
    const job = this.#jobs.get(id);
    if (job === undefined || job.downloadedAt !== null) return;
    const now = Date.now();
    await this.#keep({
      ...job,
      downloadedAt: now,
      expiresAt: Math.min(job.expiresAt ?? now, now + KEPT_AFTER_DOWNLOAD_MS),
    });
  }

  /** Removes the jobs of a backup that was removed, or whose index was. */
  async forgetBackup(backup: BackupId): Promise<void> {
    await this.#removeAll((job) => job.backup === backup);
  }

  /** Removes the jobs of browsers that are not logged in any more. */
  async forgetBrowsers(isLoggedIn: (key: string) => boolean): Promise<void> {
    await this.#removeAll(({ browser }) => browser !== null && !isLoggedIn(browser));
  }

  async #removeAll(isGone: (job: StoredJob) => boolean): Promise<void> {
    for (const job of this.list()) if (isGone(job)) await this.#remove(job.id);
  }

  async #remove(id: string): Promise<void> {
    this.#jobs.delete(id);
    this.#orders.remove(id);
    this.#interruptions.delete(id);
    this.#ofIndex.delete(id);
    this.#removed.add(id);
    const run = this.#runs.get(id);
    run?.stop.abort();
    await run?.done;
    await this.#store.remove(id);
    await this.#files.remove(id);
  }

  #beginning() {
    return {
      state: 'queued',
      owner: this.#owner,
      phase: null,
      records: 0,
      total: null,
      files: 0,
      bytes: 0,
      finishedAt: null,
      expiresAt: null,
      code: null,
      reason: null,
    } as const;
  }

  async #keep(job: StoredJob): Promise<void> {
    // Saving what was removed meanwhile would bring it back at the next start.
    if (this.#removed.has(job.id)) return;
    this.#jobs.set(job.id, job);
    await this.#store.save(job);
    if (this.#removed.has(job.id)) await this.#store.remove(job.id);
  }

  async #end(job: StoredJob, end: Pick<StoredJob, 'state' | 'code' | 'reason'>): Promise<void> {
    if (!this.#jobs.has(job.id)) return;
    this.#interruptions.delete(job.id);
    const now = Date.now();
    const expiresAt = now + this.#app.settings.exports.keep_hours * HOUR_MS;
    await this.#keep({ ...job, ...end, finishedAt: now, expiresAt });
  }

  async #tick(): Promise<void> {
    await this.#adopt();
    const now = Date.now();
    for (const job of this.list()) {
      if (job.expiresAt !== null && job.expiresAt < now) await this.#remove(job.id);
      else if (ACTIVE.has(job.state)) await this.#store.touch(job.id);
      if (job.state !== 'locked' || !this.#app.sessions.isUnlocked(job.backup)) continue;
      await this.#keep({ ...job, ...this.#beginning() });
    }
    await this.#removeOfRemoved();
    this.#next();
  }

  /**
   * Removes the jobs of backups that another process removed, and those that read its index if it removed that: one that
   * is still made reads on in what it began with, and keeps the removed texts in the log of the database.
   */
  async #removeOfRemoved(): Promise<void> {
    for (const backup of new Set(this.list().map((job) => job.backup))) {
      const status = await this.#statusOf(backup);
      if (status === 'removed') await this.forgetBackup(backup);
      if (status === 'DISCOVERED') {
        await this.#removeAll(
          (job) =>
            job.backup === backup && (job.state === 'ready' || job.state === 'running') && this.#ofIndex.has(job.id),
        );
      }
    }
  }

  /** `unknown` while the database cannot be reached: a later tick asks again. */
  async #statusOf(backup: BackupId): Promise<BackupStatus | 'removed' | 'unknown'> {
    try {
      return (await this.#app.store.backups.get(backup)).status;
    } catch (error) {
      return isDomainError(error, 'BACKUP_NOT_FOUND') ? 'removed' : 'unknown';
    }
  }

  /** Takes over the jobs of processes that have ended; their files ended with them. */
  async #adopt(): Promise<void> {
    for (const { job, touchedAt } of await this.#store.list((id) => this.#jobs.has(id) || this.#removed.has(id))) {
      // Created or removed while the list was read.
      if (this.#jobs.has(job.id) || this.#removed.has(job.id) || this.#isClosed) continue;
      if (job.owner !== this.#owner && !isDeadOwner(job.owner) && touchedAt > Date.now() - ABANDONED_MS) continue;
      // A restart ends the sessions of browsers, so these jobs no longer belong to one.
      const orphan = { ...job, owner: this.#owner, browser: null };
      const forgotten = this.#orders.forgottenOf(job);
      if (forgotten !== null && (ACTIVE.has(job.state) || job.state === 'ready')) {
        this.#jobs.set(job.id, orphan);
        await this.#end(orphan, { state: 'failed', code: 'CONFLICT', reason: forgotten });
      } else if (ACTIVE.has(job.state) || (job.state === 'ready' && job.downloadedAt === null)) {
        await this.#keep({ ...orphan, ...this.#beginning() });
      } else if (job.state === 'ready') await this.#store.remove(job.id);
      else await this.#keep(orphan);
    }
  }

  /** Starts what waits, as far as there is room. */
  #next(): void {
    if (this.#isClosed) return;
    for (const job of this.#jobs.values()) {
      if (this.#runs.size >= MAX_RUNNING) return;
      if (job.state !== 'queued' || this.#runs.has(job.id)) continue;
      if (this.#interruptions.get(job.id)?.isWaiting(Date.now()) === true) continue;
      const stop = new AbortController();
      const done = this.#run(job, stop.signal).finally(() => {
        this.#runs.delete(job.id);
        this.#next();
      });
      this.#runs.set(job.id, { stop, done });
    }
  }

  async #run(job: StoredJob, signal: AbortSignal): Promise<void> {
    try {
      await this.#make(job, signal);
      const made = this.#jobs.get(job.id);
      if (made?.state === 'running') {
        await this.#end(made, { state: 'ready', code: null, reason: null });
        this.#orders.forgetPasswords(job.id);
      } else await this.#files.remove(job.id);
    } catch (error) {
      await this.#failed(job.id, error).catch((again: unknown) =>
        this.#log.error({ err: again }, 'an export job could not be saved'),
      );
    }
  }

  async #failed(id: string, error: unknown): Promise<void> {
    const job = this.#jobs.get(id);
    // Cancelled, locked or removed meanwhile, or the server closes: then it stays as it is for the next start.
    if (job === undefined || job.state === 'cancelled' || job.state === 'locked' || this.#isClosed) return;
    if (isDomainError(error, 'BACKUP_LOCKED', 'SESSION_EXPIRED')) {
      await this.#lock(job);
      return;
    }
    if (this.#interruptionsOf(id).interrupt(error, Date.now())) {
      await this.#keep({ ...job, ...this.#beginning() });
      return;
    }
    const known = isDomainError(error) ? error : new DomainError('INTERNAL');
    if (!isDomainError(error) || error.code === 'INTERNAL') this.#log.error({ err: error }, 'an export job failed');
    await this.#end(job, { state: 'failed', code: known.code, reason: known.detail });
  }

  /** Waits for the backup to be unlocked. */
  #lock(job: StoredJob): Promise<void> {
    const reason = msg('detail.export-waits-for-unlock');
    return this.#keep({ ...job, ...this.#beginning(), state: 'locked', code: 'BACKUP_LOCKED', reason });
  }

  async #make(job: StoredJob, signal: AbortSignal): Promise<void> {
    const { id, backup } = job;
    // Before the first wait: a job that is removed meanwhile has no secrets any more.
    const order = this.#orders.of(id);
    const { path, status } = await this.#app.store.backups.get(backup);
    this.#interruptionsOf(id).answered();
    if (status !== 'DISCOVERED') this.#ofIndex.add(id);
    if (signal.aborted) throw new DomainError('CANCELLED');
    await this.#keep({ ...job, state: 'running' });
    await makeExport(this.#app, this.#files, {
      job,
      backupPath: path,
      order,
      signal,
      roomInBytes: () => Math.max(0, this.#app.settings.exports.max_gb * GB - this.#bytesOfOthers(id)),
      onProgress: (progress) => this.#update(id, progress),
    });
  }

  #interruptionsOf(id: string): Interruptions {
    const known = this.#interruptions.get(id) ?? new Interruptions(this.#app.settings.postgres.wait_seconds * 1000);
    this.#interruptions.set(id, known);
    return known;
  }

  /** Progress, which is not saved. */
  #update(id: string, progress: Partial<StoredJob>): void {
    const job = this.#jobs.get(id);
    if (job?.state === 'running') this.#jobs.set(id, { ...job, ...progress });
  }

  #bytesOfOthers(id: string): number {
    return this.list().reduce((sum, job) => (job.id === id || job.state !== 'ready' ? sum : sum + job.bytes), 0);
  }

  /** Removes what was decrypted; it is made again when the backup is unlocked. */
  async #onLock(backup: BackupId): Promise<void> {
    // If the database cannot be reached, the backup may be encrypted: its exports can be made again.
    const { encrypted } = await this.#app.store.backups.get(backup).catch(() => ({ encrypted: true }));
    if (!encrypted) return;
    for (const job of this.list()) {
      if (job.backup !== backup || !['ready', 'running'].includes(job.state) || !readsBackup(job.plan)) continue;
      await this.#files.remove(job.id);
      if (job.downloadedAt !== null) {
        await this.#remove(job.id);
        continue;
      }
      const locked = this.#lock(job);
      this.#runs.get(job.id)?.stop.abort();
      await locked;
    }
  }
}
