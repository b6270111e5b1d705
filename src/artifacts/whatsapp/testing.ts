import type { DatabaseSync } from 'node:sqlite';
import type { BackupEntry, SourceDatabase } from '../../backup/types.ts';
import type { RowOf } from '../../model/columns.ts';
import type { FileReference, SearchDocument } from '../artifact.ts';
import { whatsapp } from './index.ts';
import type { whatsappTables } from './tables.ts';

/** The domain of WhatsApp. */
export const PERSONAL = 'AppDomainGroup-group.net.whatsapp.WhatsApp.shared';
/** The domain of WhatsApp Business. */
export const BUSINESS = 'AppDomainGroup-group.net.whatsapp.WhatsAppSMB.shared';

type StoreName = keyof typeof whatsapp.stores;
type Tables = typeof whatsappTables;

/** Names of the stores' files. */
const PATHS: Readonly<Record<StoreName, string>> = {
  db: 'ChatStorage.sqlite',
  contacts: 'ContactsV2.sqlite',
  calls: 'CallHistory.sqlite',
  lids: 'LID.sqlite',
};

/** A store of an app for a test; `path` where it is not the usual one. */
export interface TestStore {
  readonly store: StoreName;
  readonly db: DatabaseSync;
  readonly domain?: string;
  readonly path?: string;
}

/** What came of some stores. */
export interface WhatsappExtraction {
  readonly rows: { readonly [K in keyof Tables]: RowOf<Tables[K]>[] };
  readonly documents: { readonly table: string; readonly document: SearchDocument }[];
  readonly notes: Record<string, number>;
  readonly losses: Record<string, number>;
  readonly found: number | null;
}

/** Runs the artifact over stores of one or several apps. `files` by `domain-relativePath`; all others are not there. */
export function extractWhatsapp(
  stores: readonly TestStore[],
  files: Readonly<Record<string, FileReference>> = {},
): WhatsappExtraction {
  const opened: Record<StoreName, SourceDatabase[]> = { db: [], contacts: [], calls: [], lids: [] };
  for (const { store, db, domain, path } of stores) {
    opened[store].push(sourceOf(db, domain ?? PERSONAL, path ?? PATHS[store]));
  }
  const rows: WhatsappExtraction['rows'] = {
    whatsapp_chats: [],
    whatsapp_chat_items: [],
    whatsapp_messages: [],
    whatsapp_attachments: [],
    whatsapp_calls: [],
  };
  const documents: WhatsappExtraction['documents'] = [];
  const notes: Record<string, number> = {};
  const losses: Record<string, number> = {};
  let found: number | null = null;
  const count = (counts: Record<string, number>, name: string, by: number): void => {
    counts[name] = (counts[name] ?? 0) + by;
  };
  const records = whatsapp.extract({
    stores: opened,
    region: null,
    fileAt: (domain, path) => files[`${domain}-${path}`] ?? { fileID: null, state: 'not-in-backup' },
    note: (name, by = 1) => count(notes, name, by),
    lost: (reason, by = 1) => count(losses, reason, by),
    found: (number) => {
      found = (found ?? 0) + number;
    },
    progress() {},
    slice: { index: 0, of: 1 },
  });
  for (const [table, row, document] of records) {
    (rows[table] as unknown[]).push(row);
    if (document !== undefined) documents.push({ table, document });
  }
  return { rows, documents, notes, losses, found };
}

function sourceOf(db: DatabaseSync, domain: string, relativePath: string): SourceDatabase {
  const entry: BackupEntry = {
    fileID: '0'.repeat(40),
    domain,
    relativePath,
    kind: 'file',
    mode: 0o100644,
    sizeHint: null,
    modifiedAt: null,
    changedAt: null,
    createdAt: null,
    protectionClass: null,
    wrappedKey: null,
    digest: null,
    target: null,
  };
  return { entry, db, sha256: '0'.repeat(64), size: 0, wal: null, inMemory: true, close: () => db.close() };
}
