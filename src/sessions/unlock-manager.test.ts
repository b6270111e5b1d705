import { cp, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { fullOnly } from '../../test/support/depth.ts';
import { writeBackup } from '../../test/synthetic/index.ts';
import type { BackupHandle, UnlockManager } from './types.ts';
import { createUnlockManager } from './unlock-manager.ts';

const PASSWORD = '0000';
const ENCRYPTED = { id: 'encrypted', path: corpusPath('backups/encrypted-9.0.1-mbdb') };
const PLAIN = { id: 'plain', path: corpusPath('backups/ios-14.3-unencrypted-manifest') };
const TTL_MS = 60_000;

let tempPath = '';
beforeAll(async () => {
  tempPath = await mkdtemp(join(tmpdir(), 'aj-sessions-'));
});
afterAll(() => rm(tempPath, { recursive: true }));

describeCorpus('an unlock manager', () => {
  let clock = 0;
  const open: UnlockManager[] = [];
  const create = (): UnlockManager => {
    clock = 1_700_000_000_000;
    const manager = createUnlockManager({ ttlMs: TTL_MS, tempPath, now: () => clock });
    open.push(manager);
    return manager;
  };
  afterEach(() => Promise.all(open.splice(0).map((manager) => manager.close())));

  it('opens an encrypted backup with its password and reads a file from it', async () => {
    const sessions = create();
    const { token, expiresAt } = await sessions.unlock(ENCRYPTED, PASSWORD);
    expect(expiresAt).toBe(clock + TTL_MS);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(sessions.isUnlocked(ENCRYPTED.id)).toBe(true);
    const handle = await sessions.handle(ENCRYPTED);
    expect(handle.folder.encrypted).toBe(true);
    expect(await firstFile(handle)).toBe('Test data');
  });

  it('accepts each secret only for its own backup and only as token or cookie', async () => {
    const sessions = create();
    const { token, cookie } = await sessions.unlock(ENCRYPTED, PASSWORD);
    expect(sessions.accepts(ENCRYPTED.id, token)).toBe(true);
    expect(sessions.accepts(ENCRYPTED.id, cookie, 'cookie')).toBe(true);
    expect(sessions.accepts(ENCRYPTED.id, cookie)).toBe(false);
    expect(sessions.accepts(ENCRYPTED.id, token, 'cookie')).toBe(false);
    expect(sessions.accepts(ENCRYPTED.id, '')).toBe(false);
    expect(sessions.accepts(PLAIN.id, token)).toBe(false);
    expect([sessions.knows(ENCRYPTED.id, token), sessions.knows(ENCRYPTED.id, cookie, 'cookie')]).toEqual([true, true]);
    expect([sessions.knows(ENCRYPTED.id, cookie), sessions.knows(PLAIN.id, token)]).toEqual([false, false]);
  });

  it('refuses a wrong password, delays the next attempt, and doubles the delay', async () => {
    const sessions = create();
    const wrong = (): Promise<unknown> => sessions.unlock(ENCRYPTED, 'wrong');
    await expect(wrong()).rejects.toMatchObject({ code: 'WRONG_PASSWORD', details: { retryAfterSeconds: 1 } });
    await expect(sessions.unlock(ENCRYPTED, PASSWORD)).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      details: { retryAfterSeconds: 1 },
    });
    clock += 1000;
    await expect(wrong()).rejects.toMatchObject({ code: 'WRONG_PASSWORD', details: { retryAfterSeconds: 2 } });
    clock += 1000;
    await expect(wrong()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    clock += 1000;
    await sessions.unlock(ENCRYPTED, PASSWORD);
    await expect(wrong()).rejects.toMatchObject({ code: 'WRONG_PASSWORD', details: { retryAfterSeconds: 1 } });
    expect(sessions.isUnlocked(ENCRYPTED.id)).toBe(true);
  });

  it('shares one derivation between equal passwords and queues different ones behind it', async () => {
    const sessions = create();
    const outcomes = await Promise.allSettled(
      ['wrong', 'wrong', 'also wrong'].map((password) => sessions.unlock(ENCRYPTED, password)),
    );
    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'ok'))).toEqual([
      'WRONG_PASSWORD',
      'WRONG_PASSWORD',
      'TOO_MANY_REQUESTS',
    ]);
    clock += 1000;
    const [one, other] = await Promise.all([PASSWORD, PASSWORD].map((p) => sessions.unlock(ENCRYPTED, p)));
    expect(one?.token).not.toBe(other?.token);
    expect(sessions.accepts(ENCRYPTED.id, one?.token ?? '')).toBe(true);
    expect(sessions.accepts(ENCRYPTED.id, other?.token ?? '')).toBe(true);
  });

  it('limits how many different passwords may queue', async () => {
    const sessions = create();
    const many = Array.from({ length: 9 }, (_, index) => sessions.unlock(ENCRYPTED, `password ${index}`));
    const codes = (await Promise.allSettled(many)).map(
      (outcome) => outcome.status === 'rejected' && outcome.reason.code,
    );
    expect(codes.filter((code) => code === 'WRONG_PASSWORD')).toHaveLength(1);
    expect(codes.filter((code) => code === 'TOO_MANY_REQUESTS')).toHaveLength(8);
  });

  it('requires a password only for encrypted backups', async () => {
    const sessions = create();
    await expect(sessions.handle(ENCRYPTED)).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
    await expect(sessions.keys(ENCRYPTED)).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
    await expect(sessions.unlock(ENCRYPTED, null)).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
    expect(await sessions.keys(PLAIN)).toBeNull();
    expect((await sessions.handle(PLAIN)).folder.encrypted).toBe(false);
    const { token } = await sessions.unlock(PLAIN, null);
    expect(sessions.accepts(PLAIN.id, token)).toBe(true);
  });

  it('returns an independent copy of the keys', async () => {
    const sessions = create();
    await sessions.unlock(ENCRYPTED, PASSWORD);
    const copy = await sessions.keys(ENCRYPTED);
    const key = copy?.get(3) ?? Buffer.alloc(0);
    expect(key).toHaveLength(32);
    copy?.dispose();
    expect(key).toEqual(Buffer.alloc(32));
    expect(await firstFile(await sessions.handle(ENCRYPTED))).toBe('Test data');
  });

  it('extends a session with every use and ends it after the last one', async () => {
    const sessions = create();
    const { token } = await sessions.unlock(ENCRYPTED, PASSWORD);
    const idle = await sessions.unlock(ENCRYPTED, PASSWORD);
    for (let use = 0; use < 3; use++) {
      clock += TTL_MS - 1;
      expect(sessions.accepts(ENCRYPTED.id, token)).toBe(true);
    }
    expect(sessions.accepts(ENCRYPTED.id, idle.token)).toBe(false);
    const handle = await sessions.handle(ENCRYPTED);
    clock += TTL_MS;
    expect(sessions.isUnlocked(ENCRYPTED.id)).toBe(false);
    expect(sessions.accepts(ENCRYPTED.id, token)).toBe(false);
    await expect(handle.domains()).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
    await expect(sessions.handle(ENCRYPTED)).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
  });

  it('does not expire while a file is being read', async () => {
    const sessions = create();
    await sessions.unlock(ENCRYPTED, PASSWORD);
    const handle = await sessions.handle(ENCRYPTED);
    const [listed] = await handle.list({ kind: 'file' }, 1);
    const file = await handle.open(listed!.entry);
    clock += 10 * TTL_MS;
    expect(sessions.isUnlocked(ENCRYPTED.id)).toBe(true);
    await file.close();
    expect(sessions.isUnlocked(ENCRYPTED.id)).toBe(true);
    clock += TTL_MS;
    expect(sessions.isUnlocked(ENCRYPTED.id)).toBe(false);
  });

  it('closes by itself when unused', fullOnly, async () => {
    const locked: string[] = [];
    const sessions = createUnlockManager({ ttlMs: 50, tempPath, onLock: (backup) => locked.push(backup) });
    open.push(sessions);
    await sessions.unlock(ENCRYPTED, PASSWORD);
    const handle = await sessions.handle(ENCRYPTED);
    // Real time: the timer fires once at 50 ms and, as the handle was just used, again a second later at most.
    await expect.poll(() => locked).toEqual([ENCRYPTED.id]);
    await expect(handle.domains()).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
  });

  it('locks immediately: no session, thread, key or open file is left', async () => {
    const sessions = create();
    const { token } = await sessions.unlock(ENCRYPTED, PASSWORD);
    const handle = await sessions.handle(ENCRYPTED);
    const [listed] = await handle.list({ kind: 'file' }, 1);
    const file = await handle.open(listed!.entry);
    const descriptors = await openDescriptors(ENCRYPTED.path);
    expect(descriptors).toBe(1);
    await sessions.lock(ENCRYPTED.id);
    expect(await openDescriptors(ENCRYPTED.path)).toBe(0);
    expect(sessions.accepts(ENCRYPTED.id, token)).toBe(false);
    await expect(file.read(0, 1)).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(handle.domains()).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
    await expect(handle.open(listed!.entry)).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
    await sessions.unlock(ENCRYPTED, PASSWORD);
    expect(await firstFile(await sessions.handle(ENCRYPTED))).toBe('Test data');
  });

  it('cancels an unlock in progress when locked', async () => {
    const sessions = create();
    const unlocking = sessions.unlock(ENCRYPTED, PASSWORD);
    await sessions.lock(ENCRYPTED.id);
    const { token } = await unlocking;
    expect(sessions.accepts(ENCRYPTED.id, token)).toBe(false);
    expect(sessions.isUnlocked(ENCRYPTED.id)).toBe(false);
  });

  it('reopens a backup whose files changed, with the keys it has', async () => {
    const path = join(tempPath, 'copy');
    await cp(ENCRYPTED.path, path, { recursive: true });
    const copy = { id: 'copy', path };
    const sessions = create();
    const { token } = await sessions.unlock(copy, PASSWORD);
    const before = await sessions.handle(copy);
    expect(await sessions.handle(copy)).toBe(before);
    await utimes(join(path, 'Manifest.mbdb'), 1_000_000, 1_000_000);
    const after = await sessions.handle(copy);
    expect(after).not.toBe(before);
    expect(after.folder.fingerprint).not.toBe(before.folder.fingerprint);
    expect(await firstFile(after)).toBe('Test data');
    await expect(before.domains()).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(sessions.accepts(copy.id, token)).toBe(true);
  });

  it('requires the password again when the backup was remade with other keys', async () => {
    const path = join(tempPath, 'remade');
    const write = (seed: string, password: string): Promise<unknown> =>
      writeBackup(path, {
        seed,
        encrypted: { password },
        manifest: 'db',
        layout: 'sharded',
        files: [{ domain: 'HomeDomain', relativePath: 'note', kind: 'file', contents: Buffer.from(seed) }],
      });
    await write('first', 'old');
    const sessions = create();
    const { token } = await sessions.unlock({ id: 'remade', path }, 'old');
    expect(await firstFile(await sessions.handle({ id: 'remade', path }))).toBe('first');
    await rm(path, { recursive: true });
    await write('second', 'new');
    await expect(sessions.handle({ id: 'remade', path })).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
    expect(sessions.accepts('remade', token)).toBe(false);
    await sessions.unlock({ id: 'remade', path }, 'new');
    expect(await firstFile(await sessions.handle({ id: 'remade', path }))).toBe('second');
  });

  it("starts a new thread when a backup's thread died", async () => {
    const workers: Worker[] = [];
    const remember = (worker: Worker): void => void workers.push(worker);
    process.on('worker', remember);
    const sessions = create();
    const { token } = await sessions.unlock(ENCRYPTED, PASSWORD);
    process.off('worker', remember);
    const handle = await sessions.handle(ENCRYPTED);
    // Enough requests that the thread cannot answer them all before it ends.
    const listings = Promise.allSettled(Array.from({ length: 500 }, () => handle.domains()));
    await Promise.all(workers.map((worker) => worker.terminate()));
    expect((await listings).at(-1)).toMatchObject({
      status: 'rejected',
      reason: { code: 'INTERNAL', message: expect.stringContaining('next use') },
    });
    await expect(handle.domains()).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(sessions.accepts(ENCRYPTED.id, token)).toBe(true);
    expect(await firstFile(await sessions.handle(ENCRYPTED))).toBe('Test data');
  });

  it('reads the apps of a locked backup', async () => {
    const sessions = create();
    expect(await sessions.apps(ENCRYPTED)).toEqual([]);
    const apps = await sessions.apps(PLAIN);
    expect(apps.map(({ bundleId }) => bundleId)).toContain('ch.icoaching.typewise');
    expect(await sessions.apps(PLAIN)).toBe(apps);
    expect(sessions.isUnlocked(ENCRYPTED.id)).toBe(false);
  });

  it('reports a missing folder', async () => {
    const sessions = create();
    const gone = { id: 'gone', path: join(tempPath, 'nowhere') };
    await expect(sessions.handle(gone)).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
    await expect(sessions.apps(gone)).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });

  it('serves nothing after it was closed', async () => {
    const sessions = create();
    await sessions.unlock(ENCRYPTED, PASSWORD);
    await sessions.close();
    await expect(sessions.handle(ENCRYPTED)).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(sessions.unlock(ENCRYPTED, PASSWORD)).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

async function firstFile(handle: BackupHandle): Promise<string> {
  const [listed] = await handle.list({ kind: 'file' }, 1);
  const file = await handle.open(listed!.entry);
  try {
    return Buffer.from(await file.read(0, 100)).toString();
  } finally {
    await file.close();
  }
}

/** Descriptors of this process that point below `path`; -1 where the system does not provide them. */
async function openDescriptors(path: string): Promise<number> {
  const { readlink } = await import('node:fs/promises');
  const names = await readdir('/proc/self/fd').catch(() => null);
  if (names === null) return -1;
  const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')));
  return targets.filter((target) => target.startsWith(path)).length;
}
