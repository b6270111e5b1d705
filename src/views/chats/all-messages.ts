import { sql } from 'kysely';
import type { MessageView } from '../../contract/chat.ts';
import { arrayRows } from '../array-rows.ts';
import { KeptQuery, laterValue } from '../kept-query.ts';
import type { Position } from '../paging/paged-list.ts';
import { rowsBeyond } from '../paging/row-ranges.ts';
import { peopleOf } from '../people/people.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { ViewContext } from '../types.ts';
import type { ChatApp, ChatTypes } from './chat-app.ts';
import { viewMessages } from './chat-messages.ts';
import { rowsByKey, rowsOf } from './chat-rows.ts';
import type { ChatPlace, ChatRun, ChatTables } from './chat-tables.ts';

/** Part of a chat. */
export interface Period {
  /** UTC milliseconds, inclusive. */
  readonly from?: number | undefined;
  /** UTC milliseconds, exclusive. */
  readonly to?: number | undefined;
}

/** Messages per query: many, because each query takes as long as some messages, but few at first. */
const LEAST = 250;
const MOST = 1000;
/** Fewer are read at once as long as their texts have more UTF-16 code units than this. */
const LARGE = 1_000_000;

/** A message with its place in the chat. If it is rare, only the plain columns are right. */
type Row<Message> = Message & {
  readonly itemAt: number;
  readonly itemDeletedAt?: number;
  readonly isRare: number;
  /** Of apps with threads. */
  readonly guid?: unknown;
};

/** Reads the messages of all chats of an app with the same few queries. */
export class ChatScan<T extends ChatTypes> {
  readonly #app: ChatApp<T>;
  readonly #rowOf: (values: readonly unknown[]) => object;
  /** By what of the place to read on from, and whether to the end, is known. */
  readonly #queries = new Map<string, readonly KeptQuery[]>();

  constructor(app: ChatApp<T>) {
    this.#app = app;
    const deleted = app.tables.hasDeletions ? ['itemDeletedAt'] : [];
    this.#rowOf = arrayRows([...app.plainColumns, 'isRare', 'itemAt', ...deleted], rareColumns(app));
  }

  /** All messages of a chat in a period, oldest first, with constant memory. */
  async *messages(
    ctx: ViewContext,
    place: ChatPlace,
    chat: T['chat'],
    period: Period,
  ): AsyncGenerator<readonly MessageView[], void, undefined> {
    const app = this.#app;
    const viewOf = app.messageViews(await peopleOf(ctx, place.scope), chat);
    const others = await messagesWithOthers(ctx, place);
    const isRare = (row: Row<T['message']>): boolean =>
      row.isRare === 1 || others.attached?.has(row.key) === true || others.begun?.has(row.guid) === true;
    const shown = ({ itemDeletedAt }: Row<T['message']>) => ({ chat: place.chat, deletedAt: itemDeletedAt ?? null });
    let position: Position | null = period.from === undefined ? null : [period.from];
    for (let limit = LEAST; ; ) {
      const rows = await this.#readOnwards(ctx, place, period, position, limit, others);
      const last = rows.at(-1);
      if (last === undefined) return;
      const rare = rows.filter(isRare);
      const keys = rare.map(({ key }) => key ?? Number.NaN);
      const whole = await rowsByKey<T['message']>(ctx, place, place.tables.messages, keys);
      const items = rare.map((row) => ({ row: whole.get(row.key ?? Number.NaN) ?? row, ...shown(row) }));
      const rareViews = (await viewMessages(ctx, app, place, items, chat)).values();
      yield rows.map(
        (row) =>
          (isRare(row) ? rareViews.next().value : undefined) ??
          viewOf(row, { attachments: NO_ATTACHMENTS, original: null, ...shown(row) }),
      );
      if (rows.length < limit) return;
      position = [last.itemAt, last.key];
      const size = rows.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
      limit = size > LARGE ? LEAST : Math.min(2 * limit, MOST);
    }
  }

  async #readOnwards(
    { store }: ViewContext,
    { chat, runId, scope }: ChatPlace,
    { to }: Period,
    from: Position | null,
    limit: number,
    others: MessagesWithOthers,
  ): Promise<readonly Row<T['message']>[]> {
    const [at, message] = from ?? [];
    const rows: Row<T['message']>[] = [];
    for (const query of this.#rangesBeyond(store, from?.length ?? 0, to !== undefined, others)) {
      if (rows.length === limit) break;
      const values = { backup: scope.backupId, run: runId, chat, to, at, message, limit: limit - rows.length };
      for (const row of await query.rows(store.read, values)) rows.push(this.#rowOf(row) as Row<T['message']>);
    }
    return rows;
  }

  #rangesBeyond(
    store: ViewContext['store'],
    known: number,
    hasEnd: boolean,
    others: MessagesWithOthers,
  ): readonly KeptQuery[] {
    const name = [known, hasEnd, others.attached === null, others.begun === null].join(' ');
    let queries = this.#queries.get(name);
    if (queries === undefined) {
      const position = known === 0 ? null : [laterValue('at'), laterValue('message')].slice(0, known);
      const order = { sort: 'row.at', key: ['row.message'], nulls: 'none' } as const;
      const items = () => {
        const all = plainItems({ store }, this.#app, others);
        return hasEnd ? all.where('row.at', '<', laterValue('to')) : all;
      };
      const ranges = rowsBeyond(items, order, 'asc', position);
      queries = ranges.map((range) => new KeptQuery(range.limit(laterValue('limit'))));
      this.#queries.set(name, queries);
    }
    return queries;
  }
}

const NO_ATTACHMENTS: readonly never[] = [];

/** Maximum number of messages in memory that other tables have rows of. */
const MOST_OTHERS = 200_000;

/** Messages that other tables have rows of; null if they are too many to look them up at once. */
interface MessagesWithOthers {
  /** Keys of those with attachments. */
  readonly attached: ReadonlySet<unknown> | null;
  /** Those that a thread of replies began with: it is named by their GUID. */
  readonly begun: ReadonlySet<unknown> | null;
}

/** Reads them once for all chats: to ask for each message takes as long as to read it. */
function messagesWithOthers(ctx: ViewContext, run: ChatRun): Promise<MessagesWithOthers> {
  const { artifact, attachments, threads } = run.tables;
  const read = async (table: string, column: string): Promise<ReadonlySet<unknown> | null> => {
    const name = sql.ref(`row.${column}`);
    const found = rowsOf(ctx, run, table).select(name.as('value')).distinct();
    const rows: readonly { readonly value: unknown }[] = await found.limit(MOST_OTHERS + 1).execute();
    return rows.length > MOST_OTHERS ? null : new Set(rows.map(({ value }) => value));
  };
  return cachedForRuns(
    ctx,
    `messages with others of ${artifact}`,
    [run.runId],
    async () => ({
      attached: await read(attachments, 'message'),
      begun: threads === null ? new Set() : await read(threads, 'thread'),
    }),
    1,
  );
}

/** The plain columns of a chat's messages, and which are rare. */
function plainItems<T extends ChatTypes>(
  { store }: Pick<ViewContext, 'store'>,
  app: ChatApp<T>,
  { attached, begun }: MessagesWithOthers,
) {
  const { items, chatColumn, messages, attachments, threads, hasDeletions } = app.tables;
  const same = (table: string, columns: Readonly<Record<string, string>>) =>
    sql.join(
      Object.entries(columns).map(([column, other]) => sql`${sql.ref(`${table}.${column}`)} = ${sql.ref(other)}`),
      sql` and `,
    );
  const run = { backupId: 'row.backupId', runId: 'row.runId' };
  const isPlain = [
    ...rareColumns(app).map((column) => sql`${sql.ref(`of.${column}`)} is null`),
    ...[
      ...(attached === null ? [{ table: attachments, by: { message: 'row.message' } }] : []),
      ...(begun === null && threads !== null ? [{ table: threads, by: { thread: 'of.guid' } }] : []),
    ].map(
      ({ table, by }) =>
        sql`not exists (select 1 from ${sql.table(table)} as other where ${same('other', { ...run, ...by })})`,
    ),
  ];
  const isRare = sql<number>`case when ${sql.join(isPlain, sql` and `)} then 0 else 1 end`;
  return store.read
    .selectFrom(sql<ItemColumns>`${sql.table(items)}`.as('row'))
    .innerJoin(sql<T['message']>`${sql.table(messages)}`.as('of'), (join) =>
      join.on(sql<boolean>`${same('of', { ...run, key: 'row.message' })}`),
    )
    .where('row.backupId', '=', laterValue('backup'))
    .where('row.runId', '=', laterValue('run'))
    .where(sql.ref(`row.${chatColumn}`), '=', laterValue('chat'))
    .select([...app.plainColumns.map((column) => sql.ref(`of.${column}`).as(column)), isRare.as('isRare')])
    .select('row.at as itemAt')
    .$if(hasDeletions, (each) => each.select('row.deletedAt as itemDeletedAt'));
}

/** Columns of the tables that link chats and messages. */
interface ItemColumns {
  readonly backupId: number;
  readonly runId: number;
  readonly at: number;
  readonly deletedAt: number | null;
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
