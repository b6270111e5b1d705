import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger, type RunningServer, startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import type { KindView } from '../src/contract/kinds.ts';
import type { NoteSummaryView, NoteView } from '../src/contract/notes.ts';
import type { PhotoSummaryView, PhotoView } from '../src/contract/photos.ts';
import type { RecordSourceView, TableRowView, TableView } from '../src/contract/tables.ts';
import { type ApiClient, apiClient, type PageOf } from './support/api-client.ts';
import { ENCRYPTED_DEMO, openDemoApp } from './support/demo-app.ts';
import { fullOnly, isFull } from './support/depth.ts';
import { runCli } from './support/run-cli.ts';
import type { Workspace } from './support/workspace.ts';

/** Password of the demo's locked notes. */
const NOTE_PASSWORD = 'hunter2 ünïcode';

/** Tables with a column whose value is also in the source row: names of both columns. */
const WITNESSES: readonly (readonly [table: string, column: string, sourceTable: string, sourceColumn: string])[] = [
  ['messages', 'guid', 'message', 'guid'],
  ['message_attachments', 'guid', 'attachment', 'guid'],
  ['contacts', 'firstName', 'ABPerson', 'First'],
  ['calls', 'uuid', 'ZCALLRECORD', 'ZUNIQUE_ID'],
  ['calendar_events', 'title', 'CalendarItem', 'summary'],
  ['calendars', 'title', 'Calendar', 'title'],
  ['photo_assets', 'key', 'ZASSET', 'ZUUID'],
  ['photo_albums', 'key', '', 'ZUUID'],
  ['photo_people', 'key', 'ZPERSON', 'ZPERSONUUID'],
  ['photo_faces', 'key', 'ZDETECTEDFACE', 'ZUUID'],
  ['whatsapp_messages', 'stanzaId', 'ZWAMESSAGE', 'ZSTANZAID'],
  ['whatsapp_chats', 'subject', 'ZWACHATSESSION', 'ZPARTNERNAME'],
];

/** Source tables of albums that the phone makes. */
const ALBUM_TABLES: Readonly<Record<string, string>> = {
  memory: 'ZMEMORY',
  moment: 'ZMOMENT',
  'shared-library': 'ZSHARE',
};

describe('photos, notes and tables of the whole app', () => {
  let workspace: Workspace;
  let app: App;
  let server: RunningServer;
  let client: ApiClient;
  let id = '';
  let session = '';

  beforeAll(async () => {
    const demo = await openDemoApp(ENCRYPTED_DEMO);
    ({ workspace, app } = demo);
    id = demo.backup.publicId;
    server = await startServer(app, { logger: createLogger('silent') });
    client = apiClient(server.url, server.token);
    const unlocked = await ask(`/backups/${id}/unlock`, 'POST', { password: ENCRYPTED_DEMO.password });
    ({ session } = (await unlocked.json()) as { session: string });
  }, 60_000);
  it('names tables, columns and reasons by language', async () => {
    const { items } = (await (await ask(`/backups/${id}/tables`)).json()) as PageOf<TableView>;
    const table = (name: string) => items.find((each) => each.name === name);
    expect(table('note_folders')?.names).toEqual({
      en: 'Note folders',
      de: 'Ordner der Notizen',
      fr: 'Dossiers de notes',
    });
    expect(table('calls')?.names).toBeNull();
    expect(table('calls')?.columns.find(({ name }) => name === 'seconds')).toMatchObject({
      description: 'How long the two were connected.',
      descriptions: { de: 'Wie lange die beiden verbunden waren.' },
      names: { de: 'Sekunden' },
    });
    expect(table('viber_messages')).toMatchObject({
      reason: 'This backup holds no chats of Viber.',
      reasonCode: { params: { de: 'Dieses Backup enthält keine Chats von Viber.' } },
    });
    const kinds = (await (await ask('/kinds')).json()) as PageOf<KindView>;
    expect(kinds.items.find((each) => each.id === 'permissions')).toMatchObject({
      names: {
        en: ['Permission', 'Permissions'],
        de: ['Berechtigung', 'Berechtigungen'],
        fr: ['Autorisation', 'Autorisations'],
      },
      columns: expect.arrayContaining([
        expect.objectContaining({
          name: 'access',
          descriptions: { de: 'Was entschieden wurde.', fr: 'Ce qui a été décidé.' },
          labels: expect.objectContaining({ denied: { en: 'Denied', de: 'Abgelehnt', fr: 'Refusé' } }),
        }),
      ]),
    });
  });

  afterAll(async () => {
    await server.close();
    await app.close();
    await workspace.remove();
  });

  const ask = (path: string, method = 'GET', body?: unknown): Promise<Response> =>
    client.ask(path, { method, body, session });
  const json = <T>(path: string): Promise<T> => client.json<T>(path, { session });
  const all = <T>(path: string): Promise<T[]> => client.all<T>(path, { session, limit: 13 });
  const source = (table: string, key: string, raw = true): Promise<RecordSourceView> =>
    json(`/backups/${id}/records/${table}/${encodeURIComponent(key)}/source${raw ? '?raw=true' : ''}`);

  it('gives every photo once, with readable files', async () => {
    const url = `/backups/${id}/artifacts/photos`;
    const photos = await all<PhotoSummaryView>(`${url}?hidden=too&trashed=too`);
    const tables = await json<PageOf<TableView>>(`/backups/${id}/tables`);
    expect(photos).toHaveLength(tables.items.find(({ name }) => name === 'photo_assets')?.rowCount ?? -1);
    const times = photos.map(({ createdAt }) => createdAt ?? -Infinity);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const shown = photos.find((photo) => photo.shown !== null);
    expect((await ask(`/backups/${id}/file/${shown?.shown?.fileID}`)).status).toBe(200);
    const photo = await json<PhotoView>(`${url}/${shown?.key}`);
    expect(photo).toMatchObject({ ...shown });
    const { items: days } = await json<PageOf<{ count: number }>>(`${url}/days?hidden=too&trashed=too`);
    const undated = photos.filter(({ createdAt }) => createdAt === null).length;
    expect(days.reduce((sum, { count }) => sum + count, undated)).toBe(photos.length);
    const places = await all<readonly [string, number, number, number]>(`${url}/places?hidden=too&trashed=too`);
    expect(places.map(([key]) => key).toSorted()).toEqual(
      photos
        .filter(({ latitude }) => latitude !== null)
        .map(({ key }) => key)
        .toSorted(),
    );
    const albums = await all<{ key: string; kind: string; assetCount: number }>(`${url}/albums`);
    const album = albums.find(({ kind, assetCount }) => kind === 'album' && assetCount > 0);
    const inAlbum = await all(`${url}?album=${album?.key}&hidden=too&trashed=too`);
    expect(inAlbum).toHaveLength(album?.assetCount ?? -1);
    expect((await all(`${url}/people`)).length).toBeGreaterThan(0);
  });

  it('gives every note, and decrypts a locked one with its own password at every request', async () => {
    const url = `/backups/${id}/artifacts/notes`;
    const notes = await all<NoteSummaryView>(`${url}?trashed=too`);
    expect(notes.length).toBeGreaterThan(20);
    const readable = notes.find(({ bodyState }) => bodyState === 'read');
    const note = await json<NoteView>(`${url}/${readable?.key}?format=html`);
    expect(note.document?.blocks.length).toBeGreaterThan(0);
    expect(note.rendered?.content).toMatch(/^<\w/);
    let opened = 0;
    for (const { key } of notes.filter(({ isLocked }) => isLocked)) {
      const { lock } = await json<NoteView>(`${url}/${key}`);
      const address = `${url}/${encodeURIComponent(key)}/unlock`;
      const wrong = await ask(address, 'POST', { password: 'wrong' });
      const problem = (await wrong.json()) as { code: string };
      expect(problem.code).toBe(lock?.scheme === 'password' ? 'WRONG_NOTE_PASSWORD' : 'UNSUPPORTED_NOTE_LOCK');
      if (lock?.scheme !== 'password') continue;
      const right = await ask(address, 'POST', { password: NOTE_PASSWORD, format: 'text' });
      expect([right.status, right.headers.get('cache-control')]).toEqual([200, 'no-store']);
      const { rendered } = (await right.json()) as { rendered: { content: string } };
      expect(rendered.content).not.toBe('');
      expect((await json<NoteView>(`${url}/${key}`)).document).toBeNull();
      opened++;
    }
    expect(opened).toBeGreaterThan(0);
    const folders = await json<PageOf<{ key: string; noteCount: number | null }>>(`${url}/folders`);
    for (const { key, noteCount } of folders.items) {
      expect(await all(`${url}?trashed=too&folder=${encodeURIComponent(key)}`)).toHaveLength(noteCount ?? 0);
    }
  });

  it('gives every row of every table, and each by its key', async () => {
    const { items: tables } = await json<PageOf<TableView>>(`/backups/${id}/tables`);
    for (const { name, rowCount } of tables) {
      // Most tables are empty in this backup.
      if (!isFull && (rowCount ?? 0) === 0) continue;
      const rows = await all<TableRowView>(`/backups/${id}/tables/${name}/rows`);
      expect([name, rows.length]).toEqual([name, rowCount ?? 0]);
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
      const last = rows.findLast(({ cut }) => cut.length === 0);
      if (last === undefined) continue;
      const one = await json<TableRowView>(`/backups/${id}/tables/${name}/rows/${encodeURIComponent(last.key)}`);
      expect(one.values).toEqual(last.values);
    }
  });

  it.each(WITNESSES)('has the source row of %s, with the same value', async (table, column, ...there) => {
    const [sourceTable, sourceColumn] = there;
    const rows = await all<TableRowView>(`/backups/${id}/tables/${table}/rows`);
    let compared = 0;
    for (const { key, values } of rows.slice(0, 15)) {
      const value = values[column];
      if (value === null || (table.startsWith('photo_') && key.startsWith('pk'))) continue;
      const found = await source(table, key);
      expect(found.rows.length).toBeGreaterThan(0);
      const raw = found.rows.map((row) => row.raw?.values.find((each) => each.column === sourceColumn)?.value);
      expect([table, key, raw]).toEqual([table, key, expect.arrayContaining([value])]);
      const ofAlbum = ALBUM_TABLES[String(values['kind'])] ?? 'ZGENERICALBUM';
      expect(found.rows[0]?.raw?.table).toBe(table === 'photo_albums' ? ofAlbum : sourceTable);
      expect(found.rows[0]?.citation).toContain(found.rows[0]?.file.sha256 ?? '?');
      compared++;
    }
    expect(compared).toBeGreaterThan(0);
  });

  it('cites every file by the digest of its download, a write-ahead log separately', async () => {
    const [row] = await all<TableRowView>(`/backups/${id}/tables/messages/rows`);
    const { rows, files } = await source('messages', row?.key ?? '');
    const [first] = rows;
    if (first === undefined || first.wal === null) throw new Error('The demo has a write-ahead log beside sms.db.');
    expect(first.wal.relativePath).toBe(`${first.file.relativePath}-wal`);
    expect(first.citation).toContain(first.wal.sha256);
    for (const { fileID, sha256, size } of files) {
      const response = await ask(`/backups/${id}/file/${fileID}`);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect([bytes.length, hash('sha256', bytes)]).toEqual([size, sha256]);
    }
  });

  it('has the source rows of notes, folders and attachments', async () => {
    for (const table of ['notes', 'note_folders', 'note_attachments']) {
      const rows = await all<TableRowView>(`/backups/${id}/tables/${table}/rows`);
      for (const { key, values } of rows.slice(0, 20)) {
        const [row] = (await source(table, key)).rows;
        expect(row?.where).toEqual({ Z_PK: values['sourceKey'] });
        expect(row?.raw?.values.find(({ column }) => column === 'Z_PK')?.value).toBe(values['sourceKey']);
        const identifier = row?.raw?.values.find(({ column }) => column === 'ZIDENTIFIER');
        if (values['store'] === 'modern' && typeof identifier?.value === 'string') {
          expect(key.startsWith(identifier.value)).toBe(true);
        }
      }
    }
  });

  it('has the same citations in the CLI', { timeout: 60_000, ...fullOnly }, async () => {
    const cli = async (...args: readonly string[]): Promise<unknown> => {
      const { stdout, stderr, status } = await runCli(workspace, [...args, '--json'], `${NOTE_PASSWORD}\n`);
      expect([stderr, status]).toEqual(['', 0]);
      return JSON.parse(stdout);
    };
    expect(await cli('photos', id, '--limit', '7')).toEqual(await json(`/backups/${id}/artifacts/photos?limit=7`));
    const notes = await json<PageOf<NoteSummaryView>>(`/backups/${id}/artifacts/notes?limit=200`);
    expect(await cli('notes', id, '--limit', '200')).toEqual(notes);
    for (const { key } of notes.items.filter(({ isLocked }) => isLocked)) {
      const { lock } = await json<NoteView>(`/backups/${id}/artifacts/notes/${key}`);
      if (lock?.scheme !== 'password') continue;
      const note = (await cli('notes', id, key, '--note-password-stdin')) as NoteView;
      expect(note.rendered?.content).not.toBe('');
    }
    expect(await cli('table', id)).toEqual(await json(`/backups/${id}/tables`));
    const rows = await json<PageOf<TableRowView>>(
      `/backups/${id}/tables/calls/rows?sort=at&order=desc&limit=3&people=true`,
    );
    expect(await cli('table', id, 'calls', '--sort', 'at', '--order', 'desc', '--limit', '3')).toEqual(rows);
    const key = rows.items[0]?.key ?? '';
    expect(await cli('table', id, 'calls', '--row', key)).toMatchObject({ source: await source('calls', key, false) });
    const text = await runCli(workspace, ['table', id, 'calls', '--row', key]);
    expect(text.stdout).toMatch(
      /Source: Backup \w+, HomeDomain Library\/CallHistoryDB\/CallHistory\.storedata \(fileID/,
    );
    expect((await runCli(workspace, ['photos', id])).stdout).toContain('IN BACKUP');
    expect((await runCli(workspace, ['notes', id])).stdout).toContain('TITLE');
    const unread = notes.items.find(({ isLocked }) => isLocked)?.key ?? '';
    expect(await runCli(workspace, ['notes', id, unread])).toMatchObject({ status: 4, stdout: '' });
    expect((await runCli(workspace, ['notes', id, unread, '--unlock'])).status).not.toBe(0);
  });

  it('cites without the keys of the backup, but gives no raw row', async () => {
    const { items } = await json<PageOf<TableRowView>>(`/backups/${id}/tables/messages/rows?limit=1`);
    const key = items[0]?.key ?? '';
    expect((await ask(`/backups/${id}/lock`, 'POST')).status).toBe(204);
    session = '';
    const cited = await source('messages', key, false);
    expect(cited.rows).toMatchObject([{ tables: ['message'], where: { ROWID: Number(key) }, raw: null }]);
    expect((await ask(`/backups/${id}/records/messages/${key}/source?raw=true`)).status).toBe(423);
  });
});
