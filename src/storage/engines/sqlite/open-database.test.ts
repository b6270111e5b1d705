import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStore } from '../../store.ts';
import { headerOf, isMarked } from './file-mark.ts';
import { fileOwner } from './file-owner.ts';
import { prepareDatabaseFile } from './prepare-database-file.ts';

const mode = (path: string): number => statSync(path).mode & 0o777;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aj-database-file-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

it('restricts its own database to its owner, and creates a new one that way', async () => {
  const path = join(folder, 'x.db');
  const store = await openStore({ dsn: `sqlite:///${path}`, tables: {} });
  await store.migrate();
  await store.close();
  chmodSync(path, 0o644);
  prepareDatabaseFile(path);
  expect(mode(path)).toBe(0o600);
  prepareDatabaseFile(join(folder, 'new', 'y.db'));
  expect([mode(join(folder, 'new')), mode(join(folder, 'new', 'y.db'))]).toEqual([0o700, 0o600]);
});

it('says that permissions are missing for the database of another user', () => {
  chmodSync(folder, 0);
  const [module, path] = [new URL('./prepare-database-file.ts', import.meta.url), join(folder, 'x.db')];
  // Root may open everything. It becomes another user once it is loaded: the folder of the sources may be closed to others.
  const another = process.getuid?.() === 0 ? 'process.setgid(54_321); process.setuid(54_321);' : '';
  const program = `const { prepareDatabaseFile } = await import(${JSON.stringify(module)}); ${another}
    try { prepareDatabaseFile(${JSON.stringify(path)}); } catch ({ detail }) { console.log(detail.code); }`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  chmodSync(folder, 0o700);
  expect(stdout).toBe('detail.database-forbidden\n');
});

/** Everything observable about a folder: names, modes, times and contents. */
function look(): unknown {
  return readdirSync(folder)
    .toSorted()
    .map((name) => {
      const path = join(folder, name);
      const { mode: bits, mtimeMs, ctimeMs, size } = statSync(path);
      return { name, bits, mtimeMs, ctimeMs, size, sha256: hash('sha256', readFileSync(path)) };
    });
}

/** Opens the store like the application does on start. */
const start = (path: string) => openStore({ dsn: `sqlite:///${path}`, tables: {} });

/** A database of another program, with its own mode. */
function foreign(path: string, setUp: string): DatabaseSync {
  const db = new DatabaseSync(path);
  db.exec(`${setUp}; create table notes (text); insert into notes values ('precious')`);
  chmodSync(path, 0o640);
  return db;
}

describe('a file of another program is refused and left unchanged', () => {
  it.each([
    ['with a rollback journal', 'pragma journal_mode = delete'],
    ['with a write-ahead log', 'pragma journal_mode = wal'],
    ['with tables called as ours', 'create table backups (name)'],
  ])('a database %s', async (_what, setUp) => {
    const path = join(folder, 'foreign.db');
    foreign(path, setUp).close();
    const before = look();
    expect(readdirSync(folder)).toEqual(['foreign.db']);
    await expect(start(path)).rejects.toMatchObject({
      code: 'BAD_SETTINGS',
      message: expect.stringContaining('tables of another program'),
    });
    expect(look()).toEqual(before);
  });

  it('a database that its program has open, all of it in the log', async () => {
    const path = join(folder, 'foreign.db');
    const db = foreign(path, 'pragma journal_mode = wal; pragma wal_autocheckpoint = 0');
    const temp = mkdtempSync(join(tmpdir(), 'aj-temp-'));
    vi.stubEnv('TMPDIR', temp);
    onTestFinished(() => rmSync(temp, { recursive: true }));
    try {
      const before = look();
      expect(readdirSync(folder)).toEqual(['foreign.db', 'foreign.db-shm', 'foreign.db-wal']);
      await expect(start(path)).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
      expect(look()).toEqual(before);
      expect(readdirSync(temp)).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      db.close();
    }
  });

  it('a text file, a damaged database, a folder', async () => {
    const [text, damaged] = [join(folder, 'notes.txt'), join(folder, 'damaged.db')];
    writeFileSync(text, 'precious', { mode: 0o640 });
    foreign(damaged, 'pragma page_size = 4096').close();
    const bytes = readFileSync(damaged);
    bytes.fill(0xff, 100, 4096);
    writeFileSync(damaged, bytes);
    const before = look();
    for (const path of [text, damaged, folder]) {
      await expect(start(path)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    }
    expect(look()).toEqual(before);
  });
});

describe('a file is accepted', () => {
  it('that is missing, empty, or an empty database', async () => {
    const [empty, bare] = [join(folder, 'empty.db'), join(folder, 'bare.db')];
    writeFileSync(empty, '');
    new DatabaseSync(bare).exec('pragma journal_mode = wal');
    for (const path of [empty, bare, join(folder, 'missing.db')]) {
      expect(fileOwner(path)).toBe('nobody');
      const store = await start(path);
      await store.migrate();
      await store.close();
      expect(fileOwner(path)).toBe('ours');
    }
  });

  it('that is ours, all of it in the log of a killed process', async () => {
    const [path, left] = [join(folder, 'live.db'), join(folder, 'left.db')];
    prepareDatabaseFile(path);
    // Unless another program checkpoints it, the first migration is only in the log.
    const store = await start(path);
    await store.migrate();
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, left + suffix);
    await store.close();
    expect(statSync(`${left}-wal`).size).toBeGreaterThan(0);
    const before = look();
    expect(fileOwner(left)).toBe('ours');
    expect(look()).toEqual(before);
    const again = await start(left);
    expect((await again.migrate()).applied).toEqual([]);
    await again.close();
  });
});

describe('a file with our mark', () => {
  /** A closed database of ours. */
  async function ours(path: string): Promise<void> {
    const store = await start(path);
    await store.migrate();
    await store.close();
  }

  it('is each of ours, made anew or brought up to date', async () => {
    const path = join(folder, 'x.db');
    await ours(path);
    expect(isMarked(headerOf(path))).toBe(true);
    const db = new DatabaseSync(path);
    db.exec(`pragma application_id = 0; delete from kysely_migration where name >= '0021-mark'`);
    db.close();
    expect(isMarked(headerOf(path))).toBe(false);
    await ours(path);
    expect(isMarked(headerOf(path))).toBe(true);
  });

  it('is refused if it is damaged or shortened', async () => {
    const path = join(folder, 'x.db');
    await ours(path);
    const bytes = readFileSync(path);
    const damaged = Buffer.from(bytes).fill(0xff, 100, 16_384);
    for (const contents of [damaged, bytes.subarray(0, 120), bytes.subarray(0, 70)]) {
      writeFileSync(path, contents);
      await expect(ours(path)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
      expect(readFileSync(path)).toEqual(contents);
    }
  });
});
