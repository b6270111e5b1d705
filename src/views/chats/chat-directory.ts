import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { fold } from '../../model/fold.ts';
import { handleKind } from '../../model/handle.ts';
import { contactsRun } from '../contacts/contact-directory.ts';
import { foldedWords, matchesWords } from '../fold.ts';
import { keyPages } from '../paging/key-pages.ts';
import { HandleIndex } from '../people/handle-index.ts';
import { type People, peopleOf } from '../people/people.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import type { ChatApp, ChatTypes, EntryRow } from './chat-app.ts';
import type { ChatEntry } from './chat-entry.ts';
import { readRows, rowsOf } from './chat-rows.ts';
import { type ChatRun, chatRun } from './chat-tables.ts';

/** Maximum number of chats in memory, for finding and sorting by resolved title. */
const MAX_CHATS = 100_000;

/** The chats of one app in a backup, with their resolved titles. */
export class ChatDirectory {
  readonly #entries: readonly ChatEntry[];
  readonly #byKey: ReadonlyMap<number, ChatEntry>;
  /** Canonical handles of all members. */
  readonly handles: HandleIndex;
  readonly #isComplete: boolean;

  constructor(entries: readonly ChatEntry[], isComplete: boolean) {
    this.#entries = entries;
    this.#isComplete = isComplete;
    this.#byKey = new Map(entries.map((entry) => [entry.key, entry]));
    this.handles = new HandleIndex(new Set(entries.flatMap(({ handleKeys }) => handleKeys)));
  }

  /** The chat with this key. */
  get(key: number | null): ChatEntry | null {
    return key === null ? null : (this.#byKey.get(key) ?? null);
  }

  /** All chats. @throws LIMIT_EXCEEDED if there are more than fit in memory */
  all(): readonly ChatEntry[] {
    if (this.#isComplete) return this.#entries;
    throw new DomainError('LIMIT_EXCEEDED', msg('detail.too-many-chats', { limit: MAX_CHATS }));
  }

  /** Chats whose title or members contain all words of `query`, or with a member who has this phone number. */
  matching(query: string): ChatEntry[] {
    const wanted = foldedWords(query);
    const numbers = handleKind(query) === 'phone' ? this.handles.find(query) : new Set<string>();
    return this.all().filter(
      ({ words, handleKeys }) => matchesWords(wanted, words) || handleKeys.some((key) => numbers.has(key)),
    );
  }
}

/** The parts of a {@link ChatApp} that its directory needs. */
type DirectoryApp<T extends ChatTypes> = Pick<ChatApp<T>, 'tables' | 'entry' | 'entryColumns'>;

/** The chats of an app; cached per run of the app and of contacts. */
export function chatDirectory<T extends ChatTypes>(
  ctx: ViewContext,
  app: DirectoryApp<T>,
  scope: Scope,
): Promise<ChatDirectory> {
  const run = chatRun(app.tables, scope);
  const parts = [run?.runId ?? null, contactsRun(scope)];
  return cachedForRuns(ctx, `chats ${app.tables.artifact}`, parts, () => load(ctx, app, run, scope));
}

async function load<T extends ChatTypes>(
  ctx: ViewContext,
  app: DirectoryApp<T>,
  run: ChatRun | null,
  scope: Scope,
): Promise<ChatDirectory> {
  const entries: ChatEntry[] = [];
  if (run === null) return new ChatDirectory(entries, true);
  const people = await peopleOf(ctx, scope);
  const columns = ['key', 'kind', 'messageCount', 'lastAt', 'isArchived', ...app.entryColumns];
  const pages = keyPages(Number.MIN_SAFE_INTEGER, (after: number, limit) =>
    readRows<EntryRow<T>>(
      rowsOf(ctx, run, run.tables.chats).where('row.key', '>', after).orderBy('row.key').limit(limit),
      columns,
    ),
  );
  for await (const rows of pages) {
    if (entries.length >= MAX_CHATS) return new ChatDirectory(entries, false);
    for (const row of rows) entries.push(entryOf(app, row, people));
  }
  return new ChatDirectory(entries, true);
}

function entryOf<T extends ChatTypes>(app: DirectoryApp<T>, row: EntryRow<T>, people: People): ChatEntry {
  const { title, names, ...rest } = app.entry(row, people);
  return {
    key: row.key ?? 0,
    title,
    sortTitle: fold(title),
    kind: row.kind ?? 'unknown',
    isArchived: row.isArchived ?? false,
    messageCount: row.messageCount ?? 0,
    lastAt: row.lastAt,
    words: [...new Set(foldedWords([title, ...names].join(' ')))],
    ...rest,
  };
}
