import { kindOf } from '../../artifacts/kinds.ts';
import { CHAT_KINDS } from '../../contract/chat-kinds.ts';
import type { ChatAppView } from '../../contract/chats.ts';
import type { BackupId } from '../../model/ids.ts';
import { cachedForRuns } from '../run-cache.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { rowsOf } from './chat-rows.ts';
import type { ChatSource } from './chat-source.ts';
import { type ChatRun, chatRun } from './chat-tables.ts';
import { chatSources } from './sources.ts';

/** Counts of an app in a backup. */
type Counted = 'kinds' | 'chats' | 'messages';

/** The indexed chat apps of a backup with their counts. @throws BACKUP_NOT_FOUND */
export async function listChatApps(
  ctx: ViewContext,
  backup: BackupId,
): Promise<{ readonly items: readonly ChatAppView[]; readonly next: null }> {
  const scope = await scopeOf(ctx, backup);
  const apps = await Promise.all(
    chatSources.map(async (source) => {
      const run = chatRun(source.tables, scope);
      if (run === null) return [];
      const counts = await countChats(ctx, run);
      return counts.chats === 0 ? [] : { ...chatAppView(ctx.titleOf, source), ...counts };
    }),
  );
  return { items: apps.flat(), next: null };
}

/** Names, paths and tables of an app. */
export function chatAppView(titleOf: ViewContext['titleOf'], source: ChatSource): Omit<ChatAppView, Counted> {
  const { artifact, tables, exportName, path, calls } = source;
  const kind = kindOf(tables.messageKind);
  const title = titleOf(artifact);
  return {
    app: artifact,
    title,
    names: kind?.artifactNames ?? { en: title },
    icon: kind?.icon ?? 'message-circle',
    screen: kind?.list?.screen ?? `chats/${artifact}`,
    path,
    tables: { chats: tables.chats, messages: tables.messages },
    messageKind: tables.messageKind,
    callKind: calls?.kind ?? null,
    exportName,
  };
}

/** Adds up the message counts of the chats, which is faster than counting a million messages. */
function countChats(ctx: ViewContext, run: ChatRun): Promise<Pick<ChatAppView, Counted>> {
  return cachedForRuns(
    ctx,
    `chat-counts ${run.tables.artifact}`,
    [run.runId],
    async () => {
      const counted = await rowsOf(ctx, run, run.tables.chats)
        .select(({ fn }) => [
          'row.kind',
          fn.countAll<number>().as('chats'),
          fn.sum<number | null>('row.messageCount').as('messages'),
        ])
        .groupBy('row.kind')
        .execute();
      const kinds = new Set(counted.map(({ kind }) => kind ?? 'unknown'));
      return {
        kinds: CHAT_KINDS.filter((kind) => kinds.has(kind)),
        chats: counted.reduce((sum, { chats }) => sum + chats, 0),
        messages: counted.reduce((sum, { messages }) => sum + (messages ?? 0), 0),
      };
    },
    COUNTS_KEPT,
  );
}

/** Number of cached counts: they are small. */
const COUNTS_KEPT = 200;
