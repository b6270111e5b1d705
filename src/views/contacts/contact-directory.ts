import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { fold } from '../../model/fold.ts';
import { handleKey, handleText } from '../../model/handle.ts';
import { compare } from '../compare.ts';
import { foldedWords, matchesWords } from '../fold.ts';
import { keyPages } from '../paging/key-pages.ts';
import { PhoneSuffixes } from '../people/phone-suffix.ts';
import { rowsOf, runOf } from '../rows-of.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Maximum number of contacts in memory; phones have some thousands. */
const MAX_CONTACTS = 200_000;

/** Maximum number of handles whose contact is kept: those of the chats that are read. */
const MAX_KEPT = 2000;

/** Data of a contact for resolving and finding names. */
export interface ContactEntry {
  readonly key: string;
  readonly name: string;
  readonly isOwner: boolean;
  /** True if the backup has a picture of the contact. */
  readonly hasPhoto: boolean;
  /** Folded name for sorting. */
  readonly sortKey: string;
  /** Folded words of its names and handles. */
  readonly words: readonly string[];
  readonly handleKeys: readonly string[];
}

/** The contacts of a backup, by handle and by name. */
export class ContactDirectory {
  readonly #entries: readonly ContactEntry[];
  readonly #byKey: ReadonlyMap<string, ContactEntry>;
  readonly #byHandle = new Map<string, ContactEntry>();
  readonly #byPhone = new PhoneSuffixes<ContactEntry>();
  /** The owner's own card. */
  readonly owner: ContactEntry | null;
  readonly #isComplete: boolean;
  readonly #kept = new Map<string, ContactEntry | null>();

  constructor(entries: readonly ContactEntry[], isComplete: boolean) {
    this.#entries = entries.toSorted((a, b) => compare(a.sortKey, b.sortKey) || compare(a.key, b.key));
    this.#isComplete = isComplete;
    this.#byKey = new Map(entries.map((entry) => [entry.key, entry]));
    this.owner = entries.find(({ isOwner }) => isOwner) ?? null;
    for (const entry of entries) {
      for (const key of entry.handleKeys) {
        if (!this.#byHandle.has(key)) this.#byHandle.set(key, entry);
        this.#byPhone.add(key, entry);
      }
    }
  }

  /** The contact with a handle: by exact key, else by the national part of a phone number if it is unique. */
  find(key: string): ContactEntry | null {
    const exact = this.#byHandle.get(key);
    if (exact !== undefined) return exact;
    const [only, another] = this.#byPhone.find(key);
    return another === undefined ? (only ?? null) : null;
  }

  /** The contact with a handle as it is written. Kept, because a handle takes longer to parse than a message to read. */
  withHandle(handle: string): ContactEntry | null {
    let contact = this.#kept.get(handle);
    if (contact === undefined) {
      if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
      contact = this.find(handleKey(handle));
      this.#kept.set(handle, contact);
    }
    return contact;
  }

  /** The contact with this key. */
  get(key: string): ContactEntry | null {
    return this.#byKey.get(key) ?? null;
  }

  /** Contacts with all words of `query` in their names or handles. @throws LIMIT_EXCEEDED like {@link sorted} */
  named(query: string): ContactEntry[] {
    const wanted = foldedWords(query);
    return this.sorted().filter(({ words }) => matchesWords(wanted, words));
  }

  /** All contacts by name. @throws LIMIT_EXCEEDED if there are more than fit in memory */
  sorted(): readonly ContactEntry[] {
    if (this.#isComplete) return this.#entries;
    throw new DomainError('LIMIT_EXCEEDED', msg('detail.too-many-contacts', { limit: MAX_CONTACTS }));
  }
}

/** The run of the current contacts, or null if there is none. */
export function contactsRun(scope: Scope): number | null {
  return runOf(scope, 'contacts');
}

/** The contacts of a backup; cached per run. */
export function contactDirectory(ctx: ViewContext, scope: Scope): Promise<ContactDirectory> {
  return cachedForRuns(ctx, 'contacts', [contactsRun(scope)], () => load(ctx, scope));
}

async function load(ctx: ViewContext, scope: Scope): Promise<ContactDirectory> {
  const entries: ContactEntry[] = [];
  if (contactsRun(scope) === null) return new ContactDirectory(entries, true);
  const pages = keyPages('', (after, limit) =>
    rowsOf(ctx, scope, 'contacts')
      .select(['key', 'displayName', 'nickname', 'company', 'isOwner', 'phones', 'emails', 'photo'])
      .where('key', '>', after)
      .orderBy('key')
      .limit(limit)
      .execute(),
  );
  for await (const rows of pages) {
    if (entries.length >= MAX_CONTACTS) return new ContactDirectory(entries, false);
    const handles = await rowsOf(ctx, scope, 'contact_handles')
      .select(['contact', 'handleKey'])
      .where('contact', '>=', rows[0]?.key ?? '')
      .where('contact', '<=', rows.at(-1)?.key ?? '')
      .execute();
    const keysOf = Map.groupBy(handles, ({ contact }) => contact);
    for (const row of rows) {
      const name = contactName(row);
      const handleKeys = (keysOf.get(row.key) ?? []).flatMap((handle) => handle.handleKey ?? []);
      entries.push({
        key: row.key ?? '',
        name,
        isOwner: row.isOwner ?? false,
        hasPhoto: row.photo !== null,
        sortKey: fold(name),
        words: foldedWords([name, row.nickname, row.company, ...handleKeys].filter((part) => part !== null).join(' ')),
        handleKeys,
      });
    }
  }
  return new ContactDirectory(entries, true);
}

/** Display name of a contact, else its first phone number or e-mail address. */
export function contactName(row: {
  readonly displayName: string | null;
  readonly phones: readonly { readonly value: string }[] | null;
  readonly emails: readonly { readonly value: string }[] | null;
}): string {
  const handle = row.phones?.[0]?.value ?? row.emails?.[0]?.value;
  return row.displayName ?? (handle === undefined ? 'No name' : handleText(handle));
}
