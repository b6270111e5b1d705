import { existsSync, readdirSync } from 'node:fs';
import { appendFile, mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import { openBackup, unlockBackup } from '../src/backup/index.ts';
import type { ClassKeys } from '../src/backup/types.ts';
import { EmbeddedIndexer } from '../src/indexing/embedded-indexer.ts';
import { english } from '../src/locales/english.ts';
import { msg } from '../src/locales/messages.ts';
import { openApp } from '../src/main.ts';
import { DomainError } from '../src/model/errors.ts';
import type { RunProgress } from '../src/model/progress.ts';
import { readSettings } from '../src/settings.ts';
import { childrenOf } from './promises/support/processes.ts';
import { computingTimes } from './support/computing-times.ts';
import { fullOnly } from './support/depth.ts';
import { makeEndless } from './support/endless-table.ts';
import { firstOnly } from './support/first-only.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import {
  type BackupSpec,
  type SyntheticEntry,
  writeBackup,
  writeDemoBackup,
  writeMessagesDatabase,
} from './synthetic/index.ts';

firstOnly();

const PASSWORD = 'correct horse battery staple';

let workspace: Workspace;
let app: App;

beforeEach(async () => {
  workspace = await makeWorkspace();
  await mkdir(workspace.backups);
  app = await openApp(workspace.settings);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await app.close();
  await workspace.remove();
});

const folder = (): string => join(workspace.backups, 'backup');

async function keysOf(path: string): Promise<ClassKeys> {
  const backup = await openBackup(path, { password: PASSWORD, tempPath: workspace.temp });
  const { folder: found } = backup;
  await backup.close();
  return unlockBackup(found, PASSWORD);
}

async function onlyBackup(): Promise<string> {
  await app.catalog.refresh();
  const [record] = await app.store.backups.list();
  if (record === undefined) throw new Error('no backup was found');
  return record.publicId;
}

async function index(id: string, keys: ClassKeys | null): Promise<RunProgress> {
  await app.indexer.start(id, keys);
  return app.indexer.wait(id);
}

async function countMessages(id: string): Promise<number> {
  const scope = await app.store.runs.scope(id);
  const run = scope.runs.get('messages');
  if (run === undefined) return 0;
  const row = await app.store.read
    .selectFrom('messages')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('backupId', '=', scope.backupId)
    .where('runId', '=', run)
    .executeTakeFirstOrThrow();
  return row.count;
}

async function plainBackup(files: readonly SyntheticEntry[], more: Partial<BackupSpec> = {}): Promise<void> {
  await rm(folder(), { recursive: true, force: true });
  await writeBackup(folder(), { manifest: 'db', layout: 'sharded', udid: UDID, files, ...more });
}

/** All plain backups have the same device, so that a rewritten folder is the same backup. */
const UDID = '00008110-00000000000000A1';

const smsAt = (path: string): SyntheticEntry => {
  return { domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db', kind: 'file', contents: { path } };
};

/** Contents of the sandbox, which must be empty after a run. */
function sandboxes(): string[] {
  return existsSync(workspace.temp) ? readdirSync(workspace.temp) : [];
}

describe('an index run', () => {
  it('indexes an encrypted backup whose newest messages are only in the -wal, and writes the ledger', async () => {
    const demo = await writeDemoBackup(folder(), { password: PASSWORD, messages: 600, contacts: 20, seed: 'ledger' });
    const id = await onlyBackup();
    const progress = await index(id, await keysOf(folder()));
    expect(progress).toMatchObject({ state: 'succeeded', fraction: 1, code: null, reason: null });

    const ledger = await app.store.ledger.latest(id);
    const messages = ledger.find((line) => line.artifact === 'messages');
    expect(messages).toMatchObject({ outcome: 'indexed', found: 600, skipped: 0, current: true });
    expect(messages?.parsed).toBe(600);
    expect(ledger.find((line) => line.artifact === 'contacts')?.outcome).toBe('indexed');

    const record = await app.store.backups.get(id);
    expect(record).toMatchObject({ status: 'INDEXED', stale: false, lastRunOutcome: 'succeeded' });
    expect(record.sizeBytes).toBe(demo.backup.storedBytes);
    const sources = await app.store.sources.list(id, 'messages');
    expect(sources.map(({ store, fileID }) => [store, fileID])).toContainEqual([
      'db',
      '3d0d7e5fb2ce288813306e4d4636395e047a3d28',
    ]);
    expect(sandboxes()).toEqual([]);
  });

  it('does not read unchanged artifacts again', async () => {
    await writeDemoBackup(folder(), { password: PASSWORD, messages: 200 });
    const id = await onlyBackup();
    await index(id, await keysOf(folder()));
    const before = await app.store.runs.scope(id);
    const again = await index(id, await keysOf(folder()));
    expect(again.state).toBe('succeeded');
    expect(again.artifacts.map(({ state }) => state)).toEqual(again.artifacts.map(() => 'unchanged'));
    expect((await app.store.runs.scope(id)).runs).toEqual(before.runs);
    expect(await countMessages(id)).toBeGreaterThan(0);
  });

  describe('of an unchanged backup', () => {
    let id: string;
    /** Keys that fit nothing: a run that succeeds with them has decrypted nothing. */
    const noKeys = async (): Promise<ClassKeys> => {
      const other = join(workspace.path, 'other');
      await writeDemoBackup(other, { password: PASSWORD, messages: 1, contacts: 1, seed: 'other' });
      return keysOf(other);
    };
    const states = ({ artifacts }: RunProgress) => [...new Set(artifacts.map(({ state }) => state))];

    beforeEach(async () => {
      await writeDemoBackup(folder(), { password: PASSWORD, messages: 200 });
      id = await onlyBackup();
      await index(id, await keysOf(folder()));
    });

    it('opens nothing', async () => {
      const before = await app.store.ledger.latest(id);
      const again = await index(id, await noKeys());
      expect([again.state, states(again)]).toEqual(['succeeded', ['unchanged']]);
      expect(await app.store.ledger.latest(id)).toEqual(before);
      expect(await app.store.backups.get(id)).toMatchObject({ status: 'INDEXED', stale: false });
    });

    it('opens it if a payload is missing, and reads artifacts that depend on payloads', async () => {
      const { fileID = '' } = (await app.store.sources.list(id, 'contacts'))[0] ?? {};
      await rm(join(folder(), fileID.slice(0, 2), fileID));
      expect(await index(id, await noKeys())).toMatchObject({ state: 'failed' });
      const again = await index(id, await keysOf(folder()));
      expect(again.artifacts.find(({ artifact }) => artifact === 'contacts')?.outcome).toBe('failed');
    });

    it('reads only artifacts that looked for files if other payloads are gone, time and again', async () => {
      const { backupId } = await app.store.runs.scope(id);
      const pictures = await app.store.read
        .selectFrom('message_attachments')
        .select('file')
        .where('backupId', '=', backupId)
        .where('state', '=', 'present')
        .execute();
      const files = [...new Set(pictures.map(({ file }) => file ?? ''))].slice(0, 2);
      expect(files).toHaveLength(2);
      for (const file of files) {
        await rm(join(folder(), file.slice(0, 2), file));
        const again = await index(id, await keysOf(folder()));
        const read = again.artifacts.filter(({ state }) => state !== 'unchanged').map(({ artifact }) => artifact);
        expect([again.state, read]).toEqual(['succeeded', ['messages', 'photos']]);
      }
    });

    it('opens it once if another file was modified, and reads the artifacts of that file', async () => {
      await appendFile(join(folder(), 'Info.plist'), '\n');
      expect(await index(id, await noKeys())).toMatchObject({ state: 'failed' });
      const again = await index(id, await keysOf(folder()));
      const read = again.artifacts.filter(({ state }) => state !== 'unchanged').map(({ artifact }) => artifact);
      expect([again.state, read]).toEqual(['succeeded', ['installed-apps']]);
      expect(await index(id, await noKeys())).toMatchObject({ state: 'succeeded' });
    });

    it('opens it if its size is not known', async () => {
      const { sizeBytes } = await app.store.backups.get(id);
      await utimes(join(folder(), 'Manifest.db'), new Date(), new Date(Date.now() + 60_000));
      await onlyBackup();
      expect(await app.store.backups.get(id)).toMatchObject({ sizeBytes: null, stale: true });
      const again = await index(id, await keysOf(folder()));
      expect([again.state, states(again)]).toEqual(['succeeded', ['unchanged']]);
      expect(await app.store.backups.get(id)).toMatchObject({ sizeBytes, stale: false });
    });
  });

  it('gives identical rows in a new database', async () => {
    await writeDemoBackup(folder(), { password: PASSWORD, messages: 300 });
    const dump = async (): Promise<unknown> => {
      const id = await onlyBackup();
      await index(id, await keysOf(folder()));
      // The worker deletes the rows of the preview after the run has ended.
      await app.indexer.settled(id);
      const messages = await app.store.read.selectFrom('messages').selectAll().orderBy('key').execute();
      const found = await app.store.read.selectFrom('artifact_search_index').selectAll().orderBy('id').execute();
      return { id, messages, found };
    };
    const first = await dump();
    await app.close();
    app = await openApp(
      readSettings({ ...workspace.environment, APPLE_JUICER_POSTGRES__DSN: `sqlite:///${workspace.path}/other.db` }),
    );
    expect(await dump()).toEqual(first);
  });

  it('refuses a second run while one is running', async () => {
    await writeDemoBackup(folder(), { password: PASSWORD, messages: 100 });
    const id = await onlyBackup();
    await app.indexer.start(id, await keysOf(folder()));
    await expect(app.indexer.start(id, await keysOf(folder()))).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await app.indexer.wait(id)).state).toBe('succeeded');
  });

  it('refuses an encrypted backup without keys', async () => {
    await writeDemoBackup(folder(), { password: PASSWORD, messages: 10 });
    const id = await onlyBackup();
    await expect(app.indexer.start(id, null)).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
  });

  it('fails if the keys do not fit, and records that in the registry', async () => {
    await writeDemoBackup(folder(), { password: PASSWORD, messages: 10 });
    await writeDemoBackup(join(workspace.path, 'another'), { password: PASSWORD, messages: 10, seed: 'another' });
    const id = await onlyBackup();
    const progress = await index(id, await keysOf(join(workspace.path, 'another')));
    expect(progress).toMatchObject({ state: 'failed', code: 'DAMAGED_BACKUP' });
    expect(await app.store.backups.get(id)).toMatchObject({ status: 'FAILED', lastRunCode: 'DAMAGED_BACKUP' });
  });
});

describe('hostile and damaged stores', () => {
  it('do not affect other artifacts if a database is garbage', async () => {
    const sms = join(workspace.path, 'sms.db');
    writeMessagesDatabase(sms, { seed: 1, size: 120 });
    const garbage = {
      domain: 'HomeDomain',
      relativePath: 'Library/AddressBook/AddressBook.sqlitedb',
      kind: 'file',
    } as const;
    await plainBackup([
      smsAt(sms),
      { ...garbage, contents: Buffer.from('no database at all, just some text'.repeat(200)) },
    ]);
    const id = await onlyBackup();
    expect(await index(id, null)).toMatchObject({ state: 'partial', code: 'PARTLY_READ', fraction: 1 });
    expect(await app.store.backups.get(id)).toMatchObject({ status: 'INDEXED', lastRunOutcome: 'partial' });
    const ledger = await app.store.ledger.latest(id);
    expect(ledger.find((line) => line.artifact === 'messages')?.outcome).toBe('indexed');
    const contacts = ledger.find((line) => line.artifact === 'contacts');
    expect(contacts?.outcome).toBe('failed');
    expect(english(contacts?.reason ?? null)).toMatch(/database/i);
  });

  it('are read again after a local failure, although the backup is unchanged', async () => {
    const sms = join(workspace.path, 'sms.db');
    writeMessagesDatabase(sms, { seed: 1, size: 30 });
    const db = new DatabaseSync(sms);
    // Too large for memory, so that it needs the folder for temporary files.
    db.exec('CREATE TABLE filler (bytes); INSERT INTO filler VALUES (zeroblob(70000000))');
    db.close();
    await plainBackup([smsAt(sms)]);
    const id = await onlyBackup();
    await rm(workspace.temp, { recursive: true, force: true });
    await writeFile(workspace.temp, 'a file where a folder is needed');
    const messages = async () => {
      await index(id, null).catch(() => null);
      return (await app.store.ledger.latest(id)).find((line) => line.artifact === 'messages');
    };
    const failed = await messages();
    expect(failed?.outcome).toBe('failed');
    expect(english(failed?.reason ?? null)).toMatch(/is not a folder.* Correct the named setting/);
    await rm(workspace.temp);
    expect(await messages()).toMatchObject({ outcome: 'indexed', found: 30 });
  });

  it('are read again if rewritten in place with the same times and sizes', async () => {
    const sms = join(workspace.path, 'sms.db');
    writeMessagesDatabase(sms, { seed: 1, size: 30 });
    await plainBackup([smsAt(sms)]);
    const id = await onlyBackup();
    await index(id, null);
    const before = await countMessages(id);
    const db = new DatabaseSync(sms);
    // Its triggers call functions that only exist on the phone.
    for (const { name } of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all())
      db.exec(`DROP TRIGGER "${String(name)}"`);
    db.exec('DELETE FROM message WHERE ROWID = (SELECT min(ROWID) FROM message)');
    db.close();
    await plainBackup([smsAt(sms)]);
    await index(id, null);
    expect(await countMessages(id)).toBe(before - 1);
  });

  it('are absent if not in the backup, and failed if the payload of a listed database is missing', async () => {
    await plainBackup([{ domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db', kind: 'file', missing: true }]);
    const id = await onlyBackup();
    await index(id, null);
    const ledger = await app.store.ledger.latest(id);
    expect(ledger.find((line) => line.artifact === 'contacts')).toMatchObject({ outcome: 'absent', found: null });
    expect(ledger.find((line) => line.artifact === 'messages')).toMatchObject({ outcome: 'failed' });
  });

  it('are read as far as possible if truncated or without their log, which is reported', async () => {
    const sms = join(workspace.path, 'sms.db');
    writeMessagesDatabase(sms, { seed: 1, size: 120 });
    // Its last pages are overwritten.
    const db = new DatabaseSync(sms);
    db.exec('CREATE TABLE filler (bytes); INSERT INTO filler VALUES (randomblob(20000))');
    db.close();
    const whole = await readFile(sms);
    const path = { domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db', kind: 'file' } as const;
    await plainBackup([{ ...path, contents: whole.subarray(0, whole.length - 1) }]);
    const id = await onlyBackup();
    const messages = async () => {
      await index(id, null);
      return (await app.store.ledger.latest(id)).find((line) => line.artifact === 'messages');
    };
    expect(await messages()).toMatchObject({
      outcome: 'partial',
      reason: msg('ledger.cut-short', { path: 'Library/SMS/sms.db', size: whole.length - 1, length: whole.length }),
    });
    await plainBackup([
      { ...path, contents: whole },
      { ...path, relativePath: 'Library/SMS/sms.db-wal', contents: Buffer.alloc(4152, 1), missing: true },
    ]);
    await app.catalog.refresh();
    expect(await messages()).toMatchObject({
      outcome: 'partial',
      found: 120,
      reason: msg('ledger.wal-missing', { path: 'Library/SMS/sms.db-wal' }),
    });
  });

  it('keep their earlier index when a run is cancelled, which releases the backup and empties the sandbox', async () => {
    const sms = join(workspace.path, 'sms.db');
    writeMessagesDatabase(sms, { seed: 2, size: 500 });
    await plainBackup([smsAt(sms)]);
    const id = await onlyBackup();
    await index(id, null);
    const before = await countMessages(id);

    makeEndless(sms, 'message');
    await plainBackup([smsAt(sms)], { seed: 3, date: Date.UTC(2025, 0, 2) });
    await app.catalog.refresh();
    expect((await app.store.backups.get(id)).stale).toBe(true);
    await app.indexer.start(id, null);
    const reading = () => app.indexer.progress(id)?.artifacts.find(({ artifact }) => artifact === 'messages')?.state;
    await expect.poll(reading).toBe('running');
    await app.indexer.cancel(id);
    expect(app.indexer.progress(id)).toMatchObject({ state: 'cancelled', code: 'CANCELLED' });
    expect(await countMessages(id)).toBe(before);
    expect(await app.store.backups.get(id)).toMatchObject({ status: 'INDEXED', lastRunOutcome: 'cancelled' });
    expect(sandboxes()).toEqual([]);
  });

  it('are killed if their run never ends', async () => {
    await app.close();
    app = await openApp(readSettings({ ...workspace.environment, APPLE_JUICER_INDEXING__STALL_SECONDS: '1' }));
    const sms = join(workspace.path, 'sms.db');
    writeMessagesDatabase(sms, { seed: 2, size: 50 });
    makeEndless(sms, 'message');
    await plainBackup([smsAt(sms)]);
    const id = await onlyBackup();
    const progress = await index(id, null);
    // The run is ended either because nothing progresses, or because there are more records than the file could
    // contain.
    if (progress.state === 'succeeded') {
      const messages = (await app.store.ledger.latest(id)).find((line) => line.artifact === 'messages');
      expect(messages).toMatchObject({ outcome: 'partial' });
    } else expect(progress).toMatchObject({ state: 'failed', code: 'STALLED' });
  });

  it('are marked interrupted if the worker is killed, and can run again', async () => {
    const count = 10_000;
    await writeDemoBackup(folder(), { password: PASSWORD, messages: count });
    const id = await onlyBackup();
    await app.indexer.start(id, await keysOf(folder()));
    await expect.poll(() => app.indexer.progress(id)?.records ?? 0, { interval: 5 }).toBeGreaterThan(0);
    const workers = childrenOf(process.pid);
    expect(workers).toHaveLength(1);
    for (const pid of workers) {
      const variables = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0');
      expect(variables.filter((variable) => variable.startsWith('APPLE_JUICER'))).toEqual([]);
      expect(await readFile(`/proc/${pid}/cmdline`, 'utf8')).toContain('--permission');
      process.kill(pid, 'SIGKILL');
    }
    const progress = await app.indexer.wait(id);
    expect(progress).toMatchObject({ state: 'interrupted' });
    expect(await countMessages(id)).toBe(0);
    expect(sandboxes()).toEqual([]);
    expect((await index(id, await keysOf(folder()))).state).toBe('succeeded');
    const line = (await app.store.ledger.latest(id)).find(({ artifact }) => artifact === 'messages');
    expect(line).toMatchObject({ outcome: 'indexed', found: count });
  });
});

describe('during a run', fullOnly, () => {
  it('renews its lease without blocking its own writes', async () => {
    await writeDemoBackup(folder(), { password: PASSWORD, messages: 5_000 });
    const id = await onlyBackup();
    const { dsn } = workspace.settings.postgres;
    const options = {
      store: app.store,
      dsn,
      tempPath: workspace.temp,
      concurrency: 1,
      previews: true,
      stallMs: 30_000,
    };
    const indexer = new EmbeddedIndexer({ ...options, heartbeatMs: 1 });
    await indexer.start(id, await keysOf(folder()));
    expect(await indexer.wait(id)).toMatchObject({ state: 'succeeded' });
    await indexer.close();
  });

  it('ends once the database takes it, if that was away when its worker ended, and can run again', async () => {
    await writeDemoBackup(folder(), { password: PASSWORD, messages: 5_000 });
    const id = await onlyBackup();
    const { store } = app;
    const { dsn } = workspace.settings.postgres;
    const options = { store, dsn, tempPath: workspace.temp, concurrency: 1, previews: true, stallMs: 30_000 };
    const indexer = new EmbeddedIndexer({ ...options, heartbeatMs: 50 });
    await indexer.start(id, await keysOf(folder()));
    const away = vi.spyOn(store.runs, 'fail');
    for (const code of ['STORAGE_UNAVAILABLE', 'DISK_FULL', 'STORAGE_UNAVAILABLE'] as const)
      away.mockRejectedValueOnce(new DomainError(code));
    const waited = indexer.wait(id).catch((error: unknown) => error);
    await expect(indexer.cancel(id)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    expect(await waited).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    await vi.waitUntil(() => indexer.progress(id)?.state === 'cancelled', { timeout: 10_000 });
    expect(away).toHaveBeenCalledTimes(4);
    expect(await store.backups.get(id)).toMatchObject({ status: 'DISCOVERED' });
    await indexer.start(id, await keysOf(folder()));
    expect(await indexer.wait(id)).toMatchObject({ state: 'succeeded' });
    await indexer.close();
  });

  it('does not block commands', async () => {
    await plainBackup([]);
    const id = await onlyBackup();
    const made = vi.spyOn(globalThis, 'setInterval');
    const cleared = vi.spyOn(globalThis, 'clearInterval');
    expect(await index(id, null)).toMatchObject({ state: 'succeeded' });
    const over = new Set<unknown>(cleared.mock.calls.map(([timer]) => timer));
    const timers = made.mock.results.map(({ value }) => value as NodeJS.Timeout);
    expect(timers.filter((timer) => timer.hasRef() && !over.has(timer))).toEqual([]);
  });

  it('answers requests without blocking for more than 5 ms', async () => {
    await writeDemoBackup(folder(), { password: PASSWORD, messages: 20_000 });
    const id = await onlyBackup();
    await index(id, await keysOf(folder()));
    const server = await startServer(app);
    const ask = async (path: string): Promise<void> => {
      const response = await fetch(server.url + path, { headers: { 'x-api-token': server.token } });
      expect(response.status).toBe(200);
      await response.text();
    };
    const paths = [`/backups/${id}/artifacts/messages/conversations?limit=20`, '/search?q=dinner&limit=20', '/backups'];
    // Warm up: the first requests load and compile code.
    for (let warmUp = 0; warmUp < 40; warmUp++) for (const path of paths) await ask(path);
    await app.store.deleteIndex(id);
    const turns = await computingTimes(async () => {
      await app.indexer.start(id, await keysOf(folder()));
      const ended = app.indexer.wait(id);
      while (app.indexer.progress(id)?.finishedAt === null) {
        for (const path of paths) await ask(path);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect((await ended).state).toBe('succeeded');
    });
    await server.close();
    const p99 = turns.toSorted((a, b) => a - b)[Math.floor(turns.length * 0.99)];
    expect(p99).toBeLessThanOrEqual(5);
  });
});

describe('forbidden settings', () => {
  it('include a database or a sandbox inside a folder of backups', async () => {
    const inside = { APPLE_JUICER_BACKUP_PATHS__TEMP_PATH: join(workspace.backups, 'temp') };
    await expect(openApp(readSettings({ ...workspace.environment, ...inside }))).rejects.toMatchObject({
      code: 'BAD_SETTINGS',
    });
    const database = { APPLE_JUICER_POSTGRES__DSN: `sqlite:///${workspace.backups}/x/index.db` };
    await expect(openApp(readSettings({ ...workspace.environment, ...database }))).rejects.toMatchObject({
      code: 'BAD_SETTINGS',
    });
  });
});
