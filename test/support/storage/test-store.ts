import { rm } from 'node:fs/promises';
import type { BackupFolder } from '../../../src/model/backup-folder.ts';
import {
  boolean,
  handle,
  integer,
  json,
  type RowOf,
  real,
  repeats,
  table,
  text,
  time,
} from '../../../src/model/columns.ts';
import type { SearchDocument } from '../../../src/model/search-document.ts';
import { BatchBuilder } from '../../../src/storage/bulk/batch-builder.ts';
import { openBulkWriter } from '../../../src/storage/bulk/open-bulk-writer.ts';
import type { WriteTarget } from '../../../src/storage/repositories/run-types.ts';
import { openStore, type Store } from '../../../src/storage/store.ts';
import { makeFastFolder } from '../fast-folder.ts';
import type { TestEngine } from './engines.ts';

/** Tables with a column of every kind, repeated values, a key of two columns, and an index. The first is large. */
export const TEST_TABLES = {
  messages: table({
    primaryKey: ['key'],
    large: true,
    columns: {
      key: integer(),
      conversation: text(),
      sender: repeats(handle()),
      fromMe: boolean(),
      body: text(),
      sentAt: time(),
      weight: real(),
      extra: repeats(json()),
    },
    indexes: [['conversation', 'sentAt']],
    searched: { text: 'body', payload: ['key'] },
  }),
  message_parts: table({
    primaryKey: ['message', 'position'],
    columns: { message: integer(), position: integer(), body: text() },
  }),
};
/** Type of {@link TEST_TABLES}. */
export type TestTables = typeof TEST_TABLES;

export { ENGINES, onEachEngine } from './engines.ts';

/** A store with a separate database; `dispose` removes both. */
export interface TestStore {
  readonly store: Store<TestTables>;
  readonly dsn: string;
  readonly folder: string;
  /** Number of occurrences of a text in the database files. */
  readonly occurrences: (text: string) => Promise<number>;
  dispose(): Promise<void>;
}

/** Opens a store on a new database with the complete schema. */
export async function openTestStore(engine: TestEngine): Promise<TestStore> {
  const folder = await makeFastFolder('apple-juicer-storage-');
  const { dsn, occurrences, drop } = await engine.create(folder, TEST_TABLES);
  const store = await openStore({ dsn, tables: TEST_TABLES });
  const dispose = async () => {
    await store.close();
    await drop();
    await rm(folder, { recursive: true, force: true });
  };
  return { store, dsn, folder, occurrences, dispose };
}

/** A found folder with `changes` applied. */
export function foundBackup(changes: Partial<BackupFolder> = {}, udid: string | null = 'U'.repeat(40)): BackupFolder {
  return {
    path: '/backups/one',
    state: 'complete',
    remarks: [],
    archived: false,
    manifest: 'manifest.db',
    encrypted: false,
    passcodeSet: true,
    device: {
      udid,
      deviceName: 'Phone',
      productType: 'iPhone13,3',
      productName: 'iPhone 12 Pro',
      productVersion: '14.3',
      buildVersion: '18C66',
      serialNumber: 'S',
      phoneNumber: null,
      imei: null,
      iccid: null,
      madeBy: 'macOS 15.1',
    },
    backedUpAt: 1_600_000_000_000,
    manifestDate: 1_600_000_000_000,
    statusUuid: 'STATUS-1',
    isFullBackup: true,
    fingerprint: 'f1',
    ...changes,
  };
}

/** One message to index. */
export interface TestMessage {
  readonly key: number;
  readonly text: string;
  readonly at?: number | null;
  readonly search?: Partial<SearchDocument>;
  readonly row?: Partial<RowOf<TestTables['messages']>>;
}

/** Writes messages and their search rows. */
export async function writeMessages(dsn: string, target: WriteTarget, messages: readonly TestMessage[]): Promise<void> {
  const writer = await openBulkWriter({ dsn, tables: TEST_TABLES });
  try {
    const builder = new BatchBuilder({
      target,
      tables: TEST_TABLES,
      searchTypes: { messages: 'message' },
      region: 'GB',
    });
    for (const { key, text: body, at = 1_500_000_000_000 + key * 1000, search, row } of messages) {
      builder.add(
        'messages',
        {
          key,
          conversation: '1',
          sender: '+447700900123',
          fromMe: key % 2 === 1,
          body,
          sentAt: at,
          weight: key / 2,
          extra: { key },
          ...row,
        },
        { text: body, at, payload: { key }, ...search },
      );
      if (builder.full) await writer.write(builder.take());
    }
    await writer.write(builder.take());
  } finally {
    await writer.close();
  }
}

/** Runs a complete index run of one artifact for one backup. */
export async function indexMessages(
  { store, dsn }: Pick<TestStore, 'store' | 'dsn'>,
  backup: string,
  messages: readonly TestMessage[],
  artifact = 'messages',
): Promise<void> {
  const run = await store.runs.acquire(backup, { owner: 'test' });
  const target = await store.runs.startArtifactRun(run.id, { id: artifact, version: 1 });
  await writeMessages(dsn, target, messages);
  await store.runs.finishArtifactRun(target, {
    entry: {
      artifact,
      version: 1,
      outcome: messages.length === 0 ? 'empty' : 'indexed',
      reason: null,
      found: messages.length,
      parsed: messages.length,
      skipped: 0,
      notes: [],
      milliseconds: 1,
    },
    signature: 'signature',
    sources: [
      {
        artifact,
        store: 'db',
        fileID: 'a'.repeat(40),
        domain: 'HomeDomain',
        relativePath: 'Library/SMS/sms.db',
        size: 1,
        sha256: 'b',
      },
    ],
  });
  await store.runs.finish(run.id);
}

/** Registers a backup and returns its public id. */
export async function addBackup(
  store: Store<TestTables>,
  changes: Partial<BackupFolder> = {},
  udid?: string | null,
): Promise<string> {
  const known = await store.backups.list();
  const folder = foundBackup(changes, udid);
  const others = known.map((record) => record as BackupFolder);
  const { added } = await store.backups.refresh([...others, folder], [{ path: '/backups', reachable: true }]);
  return added[0] as string;
}
