import type { DatabaseSync } from 'node:sqlite';
import type { SourceDatabase } from '../../../backup/types.ts';
import type { FileReference } from '../../kit/artifact.ts';
import { type Extraction, extractStores, sourceOf } from '../../kit/testing.ts';
import { whatsapp } from './index.ts';
import type { whatsappTables } from './tables.ts';

/** The domain of WhatsApp. */
export const PERSONAL = 'AppDomainGroup-group.net.whatsapp.WhatsApp.shared';
/** The domain of WhatsApp Business. */
export const BUSINESS = 'AppDomainGroup-group.net.whatsapp.WhatsAppSMB.shared';

type StoreName = keyof typeof whatsapp.stores;

/** File names of the stores. */
const PATHS: Readonly<Record<StoreName, string>> = {
  db: 'ChatStorage.sqlite',
  contacts: 'ContactsV2.sqlite',
  calls: 'CallHistory.sqlite',
  lids: 'LID.sqlite',
};

/** A store of an app for a test; `path` if it is not the default one. */
export interface TestStore {
  readonly store: StoreName;
  readonly db: DatabaseSync;
  readonly domain?: string;
  readonly path?: string;
}

/** Result of extracting WhatsApp stores. */
export type WhatsappExtraction = Extraction<typeof whatsappTables>;

/** Extracts stores of one or several apps. `files` are by `domain-relativePath`; all others are missing. */
export function extractWhatsapp(
  stores: readonly TestStore[],
  files: Readonly<Record<string, FileReference>> = {},
): WhatsappExtraction {
  const opened: Record<StoreName, SourceDatabase[]> = { db: [], contacts: [], calls: [], lids: [] };
  for (const { store, db, domain, path } of stores) {
    opened[store].push(sourceOf(db, domain ?? PERSONAL, path ?? PATHS[store]));
  }
  return extractStores(whatsapp, opened, { files });
}
