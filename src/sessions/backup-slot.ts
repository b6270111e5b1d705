import { folderStamp, importClassKeys, memoryOfKeys, sweepSandboxes } from '../backup/index.ts';
import type { ClassKeys, Password } from '../backup/types.ts';
import { msg } from '../locales/messages.ts';
import { DomainError, isDomainError } from '../model/errors.ts';
import { closeOpened, type OpenedBackup, openInThread } from './open-backup.ts';
import { Semaphore } from './semaphore.ts';
import { type SecretKind, SessionTokens } from './session-tokens.ts';
import type { Credentials } from './thread-protocol.ts';
import type { BackupHandle, BackupRef, Session } from './types.ts';
import type { UnlockBackOff } from './unlock-back-off.ts';

/** Maximum number of queued unlocks per backup. Each key derivation takes seconds. */
const MAX_WAITING = 8;

/** Options shared by all slots. */
export interface SlotOptions {
  readonly ttlMs: number;
  readonly tempPath: string | null;
  readonly now: () => number;
  readonly backOff: UnlockBackOff;
  /** Limits concurrent derivations: they occupy threads that file reads need as well. */
  readonly derivations: Semaphore;
  /** Called when an open slot closes. */
  readonly onClose: () => void;
}

interface Attempt {
  /** In memory shared with the thread of the backup; zeros when it is done. */
  readonly password: SharedArrayBuffer | null;
  readonly done: Promise<void>;
}

/** State of one backup in the unlock manager: closed, or open with its thread, keys and sessions. */
export class BackupSlot {
  readonly #options: SlotOptions;
  #tokens: SessionTokens;
  #opened: OpenedBackup | null = null;
  #lastUsedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #attempts: Attempt[] = [];
  readonly #exclusive = new Semaphore(1);

  constructor(options: SlotOptions) {
    this.#options = options;
    this.#tokens = new SessionTokens(options.ttlMs, options.now);
  }

  /** See UnlockManager.unlock. */
  async unlock(backup: BackupRef, password: Password | null): Promise<Session> {
    const secret = password === null ? null : takeSecret(password);
    try {
      const same = this.#attempts.find((attempt) => isSame(attempt.password, secret));
      await (same ?? this.#attempt(backup, secret)).done;
    } finally {
      if (secret !== null) new Uint8Array(secret).fill(0);
    }
    return this.#tokens.issue();
  }

  /** See UnlockManager.accepts. */
  accepts(secret: string, kind: SecretKind): boolean {
    if (!this.isOpen() || !this.#tokens.accept(secret, kind)) return false;
    this.#use();
    return true;
  }

  /** See UnlockManager.knows. */
  knows(secret: string, kind: SecretKind): boolean {
    return this.isOpen() && this.#tokens.knows(secret, kind);
  }

  /** See UnlockManager.assign. */
  assign(cookie: string, browser: string): void {
    this.#tokens.assign(cookie, browser);
  }

  /** See UnlockManager.endSessions. */
  endSessions(isGone: (browser: string) => boolean): void {
    this.#tokens.end(isGone);
  }

  /** True while open and not expired. */
  isOpen(): boolean {
    this.#expire();
    return this.#opened !== null;
  }

  /** Returns the handle, reopening the backup if its files changed or its thread died. See UnlockManager.handle. */
  async handle(backup: BackupRef): Promise<BackupHandle> {
    return (await this.#current(backup)).handle;
  }

  /** A copy of the keys; null for an unencrypted backup. See UnlockManager.keys. */
  async keys(backup: BackupRef): Promise<ClassKeys | null> {
    const { keys } = await this.#current(backup);
    return keys === null ? null : importClassKeys(keys.export());
  }

  /** Closes it immediately, and again after any unlock in progress. */
  async lock(): Promise<void> {
    await this.#close(new DomainError('BACKUP_LOCKED', msg('detail.locked-meanwhile')));
    await this.#exclusive.run(() => this.#close(new DomainError('BACKUP_LOCKED')));
  }

  #attempt(backup: BackupRef, password: SharedArrayBuffer | null): Attempt {
    if (this.#attempts.length >= MAX_WAITING) {
      throw new DomainError('TOO_MANY_REQUESTS', msg('detail.too-many-unlocks'), {
        details: { retryAfterSeconds: 5 },
      });
    }
    const done = this.#exclusive
      .run(() => this.#tryPassword(backup, password))
      .finally(() => {
        this.#attempts = this.#attempts.filter((other) => other !== attempt);
      });
    const attempt: Attempt = { password, done };
    this.#attempts.push(attempt);
    return attempt;
  }

  async #tryPassword(backup: BackupRef, password: SharedArrayBuffer | null): Promise<void> {
    const { backOff, derivations } = this.#options;
    backOff.check(backup.id);
    // Reopening an unencrypted backup that is already open would prove nothing.
    if ((await this.#usable(backup))?.keys === null) return;
    const credentials = password === null ? {} : { password };
    const opened = await derivations
      .run(() => this.#open(backup, credentials))
      .catch((error: unknown) => {
        if (!isDomainError(error, 'WRONG_PASSWORD')) throw error;
        throw new DomainError(error.code, error.detail, {
          details: { ...error.details, retryAfterSeconds: backOff.failed(backup.id) },
        });
      });
    backOff.succeeded(backup.id);
    const current = this.isOpen() ? this.#opened : null;
    if (current?.handle.alive === true && current.stamp === opened.stamp) {
      // The password is correct. Keep the current thread so that its readers are not interrupted.
      await closeOpened(opened, new DomainError('CANCELLED'));
    } else {
      await this.#replace(opened);
    }
    this.#use();
  }

  async #current(backup: BackupRef): Promise<OpenedBackup> {
    return (await this.#usable(backup)) ?? (await this.#exclusive.run(() => this.#reopen(backup)));
  }

  async #reopen(backup: BackupRef): Promise<OpenedBackup> {
    const usable = await this.#usable(backup);
    if (usable !== null) return usable;
    const known = this.#opened?.keys?.export();
    // A copy, because the thread that is replaced takes its own along.
    const keys = known === undefined ? undefined : memoryOfKeys(importClassKeys(known));
    const opened = await this.#open(backup, keys === undefined ? {} : { keys }).catch(async (error: unknown) => {
      if (keys === undefined || !isDomainError(error, 'DAMAGED_BACKUP')) throw error;
      // The device has made a new backup with a different keybag, so the cached keys are useless.
      const locked = new DomainError('BACKUP_LOCKED', msg('detail.new-keys'));
      await this.#close(locked);
      throw locked;
    });
    await this.#replace(opened);
    this.#use();
    return opened;
  }

  /** The opened backup, unless it expired, its thread died or its files changed. */
  async #usable({ path }: BackupRef): Promise<OpenedBackup | null> {
    if (!this.isOpen() || this.#opened === null) return null;
    this.#use();
    const opened = this.#opened;
    return opened.handle.alive && opened.stamp === (await folderStamp(path)) ? opened : null;
  }

  #open({ path }: BackupRef, credentials: Credentials): Promise<OpenedBackup> {
    return openInThread({ path, tempPath: this.#options.tempPath }, credentials, () => this.#use());
  }

  async #replace(opened: OpenedBackup): Promise<void> {
    const old = this.#opened;
    this.#opened = opened;
    if (old === null) return;
    await closeOpened(old, new DomainError('CANCELLED', msg('detail.reopened')));
  }

  async #close(reason: DomainError): Promise<void> {
    const opened = this.#opened;
    this.#opened = null;
    this.#tokens = new SessionTokens(this.#options.ttlMs, this.#options.now);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (opened === null) return;
    this.#options.onClose();
    await closeOpened(opened, reason);
    // The thread may have been ended while it copied a manifest. If this fails, the next start sweeps too.
    await sweepSandboxes(this.#options.tempPath).catch(() => 0);
  }

  #use(): void {
    this.#lastUsedAt = this.#options.now();
    if (this.#timer === undefined && this.#opened !== null) this.#wakeAfter(this.#options.ttlMs);
  }

  #wakeAfter(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#expire();
      if (this.#opened !== null) this.#wakeAfter(Math.max(1000, this.#remaining()));
    }, milliseconds).unref();
  }

  #remaining(): number {
    return this.#lastUsedAt + this.#options.ttlMs - this.#options.now();
  }

  #expire(): void {
    if (this.#opened === null || this.#remaining() > 0 || this.#opened.handle.busy) return;
    void this.#close(new DomainError('BACKUP_LOCKED', msg('errors.SESSION_EXPIRED.title')));
  }
}

/** Moves a password into memory that threads share. Bytes are overwritten. */
function takeSecret(password: Password): SharedArrayBuffer {
  const bytes = typeof password === 'string' ? Buffer.from(password) : password;
  const secret = new SharedArrayBuffer(bytes.length);
  new Uint8Array(secret).set(bytes);
  bytes.fill(0);
  return secret;
}

function isSame(one: SharedArrayBuffer | null, other: SharedArrayBuffer | null): boolean {
  return one === null || other === null ? one === other : Buffer.from(one).equals(Buffer.from(other));
}
