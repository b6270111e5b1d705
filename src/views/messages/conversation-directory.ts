import type { ChatView } from '../../contract/chat.ts';
import { DomainError } from '../../model/errors.ts';
import { fold } from '../../model/fold.ts';
import { handleKey, handleKind } from '../../model/handle.ts';
import { foldedWords, matchesWords } from '../fold.ts';
import { keyPages } from '../paging/key-pages.ts';
import { contactDirectory } from '../people/contact-directory.ts';
import { People } from '../people/people.ts';
import { PhoneSuffixes } from '../people/phone-suffix.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { conversationTitle, participantsOf } from './conversation-title.ts';

/** Conversations that are kept in memory to be found and sorted by their resolved titles. */
export const MAX_CONVERSATIONS = 100_000;

/** What of a conversation is needed to find and to sort it. */
export interface ConversationEntry {
  readonly key: number;
  readonly title: string;
  readonly sortTitle: string;
  readonly kind: ChatView['kind'];
  readonly messageCount: number;
  readonly lastAt: number | null;
  /** Folded words of the title and of everybody's names and handles. */
  readonly words: readonly string[];
  readonly handleKeys: readonly string[];
}

/** The conversations of a backup, or its chats of another app, with their resolved titles. */
export class ConversationDirectory<E extends ConversationEntry = ConversationEntry> {
  readonly #entries: readonly E[];
  readonly #byKey: ReadonlyMap<number, E>;
  readonly #byPhone = new PhoneSuffixes<string>();
  readonly #handleKeys = new Set<string>();
  readonly #isComplete: boolean;

  constructor(entries: readonly E[], isComplete: boolean) {
    this.#entries = entries;
    this.#isComplete = isComplete;
    this.#byKey = new Map(entries.map((entry) => [entry.key, entry]));
    for (const key of entries.flatMap(({ handleKeys }) => handleKeys)) {
      if (this.#handleKeys.has(key)) continue;
      this.#handleKeys.add(key);
      this.#byPhone.add(key, key);
    }
  }

  /** The conversation with this key. */
  get(key: number | null): E | null {
    return key === null ? null : (this.#byKey.get(key) ?? null);
  }

  /** All of them. @throws LIMIT_EXCEEDED when there are more than fit in memory */
  all(): readonly E[] {
    if (this.#isComplete) return this.#entries;
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `The backup has more than ${MAX_CONVERSATIONS} conversations: they can be listed by date only.`,
    );
  }

  /** Those whose title or members have every word of `query`, or a member with this phone number. */
  matching(query: string): E[] {
    const wanted = foldedWords(query);
    const numbers = handleKind(query) === 'phone' ? this.spellings(query) : new Set<string>();
    return this.all().filter(
      ({ words, handleKeys }) => matchesWords(wanted, words) || handleKeys.some((key) => numbers.has(key)),
    );
  }

  /** The handle keys of members that a handle in any notation may mean. */
  spellings(handle: string): Set<string> {
    const key = handleKey(handle);
    return this.#handleKeys.has(key) ? new Set([key]) : this.#byPhone.find(key);
  }
}

/** The conversations of a backup; loaded once for each pair of runs of messages and contacts. */
export function conversationDirectory(ctx: ViewContext, scope: Scope): Promise<ConversationDirectory> {
  return cachedForRuns(ctx, 'conversations', [scope.messages, scope.contacts], () => load(ctx, scope));
}

async function load(ctx: ViewContext, scope: Scope): Promise<ConversationDirectory> {
  const entries: ConversationEntry[] = [];
  const { backupId, messages } = scope;
  if (messages === null) return new ConversationDirectory(entries, true);
  const people = new People(await contactDirectory(ctx, scope));
  const pages = keyPages(Number.MIN_SAFE_INTEGER, (after, limit) =>
    ctx.store.read
      .selectFrom('message_conversations')
      .select(['key', 'title', 'kind', 'participants', 'chats', 'messageCount', 'lastAt'])
      .where('backupId', '=', backupId)
      .where('runId', '=', messages)
      .where('key', '>', after)
      .orderBy('key')
      .limit(limit)
      .execute(),
  );
  for await (const rows of pages) {
    if (entries.length >= MAX_CONVERSATIONS) return new ConversationDirectory(entries, false);
    for (const row of rows) {
      const participants = participantsOf(row, people);
      const title = conversationTitle(row, participants);
      const names = participants.flatMap(({ name, handle }) => (handle === null ? name : [name, handle]));
      entries.push({
        key: row.key ?? 0,
        title,
        sortTitle: fold(title),
        kind: row.kind ?? 'orphaned',
        messageCount: row.messageCount ?? 0,
        lastAt: row.lastAt,
        words: foldedWords([title, ...names].join(' ')),
        handleKeys: (row.participants ?? []).map((participant) => participant.handleKey),
      });
    }
  }
  return new ConversationDirectory(entries, true);
}
