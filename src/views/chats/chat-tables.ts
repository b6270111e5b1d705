import { kindOfTable, kinds } from '../../artifacts/kinds.ts';
import { registry } from '../../artifacts/registry.ts';
import type { Scope } from '../scope.ts';

/** The tables of one chat app, by their SQL names. */
export interface ChatTables {
  readonly artifact: string;
  readonly chats: string;
  readonly messages: string;
  readonly attachments: string;
  /** Clustered by chat, time and message. */
  readonly items: string;
  /** Column of `items` that names the chat. */
  readonly chatColumn: string;
  /** `items` says when a message was recently deleted from the chat. */
  readonly hasDeletions: boolean;
  /** Word for `type:` of its messages. */
  readonly messageKind: string;
  /** Other records are found in its chats too, so that a search for messages has to name their kind. */
  readonly hasOtherKinds: boolean;
}

/** Completes the names of the tables of an app by what their definitions say. */
export function chatTables(
  artifact: string,
  names: Pick<ChatTables, 'chats' | 'messages' | 'attachments' | 'items'>,
): ChatTables {
  const items = registry.find(({ id }) => id === artifact)?.tables[names.items];
  const searchable = kinds.filter((kind) => kind.artifact === artifact && kind.searchable);
  return {
    artifact,
    ...names,
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

/** The rows of an app that are shown; null where it has no index. */
export function chatRun(tables: ChatTables, scope: Scope): ChatRun | null {
  const runId = scope.runs.get(tables.artifact);
  return runId === undefined ? null : { tables, scope, runId };
}

/** One chat of a backup. */
export interface ChatPlace extends ChatRun {
  readonly chat: number;
}
