import { fold } from '../../model/fold.ts';
import { handleKey } from '../../model/handle.ts';
import { foldedWords } from '../fold.ts';
import {
  ConversationDirectory,
  type ConversationEntry,
  MAX_CONVERSATIONS,
} from '../messages/conversation-directory.ts';
import { keyPages } from '../paging/key-pages.ts';
import { type People, peopleOf } from '../people/people.ts';
import type { WhatsappChatRow } from '../rows.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Members of one group by whom it can be found; WhatsApp allows 1,024. */
const MAX_MEMBERS = 2000;

/** What of a chat is needed to find, filter and sort it. */
export interface WhatsappEntry extends ConversationEntry {
  readonly isArchived: boolean;
  /** Canonical handle of the other person of a direct chat. */
  readonly handleKey: string | null;
}

/** The run of the WhatsApp rows that are shown; null where there are none. */
export function whatsappRun(scope: Scope): number | null {
  return scope.runs.get('whatsapp') ?? null;
}

/** What a chat is called: a person by the name of their contact, everything else as WhatsApp calls it. */
export function whatsappTitle(
  row: Pick<WhatsappChatRow, 'kind' | 'title' | 'subject' | 'handle' | 'jid'>,
  people: People,
): string {
  if (row.kind === 'direct' && row.handle !== null) return people.withHandle(row.handle, undefined, row.title).name;
  if (row.kind === 'status') return row.title ?? 'Status';
  return row.title ?? row.subject ?? row.jid ?? 'Unknown';
}

/** The WhatsApp chats of a backup; loaded once for each pair of runs of WhatsApp and contacts. */
export function whatsappDirectory(ctx: ViewContext, scope: Scope): Promise<ConversationDirectory<WhatsappEntry>> {
  return cachedForRuns(ctx, 'whatsapp', [whatsappRun(scope), scope.contacts], () => load(ctx, scope));
}

async function load(ctx: ViewContext, scope: Scope): Promise<ConversationDirectory<WhatsappEntry>> {
  const entries: WhatsappEntry[] = [];
  const run = whatsappRun(scope);
  if (run === null) return new ConversationDirectory(entries, true);
  const people = await peopleOf(ctx, scope);
  const pages = keyPages(Number.MIN_SAFE_INTEGER, (after, limit) =>
    ctx.store.read
      .selectFrom('whatsapp_chats')
      .select([
        'key',
        'kind',
        'title',
        'subject',
        'handle',
        'jid',
        'participants',
        'messageCount',
        'lastAt',
        'isArchived',
      ])
      .where('backupId', '=', scope.backupId)
      .where('runId', '=', run)
      .where('key', '>', after)
      .orderBy('key')
      .limit(limit)
      .execute(),
  );
  for await (const rows of pages) {
    if (entries.length >= MAX_CONVERSATIONS) return new ConversationDirectory(entries, false);
    entries.push(...rows.map((row) => entryOf(row, people)));
  }
  return new ConversationDirectory(entries, true);
}

function entryOf(
  row: Pick<
    WhatsappChatRow,
    'key' | 'kind' | 'title' | 'subject' | 'handle' | 'jid' | 'participants' | 'messageCount' | 'lastAt' | 'isArchived'
  >,
  people: People,
): WhatsappEntry {
  const title = whatsappTitle(row, people);
  const members = (row.participants ?? []).slice(0, MAX_MEMBERS);
  const names = members.flatMap(({ handle, name }) => [people.withHandle(handle, undefined, name).name, handle]);
  const ownKey = row.kind === 'direct' && row.handle !== null ? handleKey(row.handle) : null;
  const words = [title, row.title, row.subject, row.handle, ...names].filter((part) => part !== null);
  return {
    key: row.key ?? 0,
    title,
    sortTitle: fold(title),
    messageCount: row.messageCount ?? 0,
    lastAt: row.lastAt,
    words: [...new Set(foldedWords(words.join(' ')))],
    handleKeys: [...new Set([...(ownKey === null ? [] : [ownKey]), ...members.map(({ handle }) => handleKey(handle))])],
    kind: row.kind ?? 'unknown',
    isArchived: row.isArchived ?? false,
    handleKey: ownKey,
  };
}
