import { sql } from 'kysely';
import type { MessageView } from '../../contract/chat.ts';
import type { Position } from '../paging/paged-list.ts';
import { rowsBeyond } from '../paging/row-ranges.ts';
import { peopleOf } from '../people/people.ts';
import type { ViewContext } from '../types.ts';
import type { ChatApp, ChatTypes } from './chat-app.ts';
import { viewMessages } from './chat-messages.ts';
import { chatItems, rowsByKey } from './chat-rows.ts';
import type { ChatPlace, ChatTables } from './chat-tables.ts';

/** Part of a chat. */
export interface Period {
  /** UTC milliseconds, inclusive. */
  readonly from?: number | undefined;
  /** UTC milliseconds, exclusive. */
  readonly to?: number | undefined;
}

/** Messages per query: many, because each query takes as long as a hundred messages, but few at first. */
const LEAST = 250;
const MOST = 1000;
/** Fewer are read at once as long as their texts have more UTF-16 code units than this. */
const LARGE = 1_000_000;

/** A message with its place in the chat. If it is rare, only the plain columns are right. */
type Row<Message> = Message & { readonly itemAt: number; readonly itemDeletedAt?: number; readonly isRare: number };

/** All messages of a chat in a period, oldest first, with constant memory. */
export async function* allMessages<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  place: ChatPlace,
  chat: T['chat'],
  period: Period,
): AsyncGenerator<readonly MessageView[], void, undefined> {
  const { tables } = place;
  const viewOf = app.messageViews(await peopleOf(ctx, place.scope), chat);
  const nothing = Object.fromEntries(tables.messageColumns.map((column) => [column, null]));
  let position: Position | null = period.from === undefined ? null : [period.from];
  for (let limit = LEAST; ; ) {
    const rows: readonly Row<T['message']>[] = await readOnwards(ctx, app, place, period, position, limit);
    const last = rows.at(-1);
    if (last === undefined) return;
    const shown = ({ itemDeletedAt }: Row<T['message']>) => ({ chat: place.chat, deletedAt: itemDeletedAt ?? null });
    const rare = rows.filter(({ isRare }) => isRare === 1);
    const keys = rare.map(({ key }) => key ?? Number.NaN);
    const whole = await rowsByKey<T['message']>(ctx, place, tables.messages, keys);
    const items = rare.map((row) => ({ row: whole.get(row.key ?? Number.NaN) ?? row, ...shown(row) }));
    const rareViews = (await viewMessages(ctx, app, place, items, chat)).values();
    yield rows.map(
      (row) =>
        (row.isRare === 1 ? rareViews.next().value : undefined) ??
        viewOf({ ...nothing, ...row }, { attachments: [], original: null, ...shown(row) }),
    );
    if (rows.length < limit) return;
    position = [last.itemAt, last.key];
    const size = rows.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
    limit = size > LARGE ? LEAST : Math.min(2 * limit, MOST);
  }
}

async function readOnwards<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  place: ChatPlace,
  { to }: Period,
  from: Position | null,
  limit: number,
): Promise<readonly Row<T['message']>[]> {
  const { messages, attachments, threads, hasDeletions } = place.tables;
  const same = (table: string, columns: Readonly<Record<string, string>>) =>
    sql.join(
      Object.entries(columns).map(([column, other]) => sql`${sql.ref(`${table}.${column}`)} = ${sql.ref(other)}`),
      sql` and `,
    );
  const run = { backupId: 'row.backupId', runId: 'row.runId' };
  const isPlain = [
    ...rareColumns(app).map((column) => sql`${sql.ref(`of.${column}`)} is null`),
    ...[
      { table: attachments, by: { message: 'row.message' } },
      // A thread is named by the GUID of the message that it began with.
      ...(threads === null ? [] : [{ table: threads, by: { thread: 'of.guid' } }]),
    ].map(
      ({ table, by }) =>
        sql`not exists (select 1 from ${sql.table(table)} as other where ${same('other', { ...run, ...by })})`,
    ),
  ];
  const isRare = sql<number>`case when ${sql.join(isPlain, sql` and `)} then 0 else 1 end`;
  const all = () => {
    const items = chatItems(ctx, place)
      .innerJoin(sql<T['message']>`${sql.table(messages)}`.as('of'), (join) =>
        join.on(sql<boolean>`${same('of', { ...run, key: 'row.message' })}`),
      )
      .select([...app.plainColumns.map((column) => sql.ref(`of.${column}`).as(column)), isRare.as('isRare')])
      .select('row.at as itemAt')
      .$if(hasDeletions, (each) => each.select('row.deletedAt as itemDeletedAt'));
    return to === undefined ? items : items.where('row.at', '<', to);
  };
  const order = { sort: 'row.at', key: ['row.message'], nulls: 'none' } as const;
  const rows: Row<T['message']>[] = [];
  for (const range of rowsBeyond(all, order, 'asc', from)) {
    if (rows.length === limit) break;
    rows.push(...((await range.limit(limit - rows.length).execute()) as unknown as Row<T['message']>[]));
  }
  return rows;
}

/** The columns that only rare messages have. */
export function rareColumns({
  tables,
  plainColumns,
}: {
  readonly tables: ChatTables;
  readonly plainColumns: readonly string[];
}): string[] {
  const plain = new Set<string>(plainColumns);
  return tables.messageColumns.filter((column) => !plain.has(column));
}
