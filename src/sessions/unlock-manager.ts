import type { AppInfo, ClassKeys, Password } from '../backup/types.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import { AppsCache } from './apps-cache.ts';
import { BackupSlot, type SlotOptions } from './backup-slot.ts';
import { Semaphore } from './semaphore.ts';
import type { BackupHandle, BackupRef, Session, UnlockManager } from './types.ts';
import { UnlockBackOff } from './unlock-back-off.ts';

/**
 * Concurrent key derivations across backups. Each occupies one of the four libuv threads that file reads need as well.
 */
const MAX_DERIVATIONS = 2;

/** Options of an unlock manager. */
export interface UnlockManagerOptions {
  /** Time after the last use at which sessions end and unused keys are zeroed. */
  readonly ttlMs: number;
  /** Folder for private copies of large databases; null if nothing decrypted may be written. */
  readonly tempPath: string | null;
  /** UTC milliseconds; for tests. */
  readonly now?: () => number;
  /** Called when a backup was locked or its session ended, so that decrypted data can be dropped. */
  readonly onLock?: (backup: BackupId) => void;
}

/** Creates the single {@link UnlockManager} of a process. */
export function createUnlockManager({
  ttlMs,
  tempPath,
  now = Date.now,
  onLock = () => {},
}: UnlockManagerOptions): UnlockManager {
  return new SlotUnlockManager({
    ttlMs,
    tempPath,
    now,
    backOff: new UnlockBackOff(now),
    derivations: new Semaphore(MAX_DERIVATIONS),
    onLock,
  });
}

type ManagerOptions = Omit<SlotOptions, 'onClose'> & Required<Pick<UnlockManagerOptions, 'onLock'>>;

class SlotUnlockManager implements UnlockManager {
  readonly #options: ManagerOptions;
  readonly #apps: AppsCache;
  readonly #listeners = new Set<(backup: BackupId) => void>();
  readonly #slots = new Map<BackupId, BackupSlot>();
  #closed = false;

  constructor(options: ManagerOptions) {
    this.#options = options;
    this.#apps = new AppsCache(options.tempPath);
  }

  async unlock(backup: BackupRef, password: Password | null): Promise<Session> {
    return this.#slot(backup.id).unlock(backup, password);
  }

  accepts(backup: BackupId, secret: string, kind: 'token' | 'cookie' = 'token'): boolean {
    return this.#slots.get(backup)?.accepts(secret, kind) ?? false;
  }

  knows(backup: BackupId, secret: string, kind: 'token' | 'cookie' = 'token'): boolean {
    return this.#slots.get(backup)?.knows(secret, kind) ?? false;
  }

  assign(backup: BackupId, cookie: string, browser: string): void {
    this.#slots.get(backup)?.assign(cookie, browser);
  }

  endSessions(isGone: (browser: string) => boolean): void {
    for (const slot of this.#slots.values()) slot.endSessions(isGone);
  }

  isUnlocked(backup: BackupId): boolean {
    return this.#slots.get(backup)?.isOpen() ?? false;
  }

  apps(backup: BackupRef): Promise<readonly AppInfo[]> {
    return this.#apps.read(backup.path);
  }

  async handle(backup: BackupRef): Promise<BackupHandle> {
    return this.#slot(backup.id).handle(backup);
  }

  async keys(backup: BackupRef): Promise<ClassKeys | null> {
    return this.#slot(backup.id).keys(backup);
  }

  async lock(backup: BackupId): Promise<void> {
    await this.#slots.get(backup)?.lock();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#slots.values()].map((slot) => slot.lock()));
  }

  watchLocks(listener: (backup: BackupId) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #locked(backup: BackupId): void {
    this.#options.onLock(backup);
    for (const listener of this.#listeners) listener(backup);
  }

  #slot(backup: BackupId): BackupSlot {
    if (this.#closed) throw new DomainError('CANCELLED', msg('detail.shutting-down'));
    let slot = this.#slots.get(backup);
    if (slot === undefined) {
      slot = new BackupSlot({ ...this.#options, onClose: () => this.#locked(backup) });
      this.#slots.set(backup, slot);
    }
    return slot;
  }
}
