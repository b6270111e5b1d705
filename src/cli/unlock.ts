import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../app.ts';
import type { ClassKeys } from '../backup/types.ts';
import { msg } from '../locales/messages.ts';
import { BY_CLI } from '../model/access.ts';
import { DomainError, isDomainError } from '../model/errors.ts';
import type { BackupRef } from '../sessions/types.ts';
import type { BackupRecord } from '../storage/index.ts';
import type { Output } from './output.ts';
import { askPassword, readPassword } from './password.ts';
import { visible } from './terminal-text.ts';

/** Maximum number of attempts on a terminal, like `sudo`. */
const MAX_TRIES = 3;

/** Source of the password. */
export interface PasswordOptions {
  readonly passwordStdin?: boolean;
}

/**
 * Unlocks a backup for this process, asking for the password if it is encrypted.
 * @throws WRONG_PASSWORD, BACKUP_LOCKED (no terminal), CANCELLED, and what opening a backup throws
 */
export async function unlock(
  app: App,
  record: BackupRecord,
  options: PasswordOptions,
  out: Output,
): Promise<BackupRef> {
  const ref = { id: record.publicId, path: record.path };
  if (!record.encrypted) {
    await app.sessions.unlock(ref, null);
    await app.store.accesses.add(BY_CLI, { backup: ref.id, action: 'opened' });
    return ref;
  }
  if (options.passwordStdin === true) await app.sessions.unlock(ref, await readPassword());
  else await unlockByHand(app, ref, record.device.deviceName ?? 'the backup', out);
  await app.store.backups.touchUnlocked(record.publicId);
  await app.store.accesses.add(BY_CLI, { backup: ref.id, action: 'opened' });
  return ref;
}

/**
 * The keys with which a worker opens the backup; null for one that is not encrypted, which is left to the worker: opening
 * it here as well would take as long as all else that the command does.
 * @throws like {@link unlock}
 */
export async function keysForWorker(
  app: App,
  record: BackupRecord,
  options: PasswordOptions,
  out: Output,
): Promise<ClassKeys | null> {
  if (record.encrypted) return app.sessions.keys(await unlock(app, record, options, out));
  await app.store.accesses.add(BY_CLI, { backup: record.publicId, action: 'opened' });
  return null;
}

async function unlockByHand(app: App, ref: BackupRef, name: string, out: Output): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const password = await askPassword(`Backup password of ${visible(name)}: `);
    if (password.length === 0) throw new DomainError('CANCELLED', msg('detail.no-password'));
    try {
      await app.sessions.unlock(ref, password);
      return;
    } catch (error) {
      if (!isDomainError(error, 'WRONG_PASSWORD') || attempt === MAX_TRIES) throw error;
      out.info(error.message);
      await sleep(1000 * Number(error.details['retryAfterSeconds'] ?? 0));
    }
  }
}
