import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as yauzl from 'yauzl';
import type { z } from 'zod';
import { createLogger, type RunningServer, startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import type { ExportListSchema } from '../src/contract/export.ts';
import type { KindCountView } from '../src/contract/kinds.ts';
import type { About } from '../src/export/index.ts';
import { apiClient } from './support/api-client.ts';
import { ENCRYPTED_DEMO, openDemoApp } from './support/demo-app.ts';
import { fullOnly } from './support/depth.ts';
import { readPdf } from './support/read-pdf.ts';
import { runCli } from './support/run-cli.ts';
import type { Workspace } from './support/workspace.ts';

const { password: PASSWORD } = ENCRYPTED_DEMO;

type ExportList = z.infer<typeof ExportListSchema>;

/** Columns of messages.csv that are compared. */
interface Row {
  readonly conversation_key: string;
  readonly message_key: string;
}

describe('exports of an indexed backup', () => {
  let workspace: Workspace;
  let app: App;
  let server: RunningServer;
  let id = '';
  let udid: string | null = null;
  let session = '';

  beforeAll(async () => {
    const demo = await openDemoApp(ENCRYPTED_DEMO);
    ({ workspace, app } = demo);
    id = demo.backup.publicId;
    udid = demo.backup.device.udid;
    session = (await app.sessions.unlock({ id, path: demo.backup.path }, PASSWORD)).token;
    server = await startServer(app, { logger: createLogger('silent') });
  }, 120_000);
  afterAll(async () => {
    await server.close();
    await app.close();
    await workspace.remove();
  });

  const post = (body: object, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${server.url}/backups/${id}/export`, {
      method: 'POST',
      headers: { 'x-api-token': server.token, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  /** The files of an export by name: those of a ZIP, or the single file. */
  async function exported(body: object, headers: Record<string, string> = {}): Promise<Map<string, Buffer>> {
    const response = await post(body, headers);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([response.status, response.status === 200 ? '' : bytes.toString()]).toEqual([200, '']);
    if (response.headers.get('content-type') !== 'application/zip') return new Map([['file', bytes]]);
    const zip = await yauzl.fromBufferPromise(bytes);
    const files = new Map<string, Buffer>();
    for await (const entry of zip.eachEntry()) {
      const chunks = await Array.fromAsync(await zip.openReadStreamPromise(entry));
      files.set(entry.fileName, Buffer.concat(chunks as Buffer[]));
    }
    return files;
  }
  const textOf = (files: Map<string, Buffer>, name = 'file'): string => files.get(name)?.toString() ?? '';

  it('describe themselves in every format', async () => {
    const about = JSON.parse(textOf(await exported({ what: 'conversations', format: 'csv' }), 'ABOUT.json')) as About;
    expect(about).toMatchObject({ what: 'conversations', backup: { id, udid, encrypted: true } });
    const messages = about.sources.find(({ artifact }) => artifact === 'messages');
    expect(messages?.sources).toContainEqual(
      expect.objectContaining({
        relativePath: 'Library/SMS/sms.db',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      }),
    );
    const lines = textOf(await exported({ what: 'calls', format: 'jsonl' })).split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ type: 'export', what: 'calls', backup: { id } });
  });

  it('have the same messages in every format', async () => {
    const json = JSON.parse(textOf(await exported({ what: 'conversations', format: 'json' }))) as {
      conversations: { key: string; messageCount: number; messages: { key: string; text: string | null }[] }[];
    };
    expect(json.conversations.length).toBeGreaterThan(1);
    for (const { messageCount, messages } of json.conversations) expect(messages).toHaveLength(messageCount);
    const keys = json.conversations.flatMap((chat) => chat.messages.map(({ key }) => `${chat.key} ${key}`));
    const jsonl = textOf(await exported({ what: 'conversations', format: 'jsonl' }))
      .trimEnd()
      .split('\n');
    const records = jsonl.map((line) => JSON.parse(line) as { type: string; key: string; conversation: string });
    expect(
      records.filter(({ type }) => type === 'message').map((message) => `${message.conversation} ${message.key}`),
    ).toEqual(keys);
    const csv = parse<Row>(textOf(await exported({ what: 'conversations', format: 'csv' }), 'messages.csv'), {
      columns: true,
    });
    expect(csv.map((row) => `${row.conversation_key} ${row.message_key}`)).toEqual(keys);
    const pages = await exported({ what: 'conversations', format: 'html' });
    const ids = [...pages]
      .filter(([name]) => name.endsWith('.html'))
      .flatMap(([, page]) => [...page.toString().matchAll(/ id="m(\d+)"/g)]);
    const announcements = [...pages].flatMap(([, page]) => [...page.toString().matchAll(/<div class="n">/g)]);
    expect(ids.length + announcements.length).toBe(keys.length);
  });

  it('of one conversation are one file, in its time zone', async () => {
    const { conversations } = JSON.parse(textOf(await exported({ what: 'conversations', format: 'json' }))) as {
      conversations: { key: string; title: string; messages: { sentAt: number }[] }[];
    };
    const [{ key, messages } = { key: '', messages: [] }] = conversations;
    const text = textOf(await exported({ what: 'conversations', format: 'txt', keys: [key], timeZone: 'Asia/Tokyo' }));
    const stamp = new Date((messages[0]?.sentAt ?? 0) + 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
    expect(text).toContain(`[${stamp}] `);
    const html = textOf(await exported({ what: 'conversations', format: 'html', keys: [key] }));
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/<script|\son\w+=|javascript:|\b(?:src|srcset|poster|data)="https?:/i);
    const middle = messages[Math.floor(messages.length / 2)]?.sentAt ?? 0;
    const part = JSON.parse(
      textOf(await exported({ what: 'conversations', format: 'json', keys: [key], from: middle })),
    ) as typeof JSON;
    expect(
      (part as unknown as { conversations: { messages: { sentAt: number }[] }[] }).conversations[0]?.messages.every(
        ({ sentAt }) => sentAt >= middle,
      ),
    ).toBe(true);
  });

  it('are PDFs, one by itself and several in a ZIP, with pictures of the unlocked backup', fullOnly, async () => {
    const { conversations } = JSON.parse(textOf(await exported({ what: 'conversations', format: 'json' }))) as {
      conversations: {
        key: string;
        messages: { attachments: { mimeType: string | null; state: string; isHidden: boolean }[] }[];
      }[];
    };
    const withPicture = conversations.find(({ messages }) =>
      messages.some(({ attachments }) =>
        attachments.some(
          ({ mimeType, state, isHidden }) =>
            !isHidden && state === 'present' && mimeType?.startsWith('image/') === true,
        ),
      ),
    );
    const key = withPicture?.key ?? '';
    const request = { what: 'conversations', format: 'pdf', keys: [key], pdf: { bates: 'X' } };
    const locked = await readPdf((await exported(request)).get('file') ?? Buffer.alloc(0));
    expect(locked).toMatchObject({ isTagged: true, hasScript: false });
    expect(locked.pages.join('\n').match(/ · #\d+/g)).toHaveLength(withPicture?.messages.length ?? 0);
    expect(locked.pages[0]).toContain('Pictures, which were not asked for');
    const headers = { 'x-backup-session': session };
    const open = await readPdf((await exported({ ...request, files: true }, headers)).get('file') ?? Buffer.alloc(0));
    expect(open.roles.get('Figure')).toBeGreaterThan(0);
    const two = await exported({ ...request, keys: conversations.slice(0, 2).map((each) => each.key) });
    expect([...two.keys()].map((name) => name.split('/')[0])).toEqual([
      'ABOUT.json',
      'export-plan.json',
      'conversations',
      'conversations',
    ]);
    const bad = await post({ ...request, pdf: { paper: 'napkin' } });
    expect(bad.status).toBe(400);
  });

  it('include attachments, decrypted', async () => {
    expect((await post({ what: 'conversations', format: 'html', files: true })).status).toBe(423);
    const files = await exported(
      { what: 'conversations', format: 'html', files: true },
      { 'x-backup-session': session },
    );
    const pictures = [...files].filter(([name]) => /^files\/.*\.jpe?g$/i.test(name));
    expect(pictures.length).toBeGreaterThan(0);
    for (const [, bytes] of pictures) expect(bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
    const page = [...files]
      .filter(([name]) => name.endsWith('.html'))
      .map(([, bytes]) => bytes.toString())
      .join('');
    for (const [name] of pictures)
      expect(page).toContain(`../${name.split('/').map(encodeURIComponent).join('/')}`.replaceAll("'", '&#39;'));
  });

  it('of contacts are read by other programs', async () => {
    const { items } = (await (
      await fetch(`${server.url}/backups/${id}/artifacts/contacts?limit=200`, {
        headers: { 'x-api-token': server.token },
      })
    ).json()) as { items: { name: string; hasPhoto: boolean }[] };
    for (const format of ['vcard3', 'vcard4']) {
      const files = await exported({ what: 'contacts', format, files: true }, { 'x-backup-session': session });
      const cards = ICAL.parse(textOf(files, 'contacts.vcf')) as unknown as [
        string,
        [string, object, string, string][],
      ][];
      expect(cards.map(([, properties]) => properties.find(([name]) => name === 'fn')?.[3])).toEqual(
        items.map(({ name }) => name),
      );
      const photos = cards.filter(([, properties]) => properties.some(([name]) => name === 'photo'));
      expect(photos).toHaveLength(items.filter(({ hasPhoto }) => hasPhoto).length);
    }
    const rows = parse(textOf(await exported({ what: 'contacts', format: 'csv', bom: true }), 'contacts.csv'), {
      bom: true,
      columns: true,
    });
    expect(rows).toHaveLength(items.length);
  });

  it('of the calendar are read by another library', async () => {
    const text = textOf(await exported({ what: 'calendar', format: 'ics' }));
    const calendar = new ICAL.Component(ICAL.parse(text));
    const events = calendar.getAllSubcomponents('vevent');
    expect(events.length).toBeGreaterThan(5);
    const zones = new Set(calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid')));
    for (const [, zone] of text.matchAll(/;TZID=([^:]+):/g)) expect(zones).toContain(zone);
    const csv = parse(textOf(await exported({ what: 'calendar', format: 'csv' }), 'calendar.csv'));
    expect(csv.length - 1).toBe(events.length);
  });

  it('of notes are one file each, in their folders', async () => {
    const lines = textOf(await exported({ what: 'notes', format: 'jsonl' }))
      .trimEnd()
      .split('\n')
      .slice(1);
    for (const [format, extension] of [
      ['markdown', 'md'],
      ['html', 'html'],
      ['txt', 'txt'],
    ]) {
      const files = await exported({ what: 'notes', format });
      const notes = [...files.keys()].filter((name) => name.startsWith('notes/') && name.endsWith(`.${extension}`));
      expect(notes).toHaveLength(lines.filter((line) => line.startsWith('{"type":"note"')).length + 1);
      expect(notes).toContain(`notes/Smart folders.${extension}`);
    }
  });

  it('of WhatsApp and of any table work the same way', async () => {
    const chats = textOf(await exported({ what: 'whatsapp', format: 'jsonl' }))
      .trimEnd()
      .split('\n');
    expect(chats.length).toBeGreaterThan(10);
    const files = await exported({ what: 'table', format: 'csv', keys: ['calls'] });
    const calls = textOf(await exported({ what: 'calls', format: 'jsonl' }))
      .trimEnd()
      .split('\n')
      .slice(1);
    expect(parse(textOf(files, 'calls.csv')).length - 1).toBe(calls.length);
    const [, second] = calls.map((line) => (JSON.parse(line) as { key: string }).key);
    const one = textOf(await exported({ what: 'calls', format: 'jsonl', keys: [second] }));
    expect(one.trimEnd().split('\n').slice(1)).toEqual([calls[1]]);
  });

  it('of a table have the rows of the period, and those of records without a time say that they ignore it', async () => {
    const lines = async (asked: Record<string, unknown>): Promise<Record<string, unknown>[]> =>
      textOf(await exported({ format: 'jsonl', ...asked }))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    const table = { what: 'table', keys: ['calls'] };
    const [, ...calls] = await lines(table);
    const from = calls.map(({ at }) => Number(at)).toSorted((one, other) => one - other)[Math.floor(calls.length / 2)];
    const [about, ...later] = await lines({ ...table, from });
    expect(later).toEqual(calls.filter(({ at }) => Number(at) >= (from ?? 0)));
    expect(about).toMatchObject({ ignoresPeriod: false, excerpt: { count: later.length, of: 'rows', keys: null } });

    const contacts = { what: 'contacts' };
    const [plain, ...all] = await lines(contacts);
    const [told, ...found] = await lines({ ...contacts, from });
    expect(found).toEqual(all);
    expect([plain, told]).toMatchObject([
      { ignoresPeriod: false, excerpt: null },
      { ignoresPeriod: true, excerpt: null },
    ]);
  });

  it('have every record of every kind, in every format', fullOnly, async () => {
    const { items } = await apiClient(server.url, server.token).json<{ items: KindCountView[] }>(
      `/backups/${id}/kinds`,
    );
    const { items: exports } = await apiClient(server.url, server.token).json<ExportList>('/exports');
    const asKind = new Set(exports.filter(({ isKind }) => isKind).map(({ what }) => what));
    const counted = items.filter(({ kind, count }) => asKind.has(kind) && count !== null && count > 0);
    expect(counted.length).toBeGreaterThan(4);
    for (const { kind, count } of counted) {
      const [, ...lines] = textOf(await exported({ what: kind, format: 'jsonl' }))
        .trimEnd()
        .split('\n');
      expect([kind, lines.length]).toEqual([kind, count]);
      const keys = lines.map((line) => (JSON.parse(line) as { key: string }).key);
      const csv = parse<{ key: string }>(textOf(await exported({ what: kind, format: 'csv' }), `${kind}.csv`), {
        columns: true,
      });
      expect(csv.map(({ key }) => key)).toEqual(keys);
      const json = JSON.parse(textOf(await exported({ what: kind, format: 'json' }))) as { records: { key: string }[] };
      expect(json.records.map(({ key }) => key)).toEqual(keys);
      const html = textOf(await exported({ what: kind, format: 'html', keys: keys.slice(0, 2) }));
      expect(html.match(/<article /g)).toHaveLength(Math.min(2, keys.length));
    }
  });

  // All kinds in both ways take longer than a test may.
  it.each([
    { lines: false, least: 100 },
    { lines: true, least: 500 },
  ])(
    'are what their JSON Schemas say, for a validator that is not ours (lines: $lines)',
    fullOnly,
    async ({ lines, least }) => {
      const api = apiClient(server.url, server.token);
      const { items: exports } = await api.json<ExportList>('/exports');
      // Shared, as it compiles the schema of schemas first.
      const ajv = new Ajv2020({ validateFormats: false, allErrors: false });
      let records = 0;
      for (const { what, formats } of exports) {
        for (const format of formats.filter((each) => each.startsWith('json') && (each !== 'json') === lines)) {
          // Tables have any columns; all channels of a person are files of other exports.
          if (what === 'table' || what === 'channels') continue;
          const schema = await api.json<object>(`/exports/${what}/schema?format=${format}`);
          const validate = ajv.removeSchema().compile(schema);
          const text = textOf(await exported({ what, format }));
          const parts = format === 'json' ? [text] : text.trimEnd().split('\n');
          for (const part of parts) {
            expect([what, validate(JSON.parse(part)), JSON.stringify(validate.errors)]).toEqual([what, true, 'null']);
          }
          records += parts.length;
          // It tells other things apart.
          expect(validate({ type: 'other' })).toBe(false);
        }
      }
      expect(records).toBeGreaterThan(least);
      const without = await fetch(`${server.url}/exports/table/schema`, { headers: { 'x-api-token': server.token } });
      expect(without.status).toBe(400);
    },
  );

  it.each([
    [{ what: 'nothing', format: 'csv' }, 400],
    [{ what: 'call', format: 'ics' }, 400],
    [{ what: 'call', format: 'csv', keys: ['h999999'] }, 404],
    [{ what: 'conversations', format: 'ics' }, 400],
    [{ what: 'table', format: 'csv' }, 400],
    [{ what: 'calls', format: 'csv', timeZone: 'Mars/Olympus' }, 400],
    [{ what: 'table', format: 'csv', keys: ['sqlite_schema'] }, 404],
    [{ what: 'conversations', format: 'html', keys: ['999999'] }, 404],
    [{ what: 'contacts', format: 'csv', keys: ['999999'] }, 404],
    [{ what: 'notes', format: 'jsonl', keys: ['999999'] }, 404],
    [{ what: 'calls', format: 'csv', keys: ['h999999'] }, 404],
    [{ what: 'calendar', format: 'ics', keys: ['999999'] }, 404],
  ])('are refused before the first byte: %j', async (body, status) => {
    expect((await post(body)).status).toBe(status);
  });

  it('are written into a folder by the command line', async () => {
    const to = await mkdtemp(join(tmpdir(), 'aj-export-'));
    const args = [
      'export',
      id,
      '--what',
      'conversations',
      '--format',
      'html',
      '--to',
      to,
      '--files',
      '--password-stdin',
    ];
    const { status, stderr } = await runCli(workspace, args, `${PASSWORD}\n`);
    expect([status, stderr]).toEqual([0, expect.stringMatching(/^\d+ files, /)]);
    expect((await readdir(to)).sort()).toEqual(expect.arrayContaining(['ABOUT.json', 'conversations', 'files']));
    const [page = ''] = await readdir(join(to, 'conversations'));
    expect(await readFile(join(to, 'conversations', page), 'utf8')).toMatch(/^<!doctype html>/);
    const wrong = await runCli(workspace, ['export', id, '--what', 'calls', '--format', 'html', '--to', to]);
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('csv, csv-raw, xlsx, pdf, json, jsonl')]);
    await rm(to, { recursive: true });
  });

  it('are made again from their plan by the command line, with the same bytes', fullOnly, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aj-plan-'));
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    const request = ['--what', 'search', '--query', 'a*', '--only', 'message', '--format', 'pdf', '--order', 'newest'];
    const made = await runCli(workspace, ['export', id, ...request, '--to', one]);
    expect([made.status, made.stderr]).toEqual([0, expect.stringMatching(/^\d+ files, /)]);
    const plan = join(one, 'export-plan.json');
    const again = await runCli(workspace, ['export', id, '--plan', plan, '--to', two]);
    expect([again.status, again.stderr]).toEqual([made.status, made.stderr]);
    const names = await readdir(one);
    expect(await readdir(two)).toEqual(names);
    for (const name of names) expect(await readFile(join(two, name))).toEqual(await readFile(join(one, name)));
    for (const [args, message] of [
      [['--plan', plan, '--format', 'pdf'], '--format is part of the plan'],
      [['--plan', plan, '--what', 'search'], 'either --what or --plan'],
      [['--plan', join(one, 'ABOUT.json')], 'not the plan of an export'],
      [['--plan', join(one, 'none')], 'ENOENT'],
      [[], 'either --what or --plan'],
    ] as const) {
      const wrong = await runCli(workspace, ['export', id, ...args, '--to', two]);
      expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining(message)]);
    }
    await rm(folder, { recursive: true });
  });

  it('have a proof that is checked, also against the backup', { timeout: 120_000, ...fullOnly }, async () => {
    const to = await mkdtemp(join(tmpdir(), 'aj-pack-'));
    const request = ['export', id, '--what', 'conversations', '--format', 'html', '--to', to, '--pack'];
    const made = await runCli(workspace, request);
    expect([made.status, made.stderr]).toEqual([0, expect.stringMatching(/^\d+ files, /)]);
    const again = await runCli(workspace, request);
    expect([again.status, again.stderr]).toEqual([6, expect.stringContaining('empty folder')]);
    const key = /with proof: ([\w-]{43})\n/.exec((await runCli(workspace, ['doctor'])).stdout)?.[1] ?? '';
    const whole = await runCli(workspace, ['verify', to, '--key', key]);
    expect([whole.status, whole.stderr]).toEqual([0, '']);
    expect(whole.stdout).toContain(
      `Whole and unchanged since it was signed.\nSigned with the key: ${key} (this installation)`,
    );
    const against = ['verify', to, '--against', id, '--password-stdin', '--json'];
    const compared = await runCli(workspace, against, `${PASSWORD}\n`);
    expect([compared.status, compared.stderr]).toEqual([0, '']);
    expect(JSON.parse(compared.stdout)).toMatchObject({ verified: true, isOwnKey: true, sources: { findings: [] } });
    expect((JSON.parse(compared.stdout) as { sources: { checked: number } }).sources.checked).toBeGreaterThan(0);
    const other = await runCli(workspace, ['verify', to, '--key', 'A'.repeat(43)]);
    expect([other.status, other.stdout]).toEqual([8, expect.stringContaining('another key')]);
    await writeFile(join(to, 'ABOUT.json'), '{}');
    const without = await runCli(workspace, ['verify', workspace.backups]);
    expect([without.status, without.stdout]).toEqual([8, expect.stringContaining('`export --pack`')]);
    const changed = await runCli(workspace, ['verify', to]);
    expect([changed.status, changed.stdout]).toEqual([
      8,
      expect.stringMatching(/^ABOUT.json: changed\nThis is not what was/),
    ]);
    await rm(to, { recursive: true });
    const packed = await exported({ what: 'conversations', format: 'json', pack: true });
    expect([...packed.keys()].slice(-4)).toEqual(['PUBLIC-KEY.pem', 'verify.html', 'MANIFEST.sig', 'MANIFEST.json']);
    expect(textOf(packed, 'MANIFEST.json')).toContain(key);
  });

  it('have the databases that they cite, and each row of a PDF is looked up in the backup', {
    timeout: 120_000,
    ...fullOnly,
  }, async () => {
    const to = await mkdtemp(join(tmpdir(), 'aj-pack-'));
    const what = ['--what', 'conversations', '--format', 'pdf', '--key', '1', '--pack', '--sources'];
    const made = await runCli(workspace, ['export', id, ...what, '--to', to, '--password-stdin'], `${PASSWORD}\n`);
    expect([made.status, made.stderr]).toEqual([0, expect.stringMatching(/^\d+ files, /)]);
    expect(made.stdout).toContain('ACCESS-LOG.json\n');
    expect(made.stdout).not.toContain('SOURCES-MISSING.txt');
    // A copy, because SQLite writes beside a database with a log, which `verify` would find.
    const copy = await mkdtemp(join(tmpdir(), 'aj-sources-'));
    await cp(join(to, 'sources/HomeDomain/Library/SMS'), copy, { recursive: true });
    const db = new DatabaseSync(join(copy, 'sms.db'), { readOnly: true });
    expect(db.prepare('SELECT count(*) > 0 AS has FROM message').get()).toEqual({ has: 1 });
    db.close();
    await rm(copy, { recursive: true });
    const against = ['verify', to, '--against', id, '--password-stdin', '--json'];
    const compared = JSON.parse((await runCli(workspace, against, `${PASSWORD}\n`)).stdout) as {
      sources: { rows: { checked: number } };
    };
    expect(compared).toMatchObject({ findings: [], sources: { findings: [], rows: { missing: [] } } });
    expect(compared.sources.rows.checked).toBeGreaterThan(0);
    const path = made.stdout.split('\n').find((line) => line.startsWith('citations/')) ?? '';
    const lines = await readFile(join(to, path), 'utf8');
    await writeFile(join(to, path), lines.replace(/"ROWID":\d+/, '"ROWID":987654321'));
    const forged = await runCli(workspace, against.slice(0, -1), `${PASSWORD}\n`);
    expect(forged.status).toBe(8);
    expect(forged.stdout).toContain(
      `${path.slice('citations/'.length, -'.jsonl'.length)} #1: its row is not in the backup`,
    );
    await rm(to, { recursive: true });
  });
});
