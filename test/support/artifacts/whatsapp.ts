import type { DatabaseSync } from 'node:sqlite';
import type { FileReference, SourceFileBytes } from '../../../src/artifacts/kit/artifact.ts';
import { whatsapp } from '../../../src/artifacts/rich/whatsapp/index.ts';
import type { whatsappTables } from '../../../src/artifacts/rich/whatsapp/tables.ts';
import type { SourceDatabase } from '../../../src/backup/types.ts';
import { type Extraction, type ExtractionOptions, extractStores, sourceOf } from './extract-files.ts';

/** The domain of WhatsApp. */
export const PERSONAL = 'AppDomainGroup-group.net.whatsapp.WhatsApp.shared';
/** The domain of WhatsApp Business. */
export const BUSINESS = 'AppDomainGroup-group.net.whatsapp.WhatsAppSMB.shared';

type StoreName = Exclude<keyof typeof whatsapp.stores, 'preferences'>;

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

/** Preferences of the app that name the owner. */
export function preferencesOf(jid: string, domain = PERSONAL): SourceFileBytes {
  const name = domain.replace(/^AppDomainGroup-/, '');
  const contents = Buffer.from(`<plist><dict><key>OwnJabberID</key><string>${jid}</string></dict></plist>`);
  return {
    fileID: '0'.repeat(40),
    domain,
    relativePath: `Library/Preferences/${name}.plist`,
    size: null,
    createdAt: null,
    modifiedAt: null,
    state: 'present',
    read: () => contents,

    readPart: (position, length) => contents.subarray(position, position + length),
  };
}

/** Extracts stores of one or several apps. `files` are by `domain-relativePath`; all others are missing. */
export function extractWhatsapp(
  stores: readonly TestStore[],
  files: Readonly<Record<string, FileReference>> = {},
  preferences: readonly SourceFileBytes[] = [],
  into?: ExtractionOptions['into'],
): WhatsappExtraction {
  const opened: Record<keyof typeof whatsapp.stores, SourceDatabase[]> = {
    db: [],
    contacts: [],
    calls: [],
    lids: [],
    preferences: [],
  };
  for (const { store, db, domain, path } of stores) {
    opened[store].push(sourceOf(db, domain ?? PERSONAL, path ?? PATHS[store]));
  }
  return extractStores(whatsapp, opened, { files, bytes: { preferences }, ...(into === undefined ? {} : { into }) });
}
