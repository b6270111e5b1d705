import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { damage } from '../../test/support/artifacts/extract-files.ts';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { quickIf, rounds } from '../../test/support/depth.ts';
import { itForSome } from '../../test/support/some-rows.ts';
import type { ArtifactDefinition } from '../artifacts/kit/artifact.ts';
import { previewPlaces } from '../artifacts/kit/preview-places.ts';
import { registry } from '../artifacts/registry.ts';
import { contacts } from '../artifacts/rich/contacts/index.ts';
import { messages } from '../artifacts/rich/messages/index.ts';
import { photos } from '../artifacts/rich/photos/index.ts';
import { whatsapp } from '../artifacts/rich/whatsapp/index.ts';
import { openBackup } from '../backup/index.ts';
import type { Backup } from '../backup/types.ts';
import { isDomainError } from '../model/errors.ts';
import type { PreviewResult } from '../storage/index.ts';
import { writeBackup } from '../synthetic/backup-folder/backup-writer.ts';
import { writeDemoBackup } from '../synthetic/demo-backup.ts';
import { exampleEntries } from '../synthetic/examples/example-entries.ts';
import { writeMessagesDatabase } from '../synthetic/messages/messages-database.ts';
import { WHATSAPP_DOMAINS, writeWhatsappDatabases } from '../synthetic/whatsapp/whatsapp-database.ts';
import { matchStores } from './match-stores.ts';
import { planArtifact } from './plan.ts';
import { findPreviewStores, readPreview } from './read-preview.ts';
import { readArtifact, WHOLE } from './reading/read-artifact.ts';
import type { RecordSink } from './record-sink.ts';

const PASSWORD = 'lemon tree';

type Rows = Map<string, unknown[]>;

function collect(rows: Rows): RecordSink {
  return {
    add: ([table, row]) => void rows.set(table, [...(rows.get(table) ?? []), row]),
    progress: () => {},
  };
}

async function previewOf(artifact: ArtifactDefinition, backup: Backup, region: string | null, sink: RecordSink) {
  const stores = findPreviewStores(previewPlaces(artifact) ?? {}, backup.manifest);
  return stores === null ? null : readPreview(artifact, backup, { region, stores }, sink);
}

/** The newest records of an artifact, and all of them. */
async function bothWays(path: string, artifact: ArtifactDefinition, password?: string) {
  const opened = password === undefined ? {} : { password };
  const inPlace = await openBackup(path, { ...opened, tempPath: null, inPlace: true });
  const backup = await openBackup(path, { ...opened, tempPath: null });
  const [early, all]: [Rows, Rows] = [new Map(), new Map()];
  try {
    const preview = await previewOf(artifact, inPlace, 'US', collect(early));
    const stores = matchStores([artifact], backup.manifest).get(artifact.id) ?? {};
    const plan = planArtifact(artifact, stores, backup, { payloads: '', contents: null });
    const { ledger } = await readArtifact(plan, backup, { region: 'US', slice: WHOLE }, collect(all));
    return { preview, ledger, early, all };
  } finally {
    await inPlace.close();
    await backup.close();
  }
}

describe.each([PASSWORD, undefined])('previews of a backup (password %s)', (password) => {
  it('have the rows of the index, with the states of their files', quickIf(password !== undefined), async () => {
    const path = join(tempFolder(), 'phone');
    await writeDemoBackup(path, {
      messages: 300,
      photos: 60,
      contacts: 20,
      whatsapp: 300,
      ...(password === undefined ? {} : { password }),
    });
    for (const [artifact, table] of [
      [messages, 'messages'],
      [photos, 'photo_assets'],
      [contacts, 'contacts'],
      [whatsapp, 'whatsapp_messages'],
      [whatsapp, 'whatsapp_attachments'],
    ] as const) {
      const { preview, ledger, early, all } = await bothWays(path, artifact, password);
      expect(preview?.ledger.outcome).toBe(artifact === contacts ? 'indexed' : 'partial');
      expect(['indexed', 'partial']).toContain(ledger.outcome);
      const rows = early.get(table) ?? [];
      expect(rows.length).toBeGreaterThan(10);
      const whole = new Set((all.get(table) ?? []).map((row) => JSON.stringify(row)));
      expect([table, rows.filter((row) => !whole.has(JSON.stringify(row)))]).toEqual([table, []]);
    }
  });
});

/** Chat apps declared with `defineChats`. */
const DECLARED = registry.filter(({ chats }) => chats !== undefined);

describe.each([PASSWORD, undefined])('previews of declared chat apps (password %s)', (password) => {
  it('are their whole index where they are small', quickIf(password !== undefined), async () => {
    const path = join(tempFolder(), 'phone');
    await writeDemoBackup(path, {
      messages: 5,
      examples: DECLARED.flatMap(({ example }) => example ?? []),
      ...(password === undefined ? {} : { password }),
    });
    expect(DECLARED.length).toBeGreaterThan(10);
    for (const artifact of DECLARED) {
      const { preview, ledger, early, all } = await bothWays(path, artifact, password);
      expect(preview, artifact.id).not.toBeNull();
      const { milliseconds: _early, ...shown } = preview?.ledger ?? ledger;
      const { milliseconds: _all, ...whole } = ledger;
      expect(shown).toEqual(whole);
      expect(preview?.backTo).toBeNull();
      expect(early.get(artifact.chats?.messages ?? '')?.length).toBeGreaterThan(0);
      expect(early).toEqual(all);
    }
  });
});

/** Tables of messages of declared chat apps, with columns that differ from row to row, and further rows. */
const LARGE = [
  {
    id: 'line',
    table: 'ZMESSAGE',
    chat: 'ZCHAT',
    values: { ZTIMESTAMP: 'ZTIMESTAMP + 60000 * i', ZID: '2000 + i' },
    more: '',
  },
  { id: 'imo', table: 'ZIMOCHATMSG', chat: 'ZBUID', values: { ZTS: 'ZTS + 60000000000 * i' }, more: '' },
] as const;

function rowsTo(count: number): string {
  return `WITH RECURSIVE number (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < ${count})`;
}

/** The store of an example with 7,000 more messages, each like one of its three. */
function grown(bytes: Uint8Array, { table, values, more }: (typeof LARGE)[number], prepare: string): Uint8Array {
  const path = join(tempFolder(), 'store');
  writeFileSync(path, bytes);
  const db = new DatabaseSync(path);
  if (db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table) !== undefined) {
    const changed: Readonly<Record<string, string>> = { ...values, Z_PK: '3 + i' };
    const names = db.prepare('SELECT name FROM pragma_table_info(?)').all(table);
    const columns = names.map(({ name }) => String(name));
    db.exec(`${rowsTo(7000)} INSERT INTO ${table} (${columns.join()})
      SELECT ${columns.map((name) => changed[name] ?? name).join()} FROM number JOIN ${table} ON Z_PK = 1 + i % 3;
      ${prepare}; ${more}`);
  }
  db.close();
  return readFileSync(path);
}

async function largeBackup(app: (typeof LARGE)[number], prepare: string) {
  const artifact = DECLARED.find(({ id }) => id === app.id) ?? messages;
  const entries = exampleEntries(artifact.example === undefined ? [] : [artifact.example]);
  const files = entries.map((file) =>
    file.relativePath.endsWith('.jpg') ? file : { ...file, contents: grown(file.contents as Uint8Array, app, prepare) },
  );
  const path = join(tempFolder(), 'large');
  await writeBackup(path, { manifest: 'db', layout: 'sharded', files, encrypted: { password: PASSWORD } });
  return { path, artifact };
}

describe.each(LARGE)('the preview of many messages of $id', (app) => {
  itForSome([true, false], (isIndexed) => isIndexed && app === LARGE[0])(
    'has the newest ones of each chat, with the rows of the index (indexed: %s)',
    async (isIndexed) => {
      const { path, artifact } = await largeBackup(
        app,
        isIndexed ? `CREATE INDEX of_chat ON ${app.table} (${app.chat})` : '',
      );
      const { preview, early, all } = await bothWays(path, artifact, PASSWORD);
      const names = artifact.chats;
      if (names === undefined || preview === null) throw new Error('There is no preview.');
      expect(preview.ledger.outcome).toBe('partial');
      for (const table of [
        names.messages,
        names.attachments,
        names.items,
        ...(names.calls === null ? [] : [names.calls]),
      ]) {
        const whole = new Set((all.get(table) ?? []).map((row) => JSON.stringify(row)));
        const unlike = (early.get(table) ?? []).filter((row) => !whole.has(JSON.stringify(row)));
        expect([table, unlike]).toEqual([table, []]);
      }
      const rowsOf = (rows: Rows, table: string) => (rows.get(table) ?? []) as Record<string, number | null>[];
      const count = rowsOf(early, names.messages).length;
      expect(count).toBeGreaterThan(500);
      expect(count).toBeLessThan(2000);
      const since = (rows: Rows) =>
        rowsOf(rows, names.messages).flatMap(({ key, sentAt }) =>
          (sentAt ?? 0) >= (preview.backTo ?? 0) ? [key] : [],
        );
      expect(since(early).length).toBeGreaterThan(200);
      expect(since(early)).toEqual(since(all));
      // A chat that only messages tell of cites the first one.
      const unknown = { messageCount: 0, firstAt: null, sourceRow: null };
      const chats = (rows: Rows) => rowsOf(rows, names.chats).map((row) => ({ ...row, ...unknown }));
      expect(chats(early)).toEqual(chats(all));
    },
  );
});

it('shows nothing of a chat app whose messages are too many to be looked through', async () => {
  const [app] = LARGE;
  const { path, artifact } = await largeBackup(app, `UPDATE ${app.table} SET Z_PK = 60000 WHERE Z_PK = 1`);
  const { preview, all } = await bothWays(path, artifact, PASSWORD);
  expect(preview).toBeNull();
  expect(all.get(artifact.chats?.messages ?? '')).toHaveLength(7003);
});

describe('the preview of WhatsApp', () => {
  it('has what is in the -wal only', async () => {
    const folder = tempFolder();
    const path = writeChats(folder, 200);
    const db = new DatabaseSync(path);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
    db.exec("UPDATE ZWAMESSAGE SET ZTEXT = 'only in the log' WHERE Z_PK = (SELECT max(Z_PK) FROM ZWAMESSAGE)");
    const files = ['', '-wal'].map((suffix) => entry(readFileSync(path + suffix), `ChatStorage.sqlite${suffix}`));
    db.close();
    const backup = join(folder, 'backup');
    await writeBackup(backup, { manifest: 'db', layout: 'sharded', files, encrypted: { password: PASSWORD } });
    const { early, all } = await bothWays(backup, whatsapp, PASSWORD);
    const rows = early.get('whatsapp_messages') ?? [];
    expect(rows.filter((row) => JSON.stringify(row).includes('only in the log'))).toHaveLength(1);
    for (const row of rows) expect(all.get('whatsapp_messages')).toContainEqual(row);
  });

  it('is left out where its messages are not in their usual place', async () => {
    const folder = tempFolder();
    const chats = readFileSync(writeChats(folder, 50));
    const contacts = readFileSync(join(folder, 'contacts'));
    const backup = join(folder, 'backup');
    const files = [entry(chats, 'Copy/ChatStorage.sqlite'), entry(contacts, 'ContactsV2.sqlite')];
    await writeBackup(backup, { manifest: 'db', layout: 'sharded', files });
    const { preview, all } = await bothWays(backup, whatsapp);
    expect(preview).toBeNull();
    expect(all.get('whatsapp_messages')).toHaveLength(50);
  });
});

/** Writes the stores of WhatsApp; returns the path of its messages. */
function writeChats(folder: string, size: number): string {
  const chats = join(folder, 'chats');
  writeWhatsappDatabases(
    { chats, contacts: join(folder, 'contacts'), calls: null, lids: null },
    { seed: 'early', size },
  );
  return chats;
}

function entry(bytes: Uint8Array, relativePath: string) {
  return { domain: WHATSAPP_DOMAINS.whatsapp, relativePath, kind: 'file', contents: bytes } as const;
}

const DAMAGED = [
  {
    artifact: messages as ArtifactDefinition,
    place: { domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db' },
    write: (folder: string) => {
      const path = join(folder, 'sms.db');
      writeMessagesDatabase(path, { seed: 'damaged', size: 200 });
      return path;
    },
  },
  {
    artifact: whatsapp as ArtifactDefinition,
    place: { domain: WHATSAPP_DOMAINS.whatsapp, relativePath: 'ChatStorage.sqlite' },
    write: (folder: string) => writeChats(folder, 200),
  },
];

describe.each(DAMAGED)('the preview of damaged $artifact.title', ({ artifact, place, write }) => {
  it('is left out or has some, and never throws anything but a known error', async () => {
    const folder = tempFolder();
    const intact = write(folder);
    let shown = 0;
    let seed = 1;
    const below = (limit: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % limit;
    };
    for (let round = 0; round < rounds(24, 3); round++) {
      const damaged = join(folder, `damaged-${round}`);
      writeFileSync(damaged, damage(readFileSync(intact), below));
      const path = join(folder, `backup-${round}`);
      await writeBackup(path, {
        manifest: 'db',
        layout: 'sharded',
        files: [{ ...place, kind: 'file', contents: { path: damaged } }],
      });
      const backup = await openBackup(path, { tempPath: null, inPlace: true });
      const result: PreviewResult | null = await previewOf(artifact, backup, null, collect(new Map())).catch(
        (error: unknown) => {
          if (!isDomainError(error)) throw error;
          return null;
        },
      );
      if (result !== null) shown++;
      await backup.close();
    }
    expect(shown).toBeLessThan(rounds(24, 4));
  });
});
