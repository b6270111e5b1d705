import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import type { SourceDatabase } from '../../../backup/types.ts';
import type { DatabaseImage } from '../../../formats/sqlite-table-pages.ts';
import { msg } from '../../../locales/messages.ts';
import type { SourceFileBytes } from '../../kit/artifact.ts';
import type { Note } from '../../kit/codes.ts';
import { CONTACTS, KNOWN_DOMAINS, MAIN_PATHS } from './domains.ts';
import type { App } from './json-types.ts';
import { hasSpace, KeySpace } from './keys.ts';
import { ownAddress } from './own-address.ts';

/** The stores of one app; a phone can have both WhatsApp and WhatsApp Business. */
export interface Account {
  readonly app: App;
  readonly domain: string;
  readonly space: KeySpace;
  /** `ChatStorage.sqlite`; null if only other stores exist. */
  readonly chats: SqlDatabase | null;
  /** The bytes of {@link chats}. */
  readonly image: (() => DatabaseImage) | null;
  readonly contacts: readonly SqlDatabase[];
  readonly calls: readonly SqlDatabase[];
  readonly lids: readonly SqlDatabase[];
  /** The owner's own address. */
  readonly own: string | null;
}

/** All stores found. */
export interface Stores {
  readonly db: readonly SourceDatabase[];
  readonly contacts: readonly SourceDatabase[];
  readonly calls: readonly SourceDatabase[];
  readonly lids: readonly SourceDatabase[];
}

/**
 * Groups the stores of each app by domain. A second `ChatStorage.sqlite` in a domain (a copy in another folder) is not
 * another account: it is skipped and reported to `note`, as are apps beyond the number of key spaces.
 */
export function accountsOf(stores: Stores, preferences: readonly SourceFileBytes[], note: Note): readonly Account[] {
  const all = [...stores.db, ...stores.contacts, ...stores.calls, ...stores.lids];
  const strangers = [...new Set(all.map(({ entry }) => entry.domain))].filter(
    (domain) => !KNOWN_DOMAINS.some(([known]) => known === domain),
  );
  const accounts: Account[] = [];
  for (const [index, [domain, app]] of [
    ...KNOWN_DOMAINS,
    ...strangers.map((name) => [name, 'other'] as const),
  ].entries()) {
    const inDomain = (list: readonly SourceDatabase[]): SourceDatabase[] =>
      list.filter(({ entry }) => entry.domain === domain);
    const chats = inDomain(stores.db);
    const isOld = ({ entry }: SourceDatabase): boolean => !entry.relativePath.endsWith(CONTACTS);
    const others = { contacts: inDomain(stores.contacts), calls: inDomain(stores.calls), lids: inDomain(stores.lids) };
    if (chats.length + others.calls.length + others.contacts.length === 0) continue;
    if (!hasSpace(index)) {
      note(msg('note.ignored-stores'));
      continue;
    }
    if (chats.length === 0) note(msg('note.no-whatsapp-chats'));
    const main = chats.find(({ entry }) => MAIN_PATHS.includes(entry.relativePath)) ?? chats[0];
    for (const chat of chats) if (chat !== main) note(msg('note.ignored-copy', { path: chat.entry.relativePath }));
    accounts.push({
      app,
      domain,
      space: new KeySpace(index),
      chats: main?.db ?? null,
      image: main === undefined ? null : () => main.image(),
      // People of an older address book are added to those of the current one.
      contacts: others.contacts.toSorted((a, b) => Number(isOld(a)) - Number(isOld(b))).map(({ db }) => db),
      calls: others.calls.map(({ db }) => db),
      lids: others.lids.map(({ db }) => db),
      own: ownAddress(preferences.filter((file) => file.domain === domain)),
    });
  }
  return accounts;
}
