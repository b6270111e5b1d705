import { sql } from 'kysely';
import type { SystemMessageView } from '../../contract/chat.ts';
import type { People } from '../people/people.ts';
import type { ViewContext } from '../types.ts';
import type { ChatApp, ChatTypes } from './chat-app.ts';
import { readRows, rowsOf } from './chat-rows.ts';
import type { ChatRun } from './chat-tables.ts';

/**
 * The system messages among the messages with these keys, by key; ordinary messages are absent. They are read from the
 * messages because the search index only has an English sentence.
 *
 * @param chats the chats they belong to, if known: members are resolved through them
 */
export async function systemMessages<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  run: ChatRun,
  keys: readonly number[],
  people: People,
  chats: readonly T['chat'][] = [],
): Promise<Map<number, SystemMessageView>> {
  const { systemColumns } = app;
  if (keys.length === 0 || systemColumns.length === 0) return new Map();
  const rows = await readRows<T['message']>(
    rowsOf(ctx, run, run.tables.messages)
      .where('row.key', 'in', keys)
      .where((eb) => eb.or(systemColumns.map((column) => eb(sql.ref(`row.${column}`), 'is not', null)))),
  );
  const viewOf = app.systemMessageViews(people, chats);
  return new Map(
    rows.flatMap((row) => {
      const view = viewOf(row);
      return view === null ? [] : [[row.key ?? 0, view] as const];
    }),
  );
}
