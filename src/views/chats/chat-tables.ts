import { kindOfTable, kinds } from '../../artifacts/kinds.ts';
import { registry } from '../../artifacts/registry.ts';
import type { Scope } from '../scope.ts';

/** The tables of one chat app, by their SQL names. */
export interface ChatTables {
  readonly artifact: string;
  readonly chats: string;
  readonly messages: string;
  /** Columns of `messages`. */
  readonly messageColumns: readonly string[];
  readonly attachments: string;
  /** Clustered by chat, time and message. */
  readonly items: string;
  /** Column of `items` with the chat's key. */
  readonly chatColumn: string;
  /** Clustered by thread of replies, time and message; null for apps without threads. */
  readonly threads: string | null;
  /** True if `items` records when a message was moved to Recently Deleted. */
  readonly hasDeletions: boolean;
  /** Kind of its messages; value of `type:` in a search. */
  readonly messageKind: string;
  /** True if other searchable records belong to its chats, so that a search for messages needs their kind. */
  readonly hasOtherKinds: boolean;
}

/** Derives the remaining facts about an app's tables from their definitions. */
export function chatTables(
  artifact: string,
  {
    threads = null,
    ...names
  }: Pick<ChatTables, 'chats' | 'messages' | 'attachments' | 'items'> & Partial<Pick<ChatTables, 'threads'>>,
): ChatTables {
  const tables = registry.find(({ id }) => id === artifact)?.tables;
  const items = tables?.[names.items];
  const searchable = kinds.filter((kind) => kind.artifact === artifact && kind.searchable);
  return {
    artifact,
    ...names,
    threads,
    messageColumns: Object.keys(tables?.[names.messages]?.columns ?? {}),
    chatColumn: items?.primaryKey[0] ?? 'chat',
    hasDeletions: items !== undefined && 'deletedAt' in items.columns,
    messageKind: kindOfTable(names.messages)?.id ?? artifact,
    hasOtherKinds: searchable.length > 1,
  };
}

/** The current rows of a chat app in one backup. */
export interface ChatRun {
  readonly tables: ChatTables;
  readonly scope: Scope;
  readonly runId: number;
}

/** The current rows of an app, or null if it is not indexed. */
export function chatRun(tables: ChatTables, scope: Scope): ChatRun | null {
  const runId = scope.runs.get(tables.artifact);
  return runId === undefined ? null : { tables, scope, runId };
}

/** One chat of a backup. */
export interface ChatPlace extends ChatRun {
  readonly chat: number;
}
