import { chatSources } from '../chats/sources.ts';
import type { AnyRows } from '../rows-of.ts';
import { rowsOf } from '../rows-of.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Limits a query of a table to rows that belong to what was chosen. */
export type RowLimit = (table: string, rows: AnyRows) => AnyRows;

/** Limits the tables of an app to the rows of some of its chats; null if `what` is no export of chats. */
export function chosenChats(
  ctx: ViewContext,
  scope: Scope,
  what: string,
  keys: readonly string[] | undefined,
): RowLimit | null {
  const tables = chatSources.find(({ exportName }) => exportName === what)?.tables;
  if (tables === undefined || keys === undefined) return null;
  const { chats, messages, attachments, items, chatColumn } = tables;
  const chosen = keys.map(Number).filter(Number.isSafeInteger);
  if (chosen.length === 0) return null;
  const messageKeys = () => rowsOf(ctx, scope, items).where(chatColumn, 'in', chosen).select('message');
  return (table, rows) => {
    if (table === chats) return rows.where('key', 'in', chosen);
    if (table === items) return rows.where(chatColumn, 'in', chosen);
    if (table === messages) return rows.where('key', 'in', messageKeys());
    return table === attachments ? rows.where('message', 'in', messageKeys()) : rows;
  };
}
