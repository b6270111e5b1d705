import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportContext, exportFiles } from '../src/api/export-files.ts';
import { createLogger, type RunningServer, startServer } from '../src/api/index.ts';
import { NotePasswords } from '../src/api/note-passwords.ts';
import type { App } from '../src/app.ts';
import type { ExportPlan } from '../src/contract/export.ts';
import type { ExportJobView } from '../src/contract/export-jobs.ts';
import type { OpenedNoteView } from '../src/contract/notes.ts';
import { prepareExport } from '../src/export/prepare-export.ts';
import type { About } from '../src/export/types.ts';
import { openApp } from '../src/main.ts';
import { writeNoteBody } from '../src/synthetic/notes/body.ts';
import { lockWithPassword } from '../src/synthetic/notes/lock.ts';
import { alsoQuick } from './support/depth.ts';
import { firstOnly } from './support/first-only.ts';
import { indexNow } from './support/index-now.ts';
import { runCli } from './support/run-cli.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { fileIDOf, NOTES_DOMAIN, type NotesTruth, writeBackup, writeNotesDatabase } from './synthetic/index.ts';

firstOnly();

/** Password of all locked notes but one, and of that one. */
const USUAL = 'hunter2 ünïcode';
const OTHER = 'another one';
const OTHER_TEXT = 'locked in another way';
const CODE = /The code is \d+ 🔑|In the safe:/g;

describe('locked notes in exports', { timeout: 120_000 }, () => {
  let workspace: Workspace;
  let app: App;
  let server: RunningServer;
  let id = '';
  let truth: NotesTruth;
  /** Notes with each password, and notes that no password opens. */
  let [usual, sealed] = [0, 0];

  beforeAll(async () => {
    workspace = await makeWorkspace();
    await mkdir(workspace.backups);
    const path = join(workspace.path, 'NoteStore.sqlite');
    truth = writeNotesDatabase(path, { seed: 'locked', size: 60 });
    lockDifferently(path);
    await writeBackup(join(workspace.backups, 'notes'), {
      iosVersion: '18.5',
      manifest: 'db',
      layout: 'sharded',
      files: [
        { domain: NOTES_DOMAIN, relativePath: 'NoteStore.sqlite', kind: 'file', contents: { path } },
        ...truth.files.map((file) => ({ ...file, kind: 'file' as const })),
      ],
    });
    app = await openApp(workspace.settings);
    await app.catalog.refresh();
    id = (await app.store.backups.list())[0]?.publicId ?? '';
    await indexNow(app, id, null);
    server = await startServer(app, { logger: createLogger('silent') });
    const locks = await app.store.read.selectFrom('notes').select('lock').where('bodyState', '=', 'locked').execute();
    sealed = locks.filter(({ lock }) => lock?.scheme !== 'password').length;
    usual = locks.length - sealed - 1;
  }, 120_000);
  afterAll(async () => {
    await server.close();
    await app.close();
    await workspace.remove();
  });

  /** Replaces the first locked note by one with another password. */
  function lockDifferently(path: string): void {
    const db = new DatabaseSync(path);
    const { pk } = db
      .prepare('SELECT min(Z_PK) AS pk FROM ZICCLOUDSYNCINGOBJECT WHERE ZCRYPTOITERATIONCOUNT > 0')
      .get() as { pk: number };
    const { ZDATA, ...columns } = lockWithPassword('other', writeNoteBody([{ runs: [{ text: OTHER_TEXT }] }]), OTHER);
    const set = (table: string, where: string, values: Readonly<Record<string, Buffer | number>>): void => {
      const names = Object.keys(values).map((name) => `${name} = ?`);
      db.prepare(`UPDATE ${table} SET ${names.join()} WHERE ${where} = ?`).run(...Object.values(values), pk);
    };
    set('ZICCLOUDSYNCINGOBJECT', 'Z_PK', columns);
    const { ZCRYPTOINITIALIZATIONVECTOR, ZCRYPTOTAG } = columns;
    set('ZICNOTEDATA', 'ZNOTE', { ZDATA, ZCRYPTOINITIALIZATIONVECTOR, ZCRYPTOTAG });
    db.close();
  }

  const plan = (format: string, more: Partial<ExportPlan> = {}): ExportPlan => ({
    what: 'notes',
    format,
    timeZone: 'UTC',
    files: false,
    bom: false,
    exportedAt: 0,
    ...more,
  });
  async function exported(
    wanted: ExportPlan,
    ...passwords: readonly string[]
  ): Promise<{ readonly text: string; readonly about: About }> {
    const openNote = passwords.length === 0 ? undefined : new NotePasswords(passwords).open;
    const prepared = await prepareExport({ ...exportContext(app, null), openNote }, id, wanted);
    let text = '';
    for await (const { path, contents } of prepared.files()) {
      text += `== ${path}\n`;
      for await (const chunk of contents) text += chunk.toString();
    }
    return { text, about: prepared.about };
  }
  const send = (method: string, path: string, body?: object): Promise<Response> =>
    fetch(server.url + path, {
      method,
      headers: { 'x-api-token': server.token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it.each(['html', 'markdown', 'txt', 'jsonl'])('have their text in %s', async (format) => {
    const closed = await exported(plan(format));
    expect(closed.text).not.toMatch(CODE);
    expect(closed.about.lockedNotes).toEqual({ opened: 0, locked: usual + 1 + sealed });
    const { text, about } = await exported(plan(format), 'not it', USUAL);
    expect(text.match(CODE)).toHaveLength(usual);
    expect(text).not.toContain(OTHER_TEXT);
    expect(about.lockedNotes).toEqual({ opened: usual, locked: 1 + sealed });
    expect(JSON.stringify(about)).not.toContain('hunter2');
    const all = await exported(plan(format), OTHER, USUAL);
    expect(all.text).toContain(OTHER_TEXT);
    expect(all.about.lockedNotes).toEqual({ opened: usual + 1, locked: sealed });
  });

  it('have their text in a PDF and in a keepsake, which finds it and says how many were opened', async () => {
    const { text } = await exported(plan('html', { what: 'keepsake' }), USUAL);
    expect(text.match(CODE)?.length).toBeGreaterThanOrEqual(usual);
    expect(text).toMatch(new RegExp(`${usual} locked notes? w\\w+ opened`));
    const chats = await exported(
      plan('html', { what: 'keepsake', keepsake: { include: ['call'], pictures: 'pictures' } }),
    );
    expect(chats.about.lockedNotes).toBeUndefined();
    const pdf = await exported(plan('pdf'), USUAL);
    expect(pdf.about.lockedNotes?.opened).toBe(usual);
  });

  const attached = () => truth.notes.filter(({ kind }) => kind === 'locked with attachments');

  it.each(['html', 'markdown', 'txt', 'jsonl'])('have what is attached to them in %s', async (format) => {
    const [{ path: backupPath } = { path: '' }] = await app.store.backups.list();
    const filesOf = async (...passwords: readonly string[]): Promise<ReadonlyMap<string, Buffer>> => {
      const handle = await app.sessions.handle({ id, path: backupPath });
      const context = exportContext(app, exportFiles(id, handle, app.media));
      const openNote = passwords.length === 0 ? undefined : new NotePasswords(passwords).open;
      const prepared = await prepareExport({ ...context, openNote }, id, { ...plan(format), files: true });
      const files = new Map<string, Buffer>();
      for await (const { path, contents } of prepared.files()) {
        const chunks: Buffer[] = [];
        for await (const chunk of contents) chunks.push(Buffer.from(chunk));
        files.set(path, Buffer.concat(chunks));
      }
      return files;
    };
    const [closed, opened] = [await filesOf(), await filesOf(USUAL)];
    const text = [...opened]
      .flatMap(([path, contents]) => (path.startsWith('files/') ? [] : [contents.toString()]))
      .join('');
    expect(attached().length).toBeGreaterThan(0);
    for (const { attachments = [], table } of attached()) {
      for (const { identifier, file } of attachments) {
        if (file === undefined) continue;
        const written = [...opened].find(
          ([path, contents]) => path.startsWith('files/') && contents.equals(file.contents),
        );
        expect([identifier, written?.[0]]).toEqual([identifier, expect.stringMatching(/\.(?:jpg|png)$/)]);
      }
      expect(text).toContain(table?.rows[1]?.[1]);
      expect(text).toContain('https://example.com/vault');
    }
    const stored = truth.files.filter(({ relativePath }) => relativePath.endsWith('.encrypted'));
    for (const files of [closed, opened])
      expect([...files.values()].filter((each) => stored.some(({ contents }) => contents.equals(each)))).toEqual([]);
    expect([...opened.keys()].filter((path) => path.startsWith('MISSING'))).toEqual([]);
    expect(JSON.stringify([...opened.values()].map((each) => each.toString('latin1')))).not.toContain('fileKeys');
  });

  it('have their pictures in a PDF', async () => {
    const [{ path: backupPath } = { path: '' }] = await app.store.backups.list();
    const keys = attached().map(({ key }) => key);
    const sizeOf = async (wanted: Partial<ExportPlan>): Promise<number> => {
      const handle = await app.sessions.handle({ id, path: backupPath });
      const context = exportContext(app, exportFiles(id, handle, app.media));
      const openNote = new NotePasswords([USUAL]).open;
      const prepared = await prepareExport({ ...context, openNote }, id, { ...plan('pdf'), keys, ...wanted });
      let images = 0;
      for await (const { contents } of prepared.files()) {
        const chunks: Buffer[] = [];
        for await (const chunk of contents) chunks.push(Buffer.from(chunk));
        images += Buffer.concat(chunks).toString('latin1').split('/Subtype /Image').length - 1;
      }
      return images;
    };
    expect(await sizeOf({ files: true })).toBeGreaterThan(await sizeOf({ files: false }));
  });

  it('have what is attached to them over the API', async () => {
    const [note] = attached();
    const password = { password: USUAL };
    const unlocked = await send('POST', `/backups/${id}/artifacts/notes/${note?.key}/unlock`, password);
    const { attachments, fileKeys, document } = (await unlocked.json()) as OpenedNoteView;
    expect(document?.blocks.filter(({ kind }) => kind === 'table')).toHaveLength(1);
    const photo = attachments.find(({ name }) => name?.startsWith('Passport'));
    const contents = note?.attachments?.find(({ identifier }) => identifier === photo?.key)?.file?.contents;
    const fileID = photo?.file.fileID ?? '';
    expect([photo?.isLocked, Object.keys(fileKeys)]).toEqual([false, expect.arrayContaining([fileID, photo?.preview])]);
    const open = (body: object, of = fileID): Promise<Response> =>
      send('POST', `/backups/${id}/artifacts/notes/files/${of}/open`, body);
    const file = await open({ key: fileKeys[fileID] });
    expect([file.status, file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([
      200,
      'image/jpeg',
      'private, no-store',
    ]);
    expect(Buffer.from(await file.arrayBuffer()).equals(contents ?? Buffer.alloc(0))).toBe(true);
    const small = await open({ key: fileKeys[fileID], size: 16 });
    expect([small.status, small.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    // A picture that was made with the right key is not given for another one.
    const wrong = fileKeys[photo?.preview ?? ''];
    for (const body of [{ key: wrong }, { key: wrong, size: 16 }]) {
      const refused = await open(body);
      expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'MALFORMED_MEDIA' }]);
    }
    expect((await open({ key: { in: 'store' } })).status).toBe(400);
    expect((await open({ key: wrong }, fileIDOf(NOTES_DOMAIN, 'none'))).status).toBe(404);
    const closed = await send('GET', `/backups/${id}/artifacts/notes/${note?.key}`);
    expect(JSON.stringify(await closed.json())).not.toMatch(/Passport|vault|4711/);
  });

  it('need the passwords again for the same bytes, which the plan does not have', async () => {
    const first = await exported(plan('html'), USUAL);
    const again = { ...plan('html'), openNotes: true as const };
    expect(first.about.plan).toEqual(again);
    expect((await exported(again, USUAL)).text).toBe(first.text);
    await expect(exported(again)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(first.text).not.toContain('hunter2');
  });

  it('refuse passwords that open none, and exports without notes', async () => {
    await expect(exported(plan('html'), 'wrong')).rejects.toMatchObject({ code: 'WRONG_NOTE_PASSWORD' });
    await expect(exported(plan('csv', { what: 'calls' }), USUAL)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const redaction = { people: 'everyone', owner: true };
    const both = await send('POST', `/backups/${id}/export`, { ...plan('html'), notePasswords: [USUAL], redaction });
    expect(both.status).toBe(400);
  });

  it(
    'are opened over the API, at once and in the background, where nothing keeps the password',
    alsoQuick,
    async () => {
      const direct = await send('POST', `/backups/${id}/export`, { ...plan('jsonl'), notePasswords: [USUAL] });
      expect((await direct.text()).match(CODE)).toHaveLength(usual);
      const made = await send('POST', `/backups/${id}/export-jobs`, { ...plan('jsonl'), notePasswords: [USUAL] });
      const { id: job } = (await made.json()) as ExportJobView;
      const look = async () => (await (await send('GET', `/export-jobs/${job}`)).json()) as ExportJobView;
      await expect.poll(async () => (await look()).state, { timeout: 60_000 }).toBe('ready');
      expect((await look()).plan.openNotes).toBe(true);
      const file = await send('GET', `/backups/${id}/export-jobs/${job}/file`);
      expect((await file.text()).match(CODE)).toHaveLength(usual);
      const data = join(workspace.path, 'data');
      for (const each of await readdir(data, { recursive: true, withFileTypes: true })) {
        if (each.isFile()) expect((await readFile(join(each.parentPath, each.name))).includes('hunter2')).toBe(false);
      }
      const restarted = await send('POST', `/export-jobs/${job}/restart`);
      expect([restarted.status, await restarted.json()]).toMatchObject([
        409,
        { detailCode: { code: 'detail.note-passwords-forgotten' } },
      ]);
    },
  );

  it('are read by the command line with what is attached to them, but without the keys of files', async () => {
    const [note] = attached();
    const args = ['notes', id, note?.key ?? '', '--note-password-stdin'];
    const { stdout, status } = await runCli(workspace, args, `${USUAL}\n`);
    expect([status, stdout]).toEqual([0, expect.stringContaining(`Bank\t${note?.table?.rows[1]?.[1]}\n[Passport`)]);
    const json = await runCli(workspace, [...args, '--json'], `${USUAL}\n`);
    expect(json.stdout).toMatch(/"name": "Passport \d+\.jpg"/);
    expect(json.stdout).not.toContain('fileKeys');
  });

  it('are opened by the command line with passwords of a file, and wrong ones leave no files', async () => {
    const passwords = join(workspace.path, 'passwords.txt');
    await writeFile(passwords, `not it\r\n\n${OTHER}\n${USUAL}`);
    const [to, none] = [join(workspace.path, 'out'), join(workspace.path, 'none')];
    const args = ['export', id, '--what', 'notes', '--format', 'txt', '--note-password-file', passwords];
    const { status, stderr } = await runCli(workspace, [...args, '--to', to]);
    expect([status, stderr]).toEqual([
      0,
      expect.stringMatching(/notes were opened with their passwords[^]*stayed locked/),
    ]);
    const names = await readdir(to, { recursive: true });
    const texts = await Promise.all(
      names.filter((name) => name.endsWith('.txt')).map((name) => readFile(join(to, name), 'utf8')),
    );
    expect(texts.join('').match(CODE)).toHaveLength(usual);
    expect(texts.join('')).toContain(OTHER_TEXT);
    await writeFile(passwords, 'wrong\n');
    const wrong = await runCli(workspace, [...args, '--to', none]);
    expect(wrong.status).not.toBe(0);
    expect(wrong.stderr).toContain('None of the passwords opens any');
    expect(await readdir(none).catch(() => [])).toEqual([]);
    const asked = await runCli(workspace, ['export', id, '--what', 'notes', '--to', none, '--unlock-notes']);
    expect(asked.stderr).toContain('--note-password-file');
  });
});
