import { setImmediate as nextTurn } from 'node:timers/promises';
import { kinds } from '../../artifacts/kinds.ts';
import type { PersonSummaryView } from '../../contract/people.ts';
import { fold } from '../../model/fold.ts';
import { handleKey, handleKind, handleText } from '../../model/handle.ts';
import type { BackupId } from '../../model/ids.ts';
import { chatSources } from '../chats/sources.ts';
import { type ContactDirectory, contactDirectory } from '../contacts/contact-directory.ts';
import { foldedWords } from '../fold.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { handleColumns, handleCounts, KINDS_WITH_HANDLES } from './handle-counts.ts';
import { Groups } from './person-groups.ts';
import { PhoneSuffixes } from './phone-suffix.ts';

/** Number of cached indexes, one per set of backups. */
const KEPT = 3;
/** Number of contacts or chats between yields to other requests. */
const ITEMS_PER_TURN = 500;
/** Maximum length of a handle used as key in URLs; longer ones are not real addresses. */
const MAX_KEY = 150;

/** Number of records of a kind; for messages also of chats and groups. */
interface Count {
  readonly records: number;
  readonly chats?: number;
  readonly groups?: number;
}
type Why = PersonSummaryView['handles'][number]['why'];

/** A person with data for finding and sorting. */
export interface Person extends Omit<PersonSummaryView, 'handles'> {
  /** Without their texts: only a page of people is shown. */
  readonly handles: readonly Omit<PersonSummaryView['handles'][number], 'text'>[];
  /** Canonical forms of their handles. */
  readonly handleKeys: readonly string[];
  readonly words: readonly string[];
  readonly sortName: string;
  /** Total number of records. */
  readonly activity: number;
}

/** The people of a set of backups. */
export class PersonIndex {
  readonly people: readonly Person[];
  readonly #byKey = new Map<string, Person>();
  readonly #byPhone = new PhoneSuffixes<Person>();

  constructor(people: readonly Person[]) {
    this.people = people;
    for (const person of people) {
      this.#byKey.set(person.key, person);
      for (const key of person.handleKeys) {
        this.#byKey.set(key, person);
        this.#byPhone.add(key, person);
      }
      for (const { backup, key } of person.contacts) this.#byKey.set(contactNode(backup, key), person);
    }
  }

  /** The person with this key, this handle in any notation, or this contact (`contact:backup:key`). */
  find(key: string): Person | null {
    const known = this.#byKey.get(key) ?? this.#byKey.get(handleKey(key));
    if (known !== undefined) return known;
    const [only, another] = this.#byPhone.find(handleKey(key));
    return another === undefined ? (only ?? null) : null;
  }

  /** All people with this phone number. */
  withNumber(handle: string): ReadonlySet<Person> {
    return this.#byPhone.find(handleKey(handle));
  }
}

/** The people of these backups; cached per set of runs. @throws LIMIT_EXCEEDED (too many contacts or chats) */
export function personIndex(ctx: ViewContext, scopes: ReadonlyMap<BackupId, Scope>): Promise<PersonIndex> {
  const runs = [...scopes.values()].flatMap(({ backupId, runs }) => [backupId, ...runs.values()]);
  return cachedForRuns(ctx, 'people', runs, async () => new PersonIndex(await collect(ctx, scopes)), KEPT);
}

async function collect(ctx: ViewContext, scopes: ReadonlyMap<BackupId, Scope>): Promise<Person[]> {
  const collector = new PersonCollector();
  const directories = new Map<Scope, ContactDirectory>();
  for (const scope of scopes.values()) {
    const contacts = await contactDirectory(ctx, scope);
    directories.set(scope, contacts);
    await collector.addShared(contacts);
  }
  for (const [scope, contacts] of directories) {
    await collector.addContacts(scope.backup, contacts);
    await addRecords(ctx, scope, contacts, collector);
  }
  return collector.people();
}

async function addRecords(
  ctx: ViewContext,
  scope: Scope,
  contacts: ContactDirectory,
  collector: PersonCollector,
): Promise<void> {
  const at = (key: string): string => collector.node(scope.backup, contacts, key);
  let turn = 0;
  for (const source of chatSources) {
    const kind = source.tables.messageKind;
    for (const entry of (await source.directory(ctx, scope)).all()) {
      if (++turn % ITEMS_PER_TURN === 0) await nextTurn();
      const { partner, partnerName, handleKeys, messageCount, lastAt } = entry;
      if (partner === null) {
        for (const node of new Set(handleKeys.map(at))) {
          collector.count(node, kind, { records: 0, chats: 0, groups: 1 });
        }
        continue;
      }
      const node = at(partner);
      if (partnerName !== null) collector.name(node, partnerName);
      collector.count(node, kind, { records: messageCount, chats: 1, groups: 0 }, lastAt);
      // Addresses that no contact joins: their messages are counted once, but the chat is theirs too.
      for (const other of new Set(handleKeys.map(at))) {
        if (other !== node) collector.count(other, kind, { records: 0, chats: 1, groups: 0 }, lastAt);
      }
    }
  }
  for (const kind of KINDS_WITH_HANDLES) {
    for (const column of handleColumns(kind)) {
      for (const { handleKey, records, lastAt } of await handleCounts(ctx, scope, kind, column)) {
        if (++turn % ITEMS_PER_TURN === 0) await nextTurn();
        collector.count(at(handleKey), kind.id, { records }, lastAt);
      }
    }
  }
}

/** Data collected for one node before groups are merged. */
interface Draft {
  /** By kind. */
  readonly counts: Map<string, Count>;
  readonly contacts: PersonSummaryView['contacts'][number][];
  readonly handles: Map<string, Why>;
  name: string | null;
  isOwner: boolean;
  lastAt: number | null;
}

/**
 * Collects people from contacts and handles. Within a backup, a handle belongs to the contact that has it. Contacts of
 * several backups are one person if they share a handle, unless two contacts of one backup have it: then it is the
 * number of a household or an office.
 */
class PersonCollector {
  readonly #groups = new Groups();
  readonly #drafts = new Map<string, Draft>();
  /** Handles of several contacts in one backup. */
  readonly #shared = new Set<string>();

  /** Finds the handles shared by several contacts of a backup. Must be called for all backups first. */
  async addShared(contacts: ContactDirectory): Promise<void> {
    const seen = new Set<string>();
    for (const [index, { handleKeys }] of contacts.sorted().entries()) {
      if (index % ITEMS_PER_TURN === 0) await nextTurn();
      for (const key of new Set(handleKeys)) {
        if (seen.has(key)) this.#shared.add(key);
        seen.add(key);
      }
    }
  }

  async addContacts(backup: BackupId, contacts: ContactDirectory): Promise<void> {
    for (const [index, { key, name, isOwner, hasPhoto, handleKeys }] of contacts.sorted().entries()) {
      if (index % ITEMS_PER_TURN === 0) await nextTurn();
      const node = contactNode(backup, key);
      const draft = this.#draft(node);
      draft.contacts.push({ backup, key, name, hasPhoto });
      draft.isOwner ||= isOwner;
      for (const handle of handleKeys) {
        draft.handles.set(handle, 'contact');
        if (!this.#shared.has(handle)) this.#groups.join(node, handleNode(handle));
      }
    }
  }

  /** The node of a handle in this backup: its contact's, or its own. */
  node(backup: BackupId, contacts: ContactDirectory, handle: string): string {
    const contact = contacts.find(handle);
    const ofHandle = handleNode(handle);
    if (contact === null) {
      const draft = this.#draft(ofHandle);
      if (!draft.handles.has(handle)) draft.handles.set(handle, 'only');
      return ofHandle;
    }
    const ofContact = contactNode(backup, contact.key);
    const draft = this.#draft(ofContact);
    if (!draft.handles.has(handle)) draft.handles.set(handle, 'same-number');
    if (!this.#shared.has(handle)) this.#groups.join(ofContact, ofHandle);
    return ofContact;
  }

  /** Sets a name from an app, which is used if there is no contact. */
  name(node: string, name: string): void {
    this.#draft(node).name ??= name;
  }

  count(node: string, kind: string, count: Count, lastAt: number | null = null): void {
    const draft = this.#draft(node);
    draft.counts.set(kind, sum(draft.counts.get(kind), count));
    if (lastAt !== null && lastAt > (draft.lastAt ?? -Infinity)) draft.lastAt = lastAt;
  }

  people(): Person[] {
    const merged = new Map<string, Draft>();
    for (const [node, draft] of this.#drafts) {
      const root = this.#groups.find(node);
      const known = merged.get(root);
      merged.set(root, known === undefined ? draft : mergeDrafts(known, draft));
    }
    return [...merged.values()].map(personOf);
  }

  #draft(node: string): Draft {
    const known = this.#drafts.get(node);
    if (known !== undefined) return known;
    const draft: Draft = {
      counts: new Map(),
      contacts: [],
      handles: new Map(),
      name: null,
      isOwner: false,
      lastAt: null,
    };
    this.#drafts.set(node, draft);
    return draft;
  }
}

/** Rank of the reasons for a handle; the strongest is kept. */
const STRENGTH: Readonly<Record<Why, number>> = { contact: 2, 'same-number': 1, only: 0 };

function mergeDrafts(into: Draft, draft: Draft): Draft {
  for (const [kind, count] of draft.counts) into.counts.set(kind, sum(into.counts.get(kind), count));
  into.contacts.push(...draft.contacts);
  for (const [handle, why] of draft.handles) {
    const known = into.handles.get(handle);
    if (known === undefined || STRENGTH[why] > STRENGTH[known]) into.handles.set(handle, why);
  }
  into.name ??= draft.name;
  into.isOwner ||= draft.isOwner;
  if (draft.lastAt !== null && draft.lastAt > (into.lastAt ?? -Infinity)) into.lastAt = draft.lastAt;
  return into;
}

function personOf({ counts, contacts, handles, name, isOwner, lastAt }: Draft): Person {
  const sorted = [...handles].sort(([a], [b]) => (a < b ? -1 : 1));
  const [first] = sorted[0] ?? [];
  const shown = contacts[0]?.name ?? name ?? (first === undefined ? 'Unknown' : handleText(first));
  const handleKeys = sorted.map(([handle]) => handle);
  const key =
    handleKeys.find((handle) => handle !== '' && handle.length <= MAX_KEY) ??
    (contacts[0] === undefined ? 'unknown' : contactNode(contacts[0].backup, contacts[0].key));
  const names = contacts.map((contact) => contact.name);
  return {
    key,
    name: shown,
    isOwner,
    contacts,
    handles: sorted.map(([handle, why]) => ({ handle, kind: handleKind(handle), why })),
    counts: countViews(counts),
    lastAt,
    handleKeys,
    words: [...new Set(foldedWords([shown, ...names, ...handleKeys].join(' ')))],
    sortName: fold(shown),
    activity: [...counts.values()].reduce((sum, { records }) => sum + records, 0),
  };
}

function sum(into: Count | undefined, { records, chats, groups }: Count): Count {
  if (into === undefined) return { records, ...(chats === undefined ? {} : { chats, groups: groups ?? 0 }) };
  const all = { records: into.records + records };
  return chats === undefined
    ? all
    : { ...all, chats: (into.chats ?? 0) + chats, groups: (into.groups ?? 0) + (groups ?? 0) };
}

/** In the order of the kinds. */
function countViews(counts: ReadonlyMap<string, Count>): PersonSummaryView['counts'] {
  return kinds.flatMap(({ id }) => {
    const count = counts.get(id);
    return count === undefined ? [] : { kind: id, ...count };
  });
}

const handleNode = (handle: string): string => `handle:${handle}`;
const contactNode = (backup: BackupId, key: string): string => `contact:${backup}:${key}`;
