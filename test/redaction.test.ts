import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportContext, exportFiles } from '../src/api/export-files.ts';
import type { App } from '../src/app.ts';
import { kindOf } from '../src/artifacts/kinds.ts';
import { registry } from '../src/artifacts/registry.ts';
import type { ExportPlan } from '../src/contract/export.ts';
import { type Redaction, RedactionSchema } from '../src/contract/redaction.ts';
import { listExports, prepareExport } from '../src/export/index.ts';
import { ownWords } from '../src/export/redaction/own-words.ts';
import { fold } from '../src/model/fold.ts';
import { chatSources, contactNames, listPeople } from '../src/views/index.ts';
import { openDemoApp } from './support/demo-app.ts';
import { fullOnly } from './support/depth.ts';
import { everyText } from './support/every-text.ts';
import { runCli } from './support/run-cli.ts';
import { itForSome } from './support/some-rows.ts';
import type { Workspace } from './support/workspace.ts';

const DEMO = { messages: 150, contacts: 14, whatsapp: 50, calls: 24, notes: 12, photos: 20, events: 20 };
const EVERYONE: Partial<Redaction> = { people: 'everyone', owner: true, places: 'remove' };
/** The name of the device as it is typed: it is called “Robin’s iPhone”. */
const NAME = "Robin's iPhone";

const EXPORTS = await listExports();

describe('redacted exports of a whole backup', { timeout: 300_000 }, () => {
  let workspace: Workspace;
  let app: App;
  let id = '';
  /** Folded names and digits that no export may have. */
  const secrets = new Set<string>();

  const exported = async (
    plan: Pick<ExportPlan, 'what' | 'format'> & Partial<ExportPlan>,
    redaction: Partial<Redaction>,
  ) => {
    const { path } = await app.store.backups.get(id);
    const opened = plan.files === true ? exportFiles(id, await app.sessions.handle({ id, path }), app.media) : null;
    const context = { ...exportContext(app, opened), redaction: RedactionSchema.parse(redaction) };
    const asked = { timeZone: 'UTC', files: false, bom: false, exportedAt: 0, ...plan };
    const prepared = await prepareExport(context, id, asked);
    const files = new Map<string, Buffer>();
    for await (const { path, contents } of prepared.files()) {
      files.set(path, Buffer.concat((await Array.fromAsync(contents)).map((chunk) => Buffer.from(chunk))));
    }
    return files;
  };

  beforeAll(async () => {
    const demo = await openDemoApp(DEMO);
    ({ workspace, app } = demo);
    id = demo.backup.publicId;
    for await (const cards of contactNames(app.views, id)) {
      for (const { whole, handles } of cards) {
        for (const name of whole) secrets.add(fold(name));
        for (const handle of handles)
          secrets.add(handle.includes('@') ? handle.toLowerCase() : handle.replace(/\D/g, '').slice(-8));
      }
    }
    for (const secret of secrets) if (secret.length < 4) secrets.delete(secret);
    expect(secrets.size).toBeGreaterThan(20);
  });
  afterAll(async () => {
    await app.close();
    await workspace.remove();
  });

  /**
   * Every export with formats of its own in all of them; other chats and records of other kinds, which share theirs, in
   * one or two. Not those of artifacts with an example, which this backup does not have: they would be empty.
   */
  const missing = new Set(registry.flatMap(({ id, example }) => (example === undefined ? [] : [id])));
  const exports = EXPORTS.items.filter(({ what }) => {
    const artifact = kindOf(what)?.artifact ?? chatSources.find(({ exportName }) => exportName === what)?.artifact;
    return !['table', 'channels'].includes(what) && !(artifact !== undefined && missing.has(artifact));
  });
  const ofChats = exports.find(({ what }) => what === 'conversations')?.formats.join();
  const all = exports.flatMap(({ what, formats, isKind }) => {
    const isOtherChat = what !== 'conversations' && formats.join() === ofChats;
    const wanted = isOtherChat ? ['txt', 'jsonl'] : isKind ? ['jsonl'] : formats;
    return formats.filter((format) => wanted.includes(format)).map((format) => ({ what, format }));
  });
  // Each format has a search of its own in src/export/redaction. A keepsake consists of the conversations, photos and notes.
  const isQuick = ({ what, format }: (typeof all)[number]): boolean =>
    !['search', 'keepsake'].includes(what) && exports.find((one) => one.what === what)?.formats[0] === format;
  itForSome(all, isQuick)('$what as $format', async ({ what, format }, { skip }) => {
    let files: Map<string, Buffer>;
    try {
      files = await exported({ what, format }, EVERYONE);
    } catch (error) {
      // What needs files has nothing without them.
      if (error instanceof Error && 'code' in error && error.code === 'BAD_REQUEST') return;
      throw error;
    }
    for (const [path, decoded] of await everyText(files, skip)) {
      const text = fold(decoded);
      const digits = text.replace(/[\s().\-/+]/g, '');
      for (const secret of secrets) {
        const isNumber = /^\d{6,}$/.test(secret);
        if (isNumber ? digits.includes(secret) : text.includes(secret)) {
          const at = text.indexOf(secret);
          expect.fail(`${path} has ${secret}: ${text.slice(Math.max(0, at - 80), at + 80)}`);
        }
      }
    }
  });

  it.each(['keep', 'blur'] as const)('have photos without metadata: %s', fullOnly, async (pictures) => {
    const photos = { versions: 'both', folders: 'month', sidecars: ['xmp', 'json'], quality: 90 } as const;
    const plan = {
      what: 'photos',
      format: 'original',
      files: true,
      photos: { ...photos, sidecars: [...photos.sidecars] },
    };
    const files = await exported(plan, { ...EVERYONE, pictures });
    const images = [...files].filter(([path]) => /\.(?:jpe?g|png)$/i.test(path));
    expect(images.length).toBeGreaterThan(5);
    for (const [path, bytes] of images)
      expect(bytes.includes('Exif\0\0') || bytes.includes('<x:xmpmeta'), path).toBe(false);
    expect([...files.keys()].filter((path) => /\.(?:mov|mp4|heic)$/i.test(path))).toEqual([]);
  });

  it('have in ABOUT.json no words that a name among them would be mistaken for', async () => {
    const plan = { what: 'search', format: 'jsonl', filter: { q: 'zzqqxx' } };
    const files = await exported(plan, { words: ['nothing of it'], owner: true });
    const about = fold(files.get('ABOUT.json')?.toString() ?? '').replaceAll(/[0-9a-f]{32,}|99[a-z0-9]{14}/g, '');
    const own = await ownWords(app.views, id, 'en');
    const words = about.match(/(?<![\p{L}\p{N}])[\p{L}\p{M}]{3,}(?![\p{L}\p{N}])/gu) ?? [];
    expect(words.length).toBeGreaterThan(1000);
    expect([...new Set(words)].filter((word) => !own.has(word))).toEqual([]);
  });

  it('have all channels of a person under their new name', fullOnly, async () => {
    const { items } = await listPeople(app.views, { backup: id, limit: 5 });
    const wanted = items.find(({ isOwner, counts }) => !isOwner && counts.some(({ kind }) => kind === 'message'));
    const files = await exported(
      { what: 'channels', format: 'pdf', keys: [wanted?.key ?? ''] },
      { people: [wanted?.key ?? ''] },
    );
    expect([...files.keys()].some((path) => path.includes('Person A'))).toBe(true);
  });

  it('are written by the command line, which says what was done', fullOnly, async () => {
    const to = join(workspace.path, 'case');
    const what = ['--what', 'conversations', '--format', 'jsonl', '--time-zone', 'UTC', '--exported-at', '2026-01-01'];
    const options = [
      '--redact-people',
      'all',
      '--redact-owner',
      '--redact-words',
      'lemon,the beach',
      '--redact-places',
    ];
    const made = await runCli(workspace, ['export', id, ...what, '--to', to, ...options]);
    expect([made.status, made.stderr]).toEqual([0, expect.stringMatching(/Redacted: \d+ people/) as string]);
    const plan = await readFile(join(to, 'export-plan.json'), 'utf8');
    expect(plan).toMatch(/"redacted"/);
    expect(plan).not.toMatch(/lemon|beach/);
    expect(await readFile(join(to, 'ABOUT.json'), 'utf8')).toMatch(/Not looked into: /);
    const again = await runCli(workspace, [
      'export',
      id,
      '--plan',
      join(to, 'export-plan.json'),
      '--to',
      join(workspace.path, 'again'),
    ]);
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('plan of a redacted export') as string]);
    // The same as a file, with the same bytes.
    const file = join(workspace.path, 'case.json');
    await writeFile(
      file,
      JSON.stringify({ people: 'everyone', owner: true, words: ['lemon', 'the beach'], places: 'remove' }),
    );
    const other = join(workspace.path, 'other');
    expect((await runCli(workspace, ['export', NAME, ...what, '--to', other, '--redact', file])).status).toBe(0);
    for (const name of ['messages.jsonl', 'ABOUT.json', 'export-plan.json']) {
      expect(await readFile(join(other, name), 'utf8'), name).toBe(await readFile(join(to, name), 'utf8'));
    }
    const wrong = await runCli(workspace, ['export', id, ...what, '--to', to, '--redact-pictures', 'paint']);
    expect(wrong.status).toBe(2);
  });
});
