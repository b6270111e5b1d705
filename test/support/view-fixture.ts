import { rm } from 'node:fs/promises';
import { searchTypesOf } from '../../src/artifacts/kit/artifact.ts';
import { type ArtifactTables, artifactTables, registry } from '../../src/artifacts/registry.ts';
import { titleOf } from '../../src/artifacts/title-of.ts';
import { msg } from '../../src/locales/messages.ts';
import type { BackupFolder } from '../../src/model/backup-folder.ts';
import type { JsonValue, RowOf } from '../../src/model/columns.ts';
import { handleKey, handleKind } from '../../src/model/handle.ts';
import type { BackupId } from '../../src/model/ids.ts';
import type { SearchDocument } from '../../src/model/search-document.ts';
import {
  type Batch,
  BatchBuilder,
  type BulkWriter,
  openBulkWriter,
  openStore,
  type Store,
} from '../../src/storage/index.ts';
import type { ViewContext } from '../../src/views/types.ts';
import { makeFastFolder } from './fast-folder.ts';
import { ANY_ENGINE, type TestEngine } from './storage/engines.ts';

type Row<K extends keyof ArtifactTables> = RowOf<ArtifactTables[K]>;

/** A store with one synthetic backup, filled by the real bulk writer. */
export interface ViewFixture {
  readonly store: Store<ArtifactTables>;
  readonly ctx: ViewContext;
  readonly backup: BackupId;
  /**
   * Indexes one artifact: the rows added by `write` become its current rows. `files` are paths of files of single records
   * that it was read from.
   */
  index(artifact: string, write: (rows: RowWriter) => void, files?: readonly string[]): Promise<void>;
  /** Indexes artifacts in one run with one writer: to open one costs more than a few rows. */
  indexAll(artifacts: Iterable<readonly [artifact: string, write: (rows: RowWriter) => void]>): Promise<void>;
  dispose(): Promise<void>;
}

/** Adds rows of which only the relevant columns are given; others are null. */
export interface RowWriter {
  add<K extends keyof ArtifactTables>(table: K, row: Partial<Row<K>>, search?: SearchDocument): void;
  /** A row of a table without static column types: that of a declared artifact. */
  record(table: string, row: Readonly<Record<string, JsonValue>>): void;
  /** A contact with its handles. */
  contact(key: string, name: string, handles: readonly string[], more?: Partial<Row<'contacts'>>): void;
  /** A conversation with members by handle. */
  conversation(key: number, handles: readonly string[], more?: Partial<Row<'message_conversations'>>): void;
  /** A message in a conversation, with its search document. */
  message(key: number, conversation: number, at: number | null, more?: Partial<Row<'messages'>>): void;
}

/** What is searched, of all artifacts. */
const SEARCH_TYPES = Object.assign({}, ...registry.map((definition) => searchTypesOf(definition)));

/** Opens a fixture in its own folder. */
export async function openViewFixture(engine: TestEngine = ANY_ENGINE): Promise<ViewFixture> {
  const folder = await makeFastFolder('apple-juicer-views-');
  const { dsn, drop } = await engine.create(folder, artifactTables);
  // Threads take longer to start than the statements of most tests. `threads.test.ts` and the tests of servers have them.
  const store = await openStore({ dsn, tables: artifactTables, threads: false });
  const { added } = await store.backups.refresh([BACKUP], [{ path: '/backups', reachable: true }]);
  const backup = added[0] ?? '';
  const indexAll = async (
    artifacts: Iterable<readonly [artifact: string, write: (rows: RowWriter) => void]>,
    files: readonly string[] = [],
  ): Promise<void> => {
    const writer = await openBulkWriter({ dsn, tables: artifactTables });
    try {
      const run = await store.runs.acquire(backup, { owner: 'test' });
      for (const [artifact, write] of artifacts) await indexArtifact(store, writer, run.id, { artifact, write, files });
      await store.runs.finish(run.id);
    } finally {
      await writer.close();
    }
  };
  return {
    store,
    ctx: { store, isUnlocked: () => false, titleOf },
    backup,
    index: (artifact, write, files) => indexAll([[artifact, write]], files),
    indexAll: (artifacts) => indexAll(artifacts),
    async dispose() {
      await store.close();
      await drop();
      await rm(folder, { recursive: true });
    },
  };
}

async function indexArtifact(
  store: Store<ArtifactTables>,
  writer: BulkWriter,
  run: string,
  {
    artifact,
    write,
    files,
  }: { readonly artifact: string; readonly write: (rows: RowWriter) => void; readonly files: readonly string[] },
): Promise<void> {
  const target = await store.runs.startArtifactRun(run, { id: artifact, version: 1 });
  const builder = new BatchBuilder({ target, tables: artifactTables, searchTypes: SEARCH_TYPES });
  const batches: Batch[] = [];
  write(rowWriter(builder, () => builder.full && batches.push(builder.take())));
  for (const batch of [...batches, builder.take()]) await writer.write(batch);
  const counts = {
    found: 0,
    parsed: 0,
    skipped: 0,
    notes: [{ ...msg('note.unknown-code', { field: 'balloon', value: 'x' }), count: 2 }],
    milliseconds: 1,
  };
  await store.runs.finishArtifactRun(target, {
    entry: { artifact, version: 1, outcome: 'indexed', reason: null, ...counts },
    signature: 's',
    sources: [
      {
        artifact,
        store: 'images',
        fileID: 'a'.repeat(40),
        domain: 'HomeDomain',
        size: 1,
        sha256: 'b',
        relativePath: 'Library/AddressBook/AddressBookImages.sqlitedb',
      },
      ...files.map((relativePath, index) => ({
        artifact,
        store: 'named',
        fileID: String(index).padStart(40, '0'),
        domain: 'HomeDomain',
        size: 1,
        sha256: 'c',
        relativePath,
      })),
    ],
  });
}

function rowWriter(builder: BatchBuilder<ArtifactTables>, flush: () => void): RowWriter {
  const writer: RowWriter = {
    add(table, row, search) {
      const empty = Object.fromEntries(Object.keys(artifactTables[table].columns).map((column) => [column, null]));
      builder.add(table, { ...empty, ...row } as Row<typeof table>, search);
      flush();
    },
    record(table, row) {
      const columns = Object.keys(artifactTables[table as keyof ArtifactTables].columns);
      const empty = Object.fromEntries(columns.map((column) => [column, null]));
      builder.add(table as keyof ArtifactTables, { ...empty, ...row });
      flush();
    },
    contact(key, displayName, handles, more = {}) {
      const phones = handles.filter((value) => !value.includes('@')).map((value) => ({ label: 'Mobile', value }));
      const emails = handles.filter((value) => value.includes('@')).map((value) => ({ label: null, value }));
      const search = { text: displayName, at: null, payload: { company: null, isCompany: false } };
      writer.add('contacts', { key, displayName, phones, emails, isOwner: false, isCompany: false, ...more }, search);
      for (const value of handles) {
        const row = { contact: key, handleKey: handleKey(value), kind: handleKind(value), value, label: null };
        writer.add('contact_handles', row);
      }
    },
    conversation(key, handles, more = {}) {
      const participants = handles.map((handle) => ({ handle, handleKey: handleKey(handle), services: ['SMS'] }));
      const kind = handles.length > 1 ? 'group' : 'direct';
      writer.add('message_conversations', { key, kind, participants, chats: [], messageCount: 0, ...more });
    },
    message(key, conversation, at, more = {}) {
      writer.add('message_conversation_items', { conversation, at: at ?? 0, message: key, chat: 1 });
      const row = {
        key,
        guid: `GUID-${key}`,
        conversation,
        sentAt: at,
        kind: 'text' as const,
        isFromMe: false,
        ...more,
      };
      const sender = row.isFromMe === true ? 'me' : (row.sender ?? '');
      writer.add('messages', row, {
        text: row.text ?? '',
        at,
        from: [sender],
        in: [conversation],
        payload: { conversation, sender: row.sender ?? null, isFromMe: row.isFromMe ?? false },
      });
    },
  };
  return writer;
}

const BACKUP: BackupFolder = {
  path: '/backups/one',
  state: 'complete',
  remarks: [],
  archived: false,
  manifest: 'manifest.db',
  encrypted: true,
  passcodeSet: true,
  device: {
    udid: '0'.repeat(40),
    deviceName: 'Robin’s iPhone',
    productType: 'iPhone13,3',
    productName: 'iPhone 12 Pro',
    productVersion: '18.5',
    buildVersion: '22F76',
    serialNumber: null,
    phoneNumber: null,
    imei: null,
    iccid: null,
    madeBy: null,
  },
  backedUpAt: 1_700_000_000_000,
  manifestDate: 1_700_000_000_000,
  statusUuid: 'S',
  isFullBackup: true,
  fingerprint: 'f',
};
