import type { ChatView } from '../../contract/chat.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import type { ChatSource, ViewContext } from '../../views/index.ts';
import { formatCount, formatMinute } from '../format.ts';
import type { Output } from '../output.ts';
import { printPages, printTablePages } from '../pages.ts';
import type { TableColumn } from '../table.ts';
import type { ChatListOptions, MessageListOptions } from './chat-options.ts';

/** The chats of an app in a backup. */
export interface ChatsOfBackup {
  readonly views: ViewContext;
  readonly backup: BackupId;
  readonly source: ChatSource;
}

/** Maximum number of matching chats that are searched for an exact title. */
const MAX_MATCHES = 200;

/** Column with the service of a chat. */
export const SERVICE: TableColumn<ChatView> = {
  title: 'SERVICE',
  value: ({ service }) => service ?? '–',
  maxWidth: 12,
};
/** Column with the kind of a chat. */
export const KIND: TableColumn<ChatView> = { title: 'KIND', value: ({ kind }) => kind };

/** Prints a page of chats; `more` is an app-specific column. */
export async function printChats(
  { views, backup, source }: ChatsOfBackup,
  options: ChatListOptions,
  more: TableColumn<ChatView>,
  out: Output,
): Promise<void> {
  await printTablePages(
    out,
    options,
    ({ query, archived, sort, limit, cursor }) =>
      source.list(views, backup, {
        sort,
        limit,
        ...(query === undefined ? {} : { q: query }),
        ...(archived === undefined ? {} : { archived }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    [
      { title: 'KEY', value: ({ key }) => key, align: 'right' },
      { title: 'TITLE', value: ({ title }) => title, maxWidth: 40 },
      more,
      { title: 'MESSAGES', value: ({ messageCount }) => formatCount(messageCount), align: 'right' },
      { title: 'LAST', value: ({ lastAt }) => formatMinute(lastAt) },
      { title: 'TEXT', value: lastText, maxWidth: 40 },
    ],
    { listed: { views, backup, of: { artifact: source.artifact } } },
  );
}

/** The words of the newest message, or what it is. */
function lastText({ lastText: text, lastGist: gist, lastSystemMessage: system }: ChatView): string {
  return text || (gist?.text ?? system?.call?.text ?? system?.announcement?.text ?? '');
}

/** Prints a page of the messages of a chat, given by key or words. @throws NOT_FOUND, BAD_REQUEST */
export async function printMessages(
  chats: ChatsOfBackup,
  wanted: string,
  options: MessageListOptions,
  out: Output,
): Promise<void> {
  const { views, backup, source } = chats;
  const key = await chatKey(chats, wanted);
  const { formatMessage } = await import('../message-text.ts');
  await printPages(
    out,
    options,
    ({ order, around, at, limit, cursor }) =>
      source.messages(views, backup, key, {
        order,
        limit,
        ...(cursor !== undefined
          ? { cursor }
          : { ...(around === undefined ? {} : { around }), ...(at === undefined ? {} : { at }) }),
      }),
    async ({ items }) => {
      for (const message of items) await out.text(formatMessage(message, out));
    },
  );
}

/**
 * Finds the key of the chat that a user named. A short number is a key; a long one is a phone number if a chat has it,
 * else a key. After a `#` every number is a key. Other text must be the whole title of a chat, or part of only one title,
 * of only one direct chat or of only one chat, tried in this order. @throws NOT_FOUND, BAD_REQUEST
 */
async function chatKey({ views, backup, source }: ChatsOfBackup, wanted: string): Promise<string> {
  const [, key] = /^#(-?\d+)$/.exec(wanted) ?? /^(-?\d{1,6})$/.exec(wanted) ?? [];
  if (key !== undefined) return key;
  const { items } = await source.list(views, backup, { q: wanted, limit: MAX_MATCHES });
  // A person's name matches the direct chat and their groups.
  const words = wanted.toLowerCase();
  const exact = items.filter(({ title }) => title.toLowerCase() === words);
  const titled = items.filter(({ title }) => title.toLowerCase().includes(words));
  const direct = items.filter(({ kind }) => kind === 'direct');
  const [only, another] = [exact, titled, direct, items].find(({ length }) => length > 0) ?? [];
  if (only === undefined && /^-?\d+$/.test(wanted)) return wanted;
  if (only === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-chat-named', { name: wanted }));
  if (another === undefined) return only.key;
  throw new DomainError('BAD_REQUEST', msg('detail.several-chats-named', { name: wanted }));
}
