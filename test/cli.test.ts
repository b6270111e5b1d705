import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { registry } from '../src/artifacts/registry.ts';
import {
  BackupDetailSchema,
  BackupListSchema,
  BackupSchema,
  IndexProgressSchema,
  LedgerEntrySchema,
} from '../src/contract/backups.ts';
import { ProblemSchema, pageOf } from '../src/contract/common.ts';
import { ContactSummarySchema } from '../src/contract/contacts.ts';
import { FileSchema, filesPageOf } from '../src/contract/files.ts';
import { ConversationSchema, MessageSchema } from '../src/contract/messages.ts';
import { SearchResultSchema } from '../src/contract/search.ts';
import { ERROR_TABLE } from '../src/model/errors.ts';
import { corpusPath, describeCorpus } from './corpus.ts';
import { childrenOf } from './promises/support/processes.ts';
import { fullOnly } from './support/depth.ts';
import { makeEndless } from './support/endless-table.ts';
import { firstOnly } from './support/first-only.ts';
import { isReading } from './support/index-database.ts';
import { until } from './support/queue-bench.ts';
import { type CliResult, cliEntry, finished, runCli, startCli } from './support/run-cli.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { type SyntheticEntry, writeBackup, writeDemoBackup, writeMessagesDatabase } from './synthetic/index.ts';

firstOnly();

const ErrorSchema = z.strictObject({ error: ProblemSchema });

let workspace: Workspace;

function withWorkspace(prepare: (workspace: Workspace) => Promise<void> = async () => {}): void {
  beforeAll(async () => {
    workspace = await makeWorkspace();
    await mkdir(workspace.backups);
    await prepare(workspace);
  });
  afterAll(() => workspace.remove());
}

/** Runs the CLI and parses its only output, a JSON document. */
async function json(args: readonly string[], input?: string): Promise<{ status: number | null; value: unknown }> {
  const { status, stdout, stderr } = await runCli(workspace, [...args, '--json'], input);
  expect(stderr).toBe('');
  return { status, value: JSON.parse(stdout) };
}

async function parsed<T>(schema: z.ZodType<T>, args: readonly string[], input?: string): Promise<T> {
  const { status, value } = await json(args, input);
  expect(value).toEqual(schema.parse(value));
  expect(status).toBe(0);
  return schema.parse(value);
}

describeCorpus('the CLI on an unencrypted backup of iOS 14.3', () => {
  const folder = corpusPath('backups/ios-14.3-unencrypted-manifest');
  const IndexedSchema = z.strictObject({ run: IndexProgressSchema, ledger: z.array(LedgerEntrySchema) });

  withWorkspace();

  it('shows and indexes it', fullOnly, async () => {
    const info = await parsed(BackupDetailSchema, ['info', folder]);
    expect(info).toMatchObject({ device: { productType: 'iPhone9,3', productVersion: '14.3' }, encrypted: false });
    const lists = [['notes', folder], ...['timeline', 'people'].map((command) => [command, '--backup', folder])];
    for (const args of lists) {
      const refused = await json(args);
      expect([args, refused.status]).toEqual([args, ERROR_TABLE.NOT_FOUND.exit]);
      expect(ErrorSchema.parse(refused.value).error.detailCode.code).toBe('detail.not-indexed');
    }
    const { status, value } = await json(['index', folder]);
    const { run, ledger } = IndexedSchema.parse(value);
    expect([status, run.state, run.code]).toEqual([ERROR_TABLE.PARTLY_READ.exit, 'partial', 'PARTLY_READ']);
    const outcomes = Object.fromEntries(ledger.map(({ artifact, outcome }) => [artifact, outcome]));
    // The backup lists the databases of calls and notes, but has no payloads for them.
    expect(outcomes).toMatchObject({ messages: 'indexed', calendar: 'indexed', calls: 'failed', notes: 'failed' });
    expect(Object.keys(outcomes)).toEqual(registry.map(({ id }) => id).toSorted());
    // sms.db of this backup has one message, from a handle without a chat.
    const conversations = await parsed(pageOf(ConversationSchema), ['conversations', info.id]);
    expect(conversations.items).toMatchObject([{ title: 'apple', messageCount: 1 }]);
    const { key } = conversations.items[0] ?? { key: '' };
    const page = pageOf(MessageSchema).extend({ previous: z.null() });
    const messages = await parsed(page, ['messages', info.id, key]);
    expect(messages.items[0]?.text).toContain('Please click here');
    const result = await parsed(SearchResultSchema, ['search', 'click', '--backup', info.id.slice(0, 5)]);
    expect(result).toMatchObject({ total: 1, items: [{ ref: messages.items[0]?.key, conversation: key }] });
    await parsed(pageOf(ContactSummarySchema), ['contacts', info.id]);
  });

  it('lists its 3,721 entries and marks the 1,079 missing files', fullOnly, async () => {
    const { items } = await parsed(filesPageOf(FileSchema), ['files', folder]);
    expect(items).toHaveLength(3721);
    expect(items.filter(({ missing }) => missing)).toHaveLength(1079);
    expect(items.filter(({ kind }) => kind === 'symlink')).toHaveLength(14);
  });

  it('extracts existing files and reports missing ones with status 9', fullOnly, async () => {
    const target = join(workspace.path, 'out');
    const { status, value } = await json(['extract', folder, 'HomeDomain:', '--to', target]);
    expect(status).toBe(ERROR_TABLE.PAYLOAD_MISSING.exit);
    const { items, summary } = value as { items: Record<string, unknown>[]; summary: Record<string, number> };
    expect(items.find(({ relativePath }) => relativePath === 'Library/SMS/sms.db')).toMatchObject({
      status: 'written',
      path: 'HomeDomain/Library/SMS/sms.db',
      renamed: false,
    });
    const original = await readFile(join(folder, '3d/3d0d7e5fb2ce288813306e4d4636395e047a3d28'));
    expect((await readFile(join(target, 'HomeDomain/Library/SMS/sms.db'))).equals(original)).toBe(true);
    expect(summary['missing']).toBe(items.filter((item) => item['status'] === 'missing').length);
  });

  it('ends without an error when its output is closed', fullOnly, () => {
    const command = `"${process.execPath}" "${cliEntry()}" files "${folder}" | head -n 1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: workspace.path,
      env: { PATH: process.env['PATH'], ...workspace.environment },
      encoding: 'utf8',
    });
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('');
  });
});

describeCorpus('the CLI on encrypted backups', () => {
  withWorkspace();

  it.each(['encrypted-10.3-manifestdb', 'encrypted-9.0.1-mbdb'])('opens %s', fullOnly, async (name) => {
    const folder = corpusPath(`backups/${name}`);
    const { items } = await parsed(filesPageOf(FileSchema), ['files', folder, '*.txt', '--password-stdin'], '0000\n');
    expect(items).toMatchObject([{ relativePath: 'Media/Test.txt', kind: 'file', missing: false }]);
    const args = ['extract', folder, '*.txt', '--to', join(workspace.path, name), '--password-stdin'];
    expect((await runCli(workspace, args, '0000')).status).toBe(0);
    const path = join(workspace.path, name, items[0]?.domain ?? '', 'Media/Test.txt');
    expect(await readFile(path, 'utf8')).toBe('Test data');
  });

  it('refuses a wrong password, none, and one on the command line', fullOnly, async () => {
    const folder = corpusPath('backups/encrypted-9.0.1-mbdb');
    const wrong = await runCli(workspace, ['index', folder, '--password-stdin'], 'do-not-echo-me');
    expect(wrong.status).toBe(7);
    expect(wrong.stderr).toContain('This password does not open the backup.');
    expect(wrong.stdout + wrong.stderr).not.toContain('do-not-echo-me');
    expect((await runCli(workspace, ['index', folder])).status).toBe(7);
    const { value } = await json(['files', folder]);
    expect(ErrorSchema.parse(value).error).toMatchObject({ code: 'BACKUP_LOCKED', status: 423 });
    expect((await runCli(workspace, ['index', folder, '--password', 'x'])).status).toBe(2);
  });
});

describe('the CLI on a synthetic backup', fullOnly, () => {
  const PASSWORD = 'correct horse';
  let id: string;

  withWorkspace(async ({ backups }) => {
    await writeDemoBackup(join(backups, 'demo'), { password: PASSWORD, messages: 300, contacts: 12 });
  });

  it('goes from list to search', async () => {
    const { backups, searched } = await parsed(BackupListSchema, ['list']);
    expect(searched).toMatchObject([{ found: 1, problem: null }]);
    id = backups[0]?.id ?? '';
    const indexed = await runCli(workspace, ['index', id.slice(0, 4), '--password-stdin'], `${PASSWORD}\n`);
    expect(indexed).toMatchObject({ status: 0 });
    expect(indexed.stderr).toContain('unencrypted');
    expect(indexed.stdout).toMatch(/Messages {2,}indexed {2,}300 {2,}300 {2,}0/);
    const titles = [...indexed.stdout.matchAll(/^(\S.*?) {2,}(?:indexed|empty) /gm)].map(([, title = '']) => title);
    expect(titles.length).toBeGreaterThan(1);
    expect(titles).toEqual(titles.toSorted((one, other) => one.localeCompare(other, 'en')));
    expect(indexed.stdout).toMatch(/^Not in this backup: \d+ artifacts. `apple-juicer ledger` lists them\.$/m);
    expect(indexed.stdout + indexed.stderr).not.toContain(PASSWORD);

    const byName = await parsed(BackupDetailSchema, ['info', backups[0]?.name ?? '']);
    expect(byName).toMatchObject({ id, status: 'INDEXED', unlocked: false });
    const { items } = await parsed(pageOf(ConversationSchema), [
      'conversations',
      id,
      '--sort',
      'messages',
      '--limit',
      '1',
    ]);
    const read = await runCli(workspace, ['messages', id, items[0]?.key ?? '', '--limit', '3']);
    expect(read.stdout).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d -0[78]:00 {2}\S/);
    const found = await runCli(workspace, ['search', 'from:me', '--limit', '2']);
    expect(found.stdout.match(/^You (?:to|in) /gm)).toHaveLength(2);
    expect(found.stderr).toMatch(/^2 of [\d,]+\nMore: --all, or --cursor \S+\n$/);
    const next = /--cursor (\S+)/.exec(found.stderr)?.[1] ?? '';
    const more = await parsed(SearchResultSchema, ['search', 'from:me', '--limit', '2', '--cursor', next]);
    expect(more.items).toHaveLength(2);
    const nobody = await parsed(SearchResultSchema, ['search', 'from:zelda']);
    expect(nobody).toMatchObject({ items: [], total: 0, notes: [expect.stringContaining('zelda')] });
  });

  it('removes the index, and has nothing to read afterwards', async () => {
    const { value } = await json(['remove', id]);
    expect(value).toMatchObject({ backup: id, rows: expect.any(Number) });
    const { status, value: problem } = await json(['conversations', id]);
    expect(status).toBe(4);
    expect(ErrorSchema.parse(problem).error.detail).toContain(`apple-juicer index ${id}`);
  });
});

describe('extract on hostile names', () => {
  const text = (contents: string) => Buffer.from(contents);
  const NAMES = [
    '../../evil.txt',
    '/etc/absolute.txt',
    'a/../b.txt',
    'C:\\evil.txt',
    'NUL',
    'Photo.JPG',
    'photo.jpg',
    'é.txt',
    'e\u0301.txt',
    `${'long/'.repeat(200)}${'n'.repeat(300)}.txt`,
    'gnp.\u202etxt',
    'esc\u001b[31m.txt',
    'linked/inside.txt',
  ];
  const MODIFIED = Date.UTC(2020, 1, 29);

  function* entries(): Generator<SyntheticEntry> {
    for (const relativePath of NAMES) {
      yield { domain: 'HomeDomain', relativePath, kind: 'file', contents: text(relativePath), modifiedAt: MODIFIED };
    }
    yield { domain: '..', relativePath: 'domain.txt', kind: 'file', contents: text('domain') };
    yield { domain: 'HomeDomain', relativePath: 'link', kind: 'symlink', target: '/etc/passwd' };
    yield { domain: 'HomeDomain', relativePath: 'gone.txt', kind: 'file', missing: true };
    yield { domain: 'HomeDomain', relativePath: 'shorter.txt', kind: 'file', contents: text('x'), sizeHint: 2 };
  }

  withWorkspace(async ({ backups }) => {
    await writeBackup(join(backups, 'hostile'), { manifest: 'db', layout: 'sharded', files: entries() });
  });

  it('writes each file once, inside the target, and reports every change', async () => {
    const target = join(workspace.path, 'target');
    await mkdir(join(target, 'HomeDomain'), { recursive: true });
    await symlink(workspace.path, join(target, 'HomeDomain', 'linked'));
    const args = ['extract', join(workspace.backups, 'hostile'), '**', '--to', target];
    const { status, value } = await json(args);
    const { items } = value as { items: { relativePath: string; path: string | null; status: string; code: string }[] };
    const of = (relativePath: string) => items.find((item) => item.relativePath === relativePath);

    for (const name of [...NAMES.filter((name) => !name.startsWith('linked')), 'domain.txt']) {
      const item = of(name);
      expect(item?.status, name).toBe('written');
      expect(await readFile(join(target, item?.path ?? ''), 'utf8')).toBe(name === 'domain.txt' ? 'domain' : name);
      if (name !== 'domain.txt') expect((await stat(join(target, item?.path ?? ''))).mtimeMs).toBe(MODIFIED);
    }
    expect(of('linked/inside.txt')).toMatchObject({ status: 'failed', code: 'UNSAFE_PATH', path: null });
    expect(of('link')).toMatchObject({ status: 'symlink', target: '/etc/passwd', path: null });
    expect(of('gone.txt')).toMatchObject({ status: 'missing', code: 'PAYLOAD_MISSING' });
    expect(of('shorter.txt')).toMatchObject({ status: 'written', integrity: 'shorter' });
    expect((value as { summary: object }).summary).toMatchObject({ shorter: 1, damaged: 0 });
    expect(status).toBe(ERROR_TABLE.PAYLOAD_MISSING.exit);

    const written = items.flatMap(({ path, status }) => (status === 'written' ? (path ?? []) : []));
    expect(new Set(written.map((path) => path.normalize('NFC').toLowerCase())).size).toBe(written.length);
    expect((await readdir(workspace.path)).filter((name) => name !== 'temp').sort()).toEqual([
      'backups',
      'data',
      'target',
    ]);
    expect(await readlink(join(target, 'HomeDomain', 'linked'))).toBe(workspace.path);
    const left = await readdir(target, { recursive: true });
    expect(left.filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('continues when its output is closed', async () => {
    const target = join(workspace.path, 'unread');
    const child = startCli(workspace, ['extract', join(workspace.backups, 'hostile'), '*.txt', '--to', target]);
    child.stdout.destroy();
    const { status, stderr } = await finished(child);
    expect(stderr).toMatch(/\d+ files written/);
    expect(status).toBe(ERROR_TABLE.PAYLOAD_MISSING.exit);
    const written = await readdir(target, { recursive: true });
    expect(written).toEqual(expect.arrayContaining(['HomeDomain/a/b.txt', 'HomeDomain/etc/absolute.txt']));
    expect(written.filter((name) => name.includes('.part'))).toEqual([]);
    await rm(target, { recursive: true });
  });

  it('shows no control characters on a terminal', async () => {
    const { stdout } = await runCli(workspace, ['files', join(workspace.backups, 'hostile')]);
    expect(stdout).toContain('esc\\u001b[31m.txt');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('never writes into a backup', async () => {
    const folder = join(workspace.backups, 'hostile');
    const before = await readdir(folder);
    const { status, stderr } = await runCli(workspace, ['extract', folder, '**', '--to', join(folder, 'out')]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('--to is inside')]);
    expect(await readdir(folder)).toEqual(before);
  });
});

describe('the command line', () => {
  withWorkspace();

  const failure = async (...args: string[]): Promise<CliResult> => runCli(workspace, args);

  it('explains itself', async () => {
    const { status, stdout } = await failure('--help');
    expect(status).toBe(0);
    for (const { exit } of Object.values(ERROR_TABLE)) expect(stdout).toMatch(new RegExp(`^ +${exit} {2}[A-Z]`, 'm'));
    for (const command of ['index', 'extract']) {
      const help = await failure(command, '--help');
      expect(help.stdout).toContain(`apple-juicer ${command}`);
      expect(help.stdout).toContain('Examples:');
    }
  });

  it.each([
    [['serch'], 2, 'BAD_REQUEST'],
    [['search'], 2, 'BAD_REQUEST'],
    [['search', 'x', '--limit', '0'], 2, 'BAD_REQUEST'],
    [['search', 'x', '--sort', 'random'], 2, 'BAD_REQUEST'],
    [['search', 'x', '--cursor', '!'], 2, 'BAD_REQUEST'],
    [['info', 'zzzz'], 4, 'BACKUP_NOT_FOUND'],
    // A value that begins like a short option.
    [['verify', 'nowhere', '--key', `-V${'a'.repeat(41)}`], 4, 'NOT_FOUND'],
  ])('ends %j with status %i', async (args, exit, code) => {
    const text = await failure(...args);
    expect(text.status).toBe(exit);
    expect(text.stdout).toBe('');
    expect(text.stderr).not.toMatch(/^ +at /m);
    const { status, value } = await json(args);
    expect(status).toBe(exit);
    expect(ErrorSchema.parse(value).error.code).toBe(code);
  });

  it('reports the searched folders if there is no backup', async () => {
    const { status, stdout, stderr } = await failure('list', '--backups', join(workspace.path, 'nowhere'));
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toContain('nowhere');
    expect(stderr).toContain('No backups found.');
  });

  it('reports the name of an invalid setting, not its value', async () => {
    const broken = { ...workspace, environment: { ...workspace.environment, APPLE_JUICER_API__TOKEN: 'secret' } };
    const { status, stderr } = await runCli(broken, ['list']);
    expect(status).toBe(3);
    expect(stderr).toContain('APPLE_JUICER_API__TOKEN');
    expect(stderr).not.toContain('secret');
    expect((await runCli(broken, ['doctor'])).status).toBe(3);
  });

  it('migrates once', async () => {
    await rm(join(workspace.path, 'data'), { recursive: true, force: true });
    expect((await json(['migrate'])).value).toMatchObject({
      applied: expect.arrayContaining(['0001-core', '0003-backup-domains']),
      replaced: [],
    });
    expect((await json(['migrate'])).value).toEqual({ applied: [], created: [], altered: [], replaced: [] });
  });

  it('checks the installation', async () => {
    const { status, value } = await json(['doctor']);
    expect([status, value]).toMatchObject([0, { ok: true }]);
    const { checks } = value as { checks: { name: string; status: string }[] };
    const names = checks.map(({ name }) => name.replace(/ (?:in )?\/.*/, ''));
    expect(names).toEqual(
      expect.arrayContaining([
        'Node.js',
        'SQLite and FTS5',
        'ffmpeg',
        'Backups',
        'Temporary files',
        'Database',
        'API token',
      ]),
    );
    await writeFile(join(workspace.path, 'data', 'index.db'), 'this is no database');
    expect((await json(['doctor'])).status).toBe(ERROR_TABLE.STORAGE_UNAVAILABLE.exit);
  });
});

describe('a stop signal', () => {
  withWorkspace(async ({ backups, path }) => {
    const database = join(path, 'sms.db');
    writeMessagesDatabase(database, { seed: 1, size: 50 });
    makeEndless(database, 'message');
    const file: SyntheticEntry = {
      domain: 'HomeDomain',
      relativePath: 'Library/SMS/sms.db',
      kind: 'file',
      contents: { path: database },
    };
    await writeBackup(join(backups, 'endless'), { manifest: 'db', layout: 'sharded', files: [file] });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGHUP', 129],
    ['SIGTERM', 143],
  ] as const)(
    '%s to all processes cancels an index that would never end, and leaves nothing locked',
    async (signal, exit) => {
      const folder = join(workspace.backups, 'endless');
      const child = startCli(workspace, ['index', folder]);
      const ended = finished(child);
      await until('the run is under way', () => isReading(workspace));
      // As from a terminal or a service manager.
      const pid = child.pid as number;
      for (const each of [...childrenOf(pid), pid]) process.kill(each, signal);
      const { status, stderr } = await ended;
      expect(stderr).toContain('Cancelled. The backup is not indexed.');
      expect(status).toBe(exit);
      const backup = await parsed(BackupSchema.loose(), ['info', folder]);
      expect(backup).toMatchObject({ status: 'DISCOVERED', lastRun: { outcome: 'cancelled' } });
    },
  );
});

describe('apple-juicer demo', () => {
  withWorkspace();

  it('shows everything and leaves nothing behind', { timeout: 180_000 }, async () => {
    const { status, value } = await json(['demo', '--once', '--messages', '200']);
    expect(status).toBe(0);
    expect(value).toMatchObject({
      backup: { encrypted: true, status: 'INDEXED' },
      run: { state: 'succeeded' },
      ledger: registry
        .map(({ id }) => id)
        .toSorted()
        .map((artifact) => ({ artifact, outcome: 'indexed' })),
      search: { items: expect.any(Array) },
      url: null,
    });
    expect(await readdir(workspace.path)).toEqual(['backups']);
  });

  it('opens its link with the backup unlocked', { timeout: 120_000 }, async () => {
    const child = startCli(workspace, ['demo', '--messages', '50', '--json']);
    try {
      const link = Promise.withResolvers<string>();
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const loginUrl = /"loginUrl": ?"([^"]+)"/.exec(output)?.[1];
        if (loginUrl !== undefined) link.resolve(loginUrl);
      });
      child.on('close', () => link.reject(new Error('The demo gave no link.')));
      const loginUrl = await link.promise;
      const answer = await fetch(loginUrl, { redirect: 'manual' });
      const cookie = answer.headers
        .getSetCookie()
        .map((each) => each.split(';')[0])
        .join('; ');
      const list = await fetch(new URL('/backups', loginUrl), { headers: { cookie } });
      expect(await list.json()).toMatchObject({ backups: [{ encrypted: true, unlocked: true }] });
      const locked = await fetch(new URL('/backups', loginUrl), { headers: { cookie: cookie.split('; ')[0] ?? '' } });
      expect(await locked.json()).toMatchObject({ backups: [{ encrypted: true, unlocked: false }] });
    } finally {
      if (child.exitCode === null) {
        child.kill('SIGINT');
        await once(child, 'close');
      }
    }
  });
});
