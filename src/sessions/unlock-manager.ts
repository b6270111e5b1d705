import type { AppInfo, ClassKeys } from '../backup/types.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import { AppsCache } from './apps-cache.ts';
import { BackupSlot, type SlotOptions } from './backup-slot.ts';
import { Turnstile } from './turnstile.ts';
import type { BackupHandle, BackupRef, Session, UnlockManager } from './types.ts';
import { UnlockBackOff } from './unlock-back-off.ts';

/** Passwords of different backups derived at one time, each on one thread of the four that reading files needs too. */
const MAX_DERIVATIONS = 2;

/** How an unlock manager is set up. */
export interface UnlockManagerOptions {
  /** Sessions end, and keys that nobody uses are zeroed, this long after the last use. */
  readonly ttlMs: number;
  /** Where private copies of large databases go. */
  readonly tempPath: string;
  /** UTC milliseconds; for tests. */
  readonly now?: () => number;
  /** Called when a backup was locked or its session ended: what was decrypted of it is dropped. */
  readonly onLock?: (backup: BackupId) => void;
}

/** Creates the one {@link UnlockManager} of a process. */
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
    derivations: new Turnstile(MAX_DERIVATIONS),
    onLock,
  });
}

type ManagerOptions = Omit<SlotOptions, 'onClose'> & Required<Pick<UnlockManagerOptions, 'onLock'>>;

class SlotUnlockManager implements UnlockManager {
  readonly #options: ManagerOptions;
  readonly #apps: AppsCache;
  readonly #slots = new Map<BackupId, BackupSlot>();
  #closed = false;

  constructor(options: ManagerOptions) {
    this.#options = options;
    this.#apps = new AppsCache(options.tempPath);
  }

  async unlock(backup: BackupRef, password: string | null): Promise<Session> {
    return this.#slot(backup.id).unlock(backup, password);
  }

  accepts(backup: BackupId, secret: string, kind: 'token' | 'cookie' = 'token'): boolean {
    return this.#slots.get(backup)?.accepts(secret, kind) ?? false;
  }

  knows(backup: BackupId, secret: string, kind: 'token' | 'cookie' = 'token'): boolean {
    return this.#slots.get(backup)?.knows(secret, kind) ?? false;
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

  #slot(backup: BackupId): BackupSlot {
    if (this.#closed) throw new DomainError('CANCELLED', 'Apple Juicer is shutting down.');
    let slot = this.#slots.get(backup);
    if (slot === undefined) {
      const { onLock } = this.#options;
      slot = new BackupSlot({ ...this.#options, onClose: () => onLock(backup) });
      this.#slots.set(backup, slot);
    }
    return slot;
  }
}
