import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, vi } from 'vitest';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { clock } from '../../artifacts/catalog/clock.ts';
import type { ArtifactDefinition } from '../../artifacts/kit/artifact.ts';
import { messages } from '../../artifacts/rich/messages/index.ts';
import { ioError } from '../../backup/file/io-error.ts';
import { openBackup } from '../../backup/index.ts';
import type { Backup } from '../../backup/types.ts';
import { english } from '../../locales/english.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { LedgerEntry } from '../../model/outcome.ts';
import { writeBackup } from '../../synthetic/backup-folder/backup-writer.ts';
import { writeMessagesDatabase } from '../../synthetic/messages/messages-database.ts';
import { matchStores } from '../match-stores.ts';
import { planArtifact } from '../plan.ts';
import { readArtifact, WHOLE } from './read-artifact.ts';

const ALARMS = { domain: 'HomeDomain', relativePath: 'Library/Preferences/com.apple.mobiletimerd.plist' };

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: failed`), { code });
}

/** Reads the alarms of a backup whose files cannot be read because of `error`. */
async function readFailing(error: unknown) {
  const path = tempFolder();
  await writeBackup(path, {
    manifest: 'db',
    layout: 'sharded',
    files: [{ ...ALARMS, kind: 'file', contents: Buffer.from('no property list') }],
  });
  const backup = await openBackup(path, { tempPath: tempFolder() });
  const failing = new Proxy<Backup>(backup, {
    get: (target, name) => {
      if (name === 'readWhole' && error !== null)
        return () => {
          throw error;
        };
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const artifact: ArtifactDefinition = clock;
  const stores = matchStores([artifact], backup.manifest).get(artifact.id) ?? {};
  const plan = planArtifact(artifact, stores, failing, { payloads: '', contents: null });
  const result = await readArtifact(
    plan,
    failing,
    { region: null, slice: WHOLE },
    { add: () => {}, progress: () => {} },
  );
  await backup.close();
  return result;
}

/** Reads the messages of a database with a second file, of which the payload has `kept` bytes. */
async function ledgerOf(
  database: string,
  suffix: string,
  log: Buffer,
  kept = log.length,
): Promise<Awaited<ReturnType<typeof readArtifact>>> {
  const folder = tempFolder();
  const sms = { domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db', kind: 'file' } as const;
  await writeBackup(folder, {
    manifest: 'db',
    layout: 'sharded',
    files: [
      { ...sms, contents: { path: database } },
      { ...sms, relativePath: `${sms.relativePath}${suffix}`, contents: log },
    ],
  });
  const id = createHash('sha1').update(`HomeDomain-${sms.relativePath}${suffix}`).digest('hex');
  truncateSync(join(folder, id.slice(0, 2), id), kept);
  const backup = await openBackup(folder, { tempPath: tempFolder() });
  const artifact: ArtifactDefinition = messages;
  const stores = matchStores([artifact], backup.manifest).get(artifact.id) ?? {};
  const plan = planArtifact(artifact, stores, backup, { payloads: '', contents: null });
  const result = await readArtifact(
    plan,
    backup,
    { region: null, slice: WHOLE },
    { add: () => {}, progress: () => {} },
  );
  await backup.close();
  return result;
}

describe('the second file of a database', () => {
  /** What the ledger says with a log, of which the payload has `kept` bytes. */
  async function entryWith(log: Buffer, kept = log.length): Promise<LedgerEntry> {
    const database = join(tempFolder(), 'sms.db');
    writeMessagesDatabase(database, { seed: 1, size: 5 });
    return (await ledgerOf(database, '-wal', log, kept)).ledger;
  }

  const path = 'Library/SMS/sms.db-wal';

  it('is noted if nothing of it can be applied', async () => {
    const unused = await entryWith(Buffer.alloc(4152));
    expect(unused.notes).toContainEqual({ ...msg('note.wal-discarded', { path }), count: 1 });
    expect(unused).toMatchObject({ outcome: 'indexed', reason: null });
    const damaged = await entryWith(Buffer.alloc(4152, 1));
    expect(damaged.notes).toContainEqual({ ...msg('note.wal-discarded', { path }), count: 1 });
    expect(damaged).toMatchObject({ outcome: 'partial', reason: msg('ledger.wal-damaged', { path }) });
  });

  it('is noted if it was cut off, which SQLite takes for its end', async () => {
    // A header without frames is a whole log.
    const header = Buffer.alloc(4152);
    for (const [at, value] of [0x377f0682, 3_007_000, 4096].entries()) header.writeUInt32BE(value, at * 4);
    const { notes } = await entryWith(header, 32);
    expect(notes).toContainEqual({ ...msg('note.wal-short', { path }), count: 1 });
    expect((await entryWith(header.subarray(0, 32))).notes).not.toContainEqual(
      expect.objectContaining({ code: 'note.wal-short' }),
    );
  });

  it('is a journal whose transaction is undone, noted and cited if that had not ended', async () => {
    const folder = tempFolder();
    const [database, copy] = [join(folder, 'sms.db'), join(folder, 'copy.db')];
    writeMessagesDatabase(database, { seed: 1, size: 5 });
    const db = new DatabaseSync(database);
    const { journal_mode: mode } = db.prepare('PRAGMA journal_mode = DELETE').get() ?? {};
    expect(mode).toBe('delete');
    db.exec('PRAGMA cache_size = 2; PRAGMA cache_spill = 1; BEGIN; CREATE TABLE filler (value)');
    for (let row = 0; row < 50; row++) db.exec('INSERT INTO filler VALUES (zeroblob(3000))');
    copyFileSync(database, copy);
    const journal = readFileSync(`${database}-journal`);
    db.close();

    const { ledger, sources } = await ledgerOf(copy, '-journal', journal);
    expect(ledger.outcome).toBe('indexed');
    expect(ledger.notes).toContainEqual({
      ...msg('note.journal-applied', { path: 'Library/SMS/sms.db-journal' }),
      count: 1,
    });
    expect(sources.map(({ relativePath }) => relativePath)).toContain('Library/SMS/sms.db-journal');
    const cold = await ledgerOf(database, '-journal', Buffer.alloc(512));
    expect(cold.ledger.notes).toEqual([]);
    expect(cold.ledger.found).toBe(ledger.found);
  });
});

describe('a database with a damaged interior page', () => {
  it('is partly read, with the rows that are behind it', async () => {
    const folder = tempFolder();
    const [database, broken] = [join(folder, 'sms.db'), join(folder, 'broken.db')];
    writeMessagesDatabase(database, { seed: 1, size: 300 });
    const db = new DatabaseSync(database);
    db.exec('PRAGMA journal_mode = DELETE');
    const size = Number(db.prepare('PRAGMA page_size').get()?.['page_size']);
    const root = Number(db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'message'").get()?.['rootpage']);
    db.close();
    const bytes = readFileSync(database);
    expect(bytes[(root - 1) * size]).toBe(0x05);
    bytes.fill(0, (root - 1) * size, root * size);
    writeFileSync(broken, bytes);

    const whole = await ledgerOf(database, '-wal', Buffer.alloc(0));
    const { ledger } = await ledgerOf(broken, '-wal', Buffer.alloc(0));
    const reason = msg('ledger.database-damaged', { path: 'Library/SMS/sms.db' });
    expect(whole.ledger).toMatchObject({ outcome: 'indexed', reason: null });
    expect(ledger).toMatchObject({ outcome: 'partial', reason, found: whole.ledger.found });
  });
});

describe('an artifact that cannot be read', () => {
  it.each([
    ['the disk is full', ioError(systemError('ENOSPC'), 'A file'), /Free some space/],
    ['access is denied', ioError(systemError('EACCES'), 'A file'), /Full Disk Access/],
    ['the disk fails', ioError(systemError('EIO'), 'A file'), /Check the disk/],
    ['too many files are open', ioError(systemError('EMFILE'), 'A file'), /try again/],
    ['there is no memory left', ioError(systemError('ENOMEM'), 'A file'), /more memory/],
    ['it needs more than a limit allows', new DomainError('LIMIT_EXCEEDED'), /safety limit/],
    ['there is a bug', new TypeError('undefined is not a function'), /report/],
  ])('is read again, with advice that fits, when %s', async (_what, error, advice) => {
    const { ledger, readAgain } = await readFailing(error);
    expect({ outcome: ledger.outcome, readAgain }).toEqual({ outcome: 'failed', readAgain: true });
    expect(english(ledger.reason)).toMatch(advice);
  });

  it.each([
    ['its contents are damaged', null],
    ['its payload is missing', new DomainError('PAYLOAD_MISSING')],
    ['its key does not fit', new DomainError('DAMAGED_BACKUP')],
  ])('is not read again when %s', async (_what, error) => {
    const { ledger, readAgain } = await readFailing(error);
    expect({ outcome: ledger.outcome, readAgain }).toEqual({ outcome: 'failed', readAgain: false });
  });
});

describe('a bug of ours', () => {
  it('is reported with where it is, without its message, which can contain text of the backup', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const error = new SyntaxError('Unexpected token: "needle\n    at needle"');
      const { ledger } = await readFailing(error);
      const printed = write.mock.calls.map(([text]) => String(text)).join('');
      expect(printed).toMatch(/^apple-juicer: reading stopped by SyntaxError\n {4}at .*read-artifact\.test\.ts/);
      expect(printed + JSON.stringify(ledger)).not.toContain('needle');
    } finally {
      write.mockRestore();
    }
  });
});

// The schema of many tables fills several pages, the later ones at the end. SQLite reads all of it or nothing, and
// without it the table and columns of the values on a page are unknown.
describe('a database that lost pages of its schema', () => {
  it.each([
    ['that are cut off', false, /^The database is truncated: .* too few to read it\.$/],
    ['that are overwritten', true, /malformed/],
  ])('%s fails with the reason', async (_how, isOverwritten, reason) => {
    const database = join(tempFolder(), 'sms.db');
    writeMessagesDatabase(database, { seed: 1, size: 50 });
    const db = new DatabaseSync(database);
    db.exec('BEGIN');
    for (let index = 0; index < 400; index++) db.exec(`CREATE TABLE late_${index} (a, b, c)`);
    db.exec('COMMIT');
    const { page_size: size } = db.prepare('PRAGMA page_size').get() as { page_size: number };
    const last = db.prepare("SELECT max(rootpage) AS page FROM sqlite_schema WHERE name NOT LIKE 'late%'").get();
    db.close();
    // All messages are before the pages of the schema that were added.
    const length = statSync(database).size;
    truncateSync(database, Number(last?.['page']) * size);
    if (isOverwritten) truncateSync(database, length);
    const path = tempFolder();
    const sms = { domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db', kind: 'file' } as const;
    await writeBackup(path, { manifest: 'db', layout: 'sharded', files: [{ ...sms, contents: { path: database } }] });
    const backup = await openBackup(path, { tempPath: tempFolder() });
    const stores = matchStores([messages], backup.manifest).get(messages.id) ?? {};
    const plan = planArtifact(messages, stores, backup, { payloads: '', contents: null });
    const part = { region: null, slice: WHOLE };
    const { ledger } = await readArtifact(plan, backup, part, { add: () => {}, progress: () => {} });
    await backup.close();
    expect(ledger).toMatchObject({ outcome: 'failed', parsed: 0 });
    expect(english(ledger.reason)).toMatch(reason);
  });
});
