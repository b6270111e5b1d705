import { sql } from 'kysely';
import { registry } from '../../artifacts/registry.ts';
import type { ChatView } from '../../contract/chat.ts';
import { arrayRows } from '../array-rows.ts';
import { keptQuery, laterValue } from '../kept-query.ts';
import { lookupList } from '../lookup-list.ts';
import { rowsLike } from '../rows-of.ts';
import type { ViewContext } from '../types.ts';
import type { ChatPlace, ChatRun } from './chat-tables.ts';

/** Columns common to the chats of all apps. */
export interface ChatRow {
  readonly key: number | null;
  readonly kind: ChatView['kind'] | null;
  readonly messageCount: number | null;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** Key of the newest message. */
  readonly lastMessage: number | null;
  readonly lastText: string | null;
  readonly isArchived: boolean | null;
}

/** Columns common to the messages of all apps. */
export interface MessageRow {
  readonly key: number | null;
  readonly text: string | null;
  readonly isFromMe: boolean | null;
  readonly sender: string | null;
  readonly sentAt: number | null;
  /** Key of the message it replies to. */
  readonly replyToKey: number | null;
}

/** Columns common to the attachments of all apps. */
export interface AttachmentRow {
  readonly key: number | null;
  readonly message: number | null;
  /** Part of the message it belongs to, for apps with several parts. */
  readonly part?: number | null;
}

/** Columns used in conditions; each table has some of them. */
interface LookupColumns {
  readonly key: number;
  /** UTC milliseconds; 0 when not known. */
  readonly at: number;
  readonly message: number;
  readonly sentAt: number | null;
  readonly lastAt: number | null;
  readonly deletedAt: number | null;
  readonly messageCount: number | null;
  readonly kind: ChatView['kind'] | null;
}

/** Columns of all tables. */
interface RunColumns {
  readonly backupId: number;
  readonly runId: number;
}

/** A list of messages in order: that of a chat, or of a thread of replies. */
export type ChatItemsPlace = Omit<ChatPlace, 'chat'> & { readonly chat: number | string };

/** A query of one table of an app. */
export type ChatQueryBuilder = ReturnType<typeof rowsOf>;

/** The current rows of one of the app's tables. */
export function rowsOf(ctx: ViewContext, { scope }: ChatRun, table: string) {
  return rowsLike<LookupColumns>(ctx, scope, table);
}

/** Rows that link a chat to its messages. */
export function chatItems(ctx: ViewContext, place: ChatItemsPlace): ChatQueryBuilder {
  const { items, chatColumn } = place.tables;
  return rowsOf(ctx, place, items).where(sql.ref(`row.${chatColumn}`), '=', place.chat);
}

/** Runs a query for these columns. `Row` has to be the row type of the table. */
export async function readRows<Row extends object>(
  rows: ChatQueryBuilder,
  columns: readonly string[] | 'all' = 'all',
): Promise<Row[]> {
  const selected: { execute(): Promise<object[]> } =
    columns === 'all'
      ? rows.selectAll()
      : rows.select([...new Set(columns)].map((column) => sql.ref(`row.${column}`).as(column)));
  return (await selected.execute()) as Row[];
}

/** Rows with one of these values in a column, in the order of that. `Row` has to be the row type of the table. */
export async function rowsWith<Row extends object>(
  { store }: ViewContext,
  { runId, scope }: ChatRun,
  table: string,
  column: string,
  values: readonly (number | string)[],
): Promise<readonly Row[]> {
  if (values.length === 0) return [];
  const list = lookupList(values);
  const { columns, rowOf } = wholeRows(table);
  const query = keptQuery(store.read, `${table} ${column} ${list.length}`, () =>
    store.read
      .selectFrom(sql<LookupColumns & RunColumns>`${sql.table(table)}`.as('row'))
      .where('row.backupId', '=', laterValue('backup'))
      .where('row.runId', '=', laterValue('run'))
      .where(sql.ref<number>(`row.${column}`), 'in', Array.from(list.keys(), laterValue))
      .orderBy(sql.ref(`row.${column}`))
      .select(columns.map((name) => sql.ref(`row.${name}`).as(name))),
  );
  const rows = await query.rows(store.read, { backup: scope.backupId, run: runId }, list);
  return rows.map(rowOf) as unknown as readonly Row[];
}

/** All columns of a table, and what makes rows of their values. */
interface WholeRows {
  readonly columns: readonly string[];
  readonly rowOf: (values: readonly unknown[]) => object;
}

const wholeRowsOf = new Map<string, WholeRows>();

function wholeRows(table: string): WholeRows {
  const known = wholeRowsOf.get(table);
  if (known !== undefined) return known;
  const columns = Object.keys(registry.find(({ tables }) => table in tables)?.tables[table]?.columns ?? {});
  const made = { columns, rowOf: arrayRows(columns, []) };
  wholeRowsOf.set(table, made);
  return made;
}

/** Rows by key; unknown keys are absent. */
export async function rowsByKey<Row extends { readonly key: number | null }>(
  ctx: ViewContext,
  run: ChatRun | null,
  table: string,
  keys: readonly number[],
  columns: readonly string[] | 'all' = 'all',
): Promise<Map<number, Row>> {
  if (keys.length === 0 || run === null) return new Map();
  const rows =
    columns === 'all'
      ? await rowsWith<Row>(ctx, run, table, 'key', keys)
      : await readRows<Row>(rowsOf(ctx, run, table).where('row.key', 'in', lookupList(keys)), columns);
  return new Map(rows.map((row) => [row.key ?? 0, row]));
}
