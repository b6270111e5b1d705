import type { ChatView, MessageView } from '../../contract/chat.ts';
import type { ChatMediaPageView } from '../../contract/chat-media.ts';
import type { Page } from '../../contract/common.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { callSentence } from '../calls/call-sentence.ts';
import type { CallSource } from '../calls/call-source.ts';
import { type People, peopleOf } from '../people/people.ts';
import { parseRowKey } from '../row-key.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { ChatScan, isPlainMessage, type MessageBatch, type Period } from './all-messages.ts';
import type { ChatApp, ChatName, ChatTypes } from './chat-app.ts';
import { countAllMessages } from './chat-days.ts';
import { type ChatDirectory, chatDirectory } from './chat-directory.ts';
import { type ChatQuery, listChats, viewsWithLast } from './chat-list.ts';
import { type ChatMediaQuery, pageOfMedia } from './chat-media.ts';
import { loadMessages, type MessagePage, type MessageQuery, pageOfMessages } from './chat-messages.ts';
import { rowsByKey } from './chat-rows.ts';
import { type ChatPlace, type ChatTables, chatRun } from './chat-tables.ts';
import { repliesByThread } from './message-threads.ts';
import { rareColumns } from './plain-messages.ts';
import type { Sentence } from './sentence.ts';
import { systemMessages } from './system-messages.ts';

/** Access to the chats of one app; see {@link chatSources}. */
export interface ChatSource<View extends ChatView = ChatView, Detail extends ChatView = View> {
  /** Id of the artifact. */
  readonly artifact: string;
  readonly tables: ChatTables;
  /** Base name of exports of its chats. */
  readonly exportName: string;
  /** API path of its chats below `/backups/{id}/`. */
  readonly path: string;
  /** Columns that only few messages have; see `plain` of {@link ChatApp}. */
  readonly rareColumns: readonly string[];
  /** The app's call log, or null if it has none. */
  readonly calls: CallSource | null;
  /** A page of a backup's chats; empty if not indexed. @throws BACKUP_NOT_FOUND, BAD_REQUEST, LIMIT_EXCEEDED */
  list(ctx: ViewContext, backup: BackupId, query: ChatQuery): Promise<Page<View>>;
  /** One chat in full. @throws BACKUP_NOT_FOUND, NOT_FOUND */
  get(ctx: ViewContext, backup: BackupId, key: string): Promise<Detail>;
  /** A page of a chat. @throws BACKUP_NOT_FOUND, NOT_FOUND (the chat, or `around` is not in it), BAD_REQUEST (cursor) */
  messages(ctx: ViewContext, backup: BackupId, chat: string, query: MessageQuery): Promise<MessagePage>;
  /** A page of the files or links of a chat, newest first. @throws BACKUP_NOT_FOUND, NOT_FOUND, BAD_REQUEST (cursor) */
  media(ctx: ViewContext, backup: BackupId, chat: string, query: ChatMediaQuery): Promise<ChatMediaPageView>;
  /** All messages of a chat in a period, oldest first unless the newest are wanted first, in batches. @throws BACKUP_NOT_FOUND, NOT_FOUND */
  all(ctx: ViewContext, backup: BackupId, chat: string, period: Period): AsyncIterable<readonly MessageView[]>;
  /** The same without making views of plain messages. @throws BACKUP_NOT_FOUND, NOT_FOUND */
  scan(ctx: ViewContext, backup: BackupId, chat: string, period: Period): AsyncIterable<MessageBatch>;
  /**
   * The replies of threads of a chat by the id of the thread, oldest first, the first `most` of each. Empty for apps
   * without threads. @throws BACKUP_NOT_FOUND, NOT_FOUND
   */
  replies(
    ctx: ViewContext,
    backup: BackupId,
    chat: string,
    threads: readonly string[],
    most: number,
  ): Promise<ReadonlyMap<string, readonly MessageView[]>>;
  /** One message. @throws BACKUP_NOT_FOUND, NOT_FOUND */
  message(ctx: ViewContext, backup: BackupId, key: string): Promise<MessageView>;
  /** Locates the rows of a chat. @throws BACKUP_NOT_FOUND, NOT_FOUND */
  place(ctx: ViewContext, backup: BackupId, chat: string): Promise<ChatPlace>;
  /** The number of messages of all chats in a period. @throws BACKUP_NOT_FOUND */
  count(ctx: ViewContext, backup: BackupId, period: Pick<Period, 'from' | 'to'>): Promise<number>;
  /** All chats, to find them by words and handles; empty if the app is not indexed. */
  directory(ctx: ViewContext, scope: Scope): Promise<ChatDirectory>;
  /** List views of chats in the order of `keys`; unknown keys are absent. */
  byKey(ctx: ViewContext, scope: Scope, keys: readonly number[]): Promise<View[]>;
  /** Titles and members of chats by key; unknown keys are absent. */
  names(ctx: ViewContext, scope: Scope, keys: readonly number[], people: People): Promise<Map<number, ChatName>>;
  /**
   * Sentences of the records of a kind that have no text: system messages and the app's calls, by key. Ordinary
   * messages are absent.
   */
  sentences(
    ctx: ViewContext,
    scope: Scope,
    kind: string,
    keys: readonly number[],
    people: People,
  ): Promise<Map<number, Sentence>>;
}

/** Replies of which views are made at once. */
const REPLIES_AT_ONCE = 500;

/** Creates the source of an app. */
export function chatSource<T extends ChatTypes>(app: ChatApp<T>): ChatSource<T['view'], T['detail']> {
  const { tables } = app;
  const scans = new WeakMap<ViewContext['store']['read'], ChatScan<T>>();

  async function findChat(ctx: ViewContext, backup: BackupId, key: string) {
    const scope = await scopeOf(ctx, backup);
    const chat = parseRowKey(key);
    const run = chatRun(tables, scope);
    const row = chat === null ? undefined : (await rowsByKey<T['chat']>(ctx, run, tables.chats, [chat])).get(chat);
    if (row === undefined || run === null || chat === null) {
      throw new DomainError('NOT_FOUND', msg('detail.no-chat'));
    }
    return { place: { ...run, chat }, row };
  }

  async function* scanned(ctx: ViewContext, backup: BackupId, chat: string, period: Period) {
    const { place, row } = await findChat(ctx, backup, chat);
    const scan = scans.get(ctx.store.read) ?? new ChatScan(app);
    scans.set(ctx.store.read, scan);
    yield* scan.messages(ctx, place, row, period);
  }

  return {
    artifact: tables.artifact,
    tables,
    exportName: app.exportName ?? tables.artifact,
    path: app.path ?? `artifacts/${tables.artifact}/chats`,
    rareColumns: rareColumns(app),
    calls: app.calls ?? null,
    async list(ctx, backup, query) {
      return listChats(ctx, app, await scopeOf(ctx, backup), query);
    },
    async get(ctx, backup, key) {
      const { place, row } = await findChat(ctx, backup, key);
      const people = await peopleOf(ctx, place.scope);
      const [view] = await viewsWithLast(ctx, app, place, [row], people, 'detailed');
      return view as T['detail'];
    },
    async messages(ctx, backup, chat, query) {
      const { place, row } = await findChat(ctx, backup, chat);
      return pageOfMessages(ctx, app, place, row, query);
    },
    async media(ctx, backup, chat, query) {
      const { place, row } = await findChat(ctx, backup, chat);
      return pageOfMedia(ctx, app, place, row, query);
    },
    async *all(ctx, backup, chat, period) {
      for await (const { messages, view } of scanned(ctx, backup, chat, period)) {
        yield messages.map((message) => (isPlainMessage(message) ? view(message) : message));
      }
    },
    scan: scanned,
    async replies(ctx, backup, chat, threads, most) {
      if (tables.threads === null || threads.length === 0) return new Map();
      const { place, row } = await findChat(ctx, backup, chat);
      const found = [...(await repliesByThread(ctx, place, threads))].map(
        ([thread, keys]) => [thread, keys.slice(0, most)] as const,
      );
      const items = found.flatMap(([, keys]) => keys.map((message) => ({ message, chat: place.chat })));
      const views = new Map<number, MessageView>();
      for (let start = 0; start < items.length; start += REPLIES_AT_ONCE) {
        const part = items.slice(start, start + REPLIES_AT_ONCE);
        for (const view of await loadMessages(ctx, app, place, part, row)) views.set(Number(view.key), view);
      }
      return new Map(found.map(([thread, keys]) => [thread, keys.flatMap((key) => views.get(key) ?? [])]));
    },
    async message(ctx, backup, key) {
      const run = chatRun(tables, await scopeOf(ctx, backup));
      const message = parseRowKey(key);
      if (run !== null && message !== null) {
        const [view] = await loadMessages(ctx, app, run, [{ message }], null);
        if (view !== undefined) return view;
      }
      throw new DomainError('NOT_FOUND', msg('detail.no-message'));
    },
    async place(ctx, backup, chat) {
      return (await findChat(ctx, backup, chat)).place;
    },
    async count(ctx, backup, period) {
      const run = chatRun(tables, await scopeOf(ctx, backup));
      return run === null ? 0 : countAllMessages(ctx, run, period);
    },
    directory: (ctx, scope) => chatDirectory(ctx, app, scope),
    async byKey(ctx, scope, keys) {
      const run = chatRun(tables, scope);
      if (run === null) return [];
      const [rows, people] = await Promise.all([
        rowsByKey<T['chat']>(ctx, run, tables.chats, keys),
        peopleOf(ctx, scope),
      ]);
      const sorted = keys.flatMap((key) => rows.get(key) ?? []);
      return viewsWithLast(ctx, app, run, sorted, people, 'listed');
    },
    async names(ctx, scope, keys, people) {
      const rows = await rowsByKey<T['chat']>(ctx, chatRun(tables, scope), tables.chats, keys);
      return new Map([...rows].map(([key, row]) => [key, app.name(row, people)]));
    },
    async sentences(ctx, scope, kind, keys, people) {
      const run = chatRun(tables, scope);
      if (run === null || keys.length === 0) return new Map();
      if (kind === app.calls?.kind) {
        const calls = await app.calls.byKey(ctx, scope, keys.map(String));
        return new Map([...calls].map(([key, call]) => [Number(key), callSentence(call, people)]));
      }
      if (kind !== tables.messageKind) return new Map();
      const found = await systemMessages(ctx, app, run, keys, people);
      return new Map([...found].map(([key, systemMessage]) => [key, { title: null, systemMessage }]));
    },
  };
}
