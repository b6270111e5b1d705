import { sql } from 'kysely';
import type { MessageView } from '../../contract/chat.ts';
import { type RepeatedValueOf, repeatedValues, storedForm } from '../../storage/index.ts';
import { KeptQuery, laterValue } from '../kept-query.ts';
import type { Direction, Position } from '../paging/paged-list.ts';
import { rowsBeyond } from '../paging/row-ranges.ts';
import { peopleOf } from '../people/people.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { ViewContext } from '../types.ts';
import type { ChatApp, ChatTypes } from './chat-app.ts';
import { type Others, type ReadItem, type Relations, readRelations, viewMessages } from './chat-messages.ts';
import { rowsOf } from './chat-rows.ts';
import type { ChatPlace, ChatRun } from './chat-tables.ts';
import { allThreadSizes } from './message-threads.ts';
import {
  type MessageRows,
  messageRows,
  PLAIN,
  type PlainMessage,
  plainSelection,
  rareColumns,
  rareSelection,
} from './plain-messages.ts';

/** Part of a chat. */
export interface Period {
  /** UTC milliseconds, inclusive. */
  readonly from?: number | undefined;
  /** UTC milliseconds, exclusive. */
  readonly to?: number | undefined;
  /** What is first. Default: oldest. */
  readonly order?: 'oldest' | 'newest' | undefined;
}

/** Messages of a chat that follow each other. */
export interface MessageBatch {
  /** In their order: plain ones as they were read, others as views. */
  readonly messages: readonly (PlainMessage | MessageView)[];
  /** The number of times of a plain message. */
  readonly times: number;
  /** The view of a plain message, with its {@link relations}. */
  readonly view: (message: PlainMessage) => MessageView;
  /** The relations of the plain messages that have some, and nothing else that is rare. */
  readonly relations: ReadonlyMap<PlainMessage, Relations>;
  /** False for a text that makes more of a view than its `text`, such as markup. */
  readonly isPlainText: (text: string) => boolean;
}

/** True for a message of a {@link MessageBatch} that is not a view. */
export function isPlainMessage(message: PlainMessage | MessageView): message is PlainMessage {
  return Array.isArray(message);
}

/** Messages per query: many, because each query takes as long as some messages, but few at first. */
const LEAST = 250;
const MOST = 1000;
/** Fewer are read at once as long as their texts have more UTF-16 code units than this. */
const LARGE = 1_000_000;

/** A message as it is read; then its place in the chat, and the values of a rare one. */
type Row = readonly [
  shared: string,
  key: number,
  id: string | null,
  text: string | null,
  ...others: (number | string | null)[],
];

/** Reads the messages of all chats of an app with the same few queries. */
export class ChatScan<T extends ChatTypes> {
  readonly #app: ChatApp<T>;
  /** Places of a {@link Row}. */
  readonly #itemAt: number;
  readonly #itemRare: number;
  readonly #itemDeletedAt: number;
  /** For each value of a rare message: true if it affects only relations. */
  readonly #makeRelations: readonly boolean[];
  /** By what of the place to read on from, and whether to the end, is known. */
  readonly #queries = new Map<string, readonly KeptQuery[]>();

  constructor(app: ChatApp<T>) {
    this.#app = app;
    this.#itemAt = PLAIN.sentAt + app.plain.times.length;
    this.#itemRare = this.#itemAt + 1;
    this.#itemDeletedAt = this.#itemRare + 1;
    const related: readonly string[] = app.relations.columns;
    this.#makeRelations = rareColumns(app).map((column) => related.includes(column));
  }

  /** All messages of a chat in a period and order, with constant memory. */
  async *messages(
    ctx: ViewContext,
    place: ChatPlace,
    chat: T['chat'],
    period: Period,
  ): AsyncGenerator<MessageBatch, void, undefined> {
    const { plain } = this.#app;
    const people = await peopleOf(ctx, place.scope);
    const viewOf = this.#app.messageViews(people, chat);
    const [others, valueOf] = [await readOthers(ctx, place), await readValues(ctx, place)];
    const made = messageRows(this.#app, storedForm(ctx.store, this.#app.tables.messages), valueOf);
    const shown = { attachments: NO_ATTACHMENTS, original: null, chat: place.chat, deletedAt: null };
    const batch = { times: plain.times.length, isPlainText: plain.isText ?? (() => true) };
    const isNewestFirst = period.order === 'newest';
    let position: Position | null = isNewestFirst || period.from === undefined ? null : [period.from];
    for (let limit = LEAST; ; ) {
      const rows = await this.#readOnwards(ctx, place, period, position, limit, others);
      const last = rows.at(-1);
      if (last === undefined) return;
      const { rare, related } = this.#sorted(rows, made, place.chat, others);
      const relations = await readRelations(ctx, this.#app, place, related, chat, others);
      const view = (message: PlainMessage): MessageView => {
        const found = viewOf(related.get(message) ?? (made.row(message) as T['message']), shown);
        const relation = relations.get(message);
        return relation === undefined ? found : { ...found, ...relation };
      };
      yield { ...batch, view, relations, messages: await this.#withViews(ctx, place, chat, rows, rare, others) };
      if (rows.length < limit) return;
      position = [last[this.#itemAt] as number, last[PLAIN.key]];
      const size = rows.reduce((sum, row) => sum + (row[PLAIN.text]?.length ?? 0), 0);
      limit = size > LARGE ? LEAST : Math.min(2 * limit, MOST);
    }
  }

  /** The rare messages among `rows` by index, and the rows of messages that would be plain without their relations. */
  #sorted(
    rows: readonly Row[],
    made: MessageRows,
    chat: number,
    { attached, threads }: Others,
  ): {
    readonly rare: ReadonlyMap<number, ReadItem<T['message']>>;
    readonly related: ReadonlyMap<PlainMessage, T['message']>;
  } {
    const [rareAt, deletedAt] = [this.#itemRare, this.#itemDeletedAt];
    const rare = new Map<number, ReadItem<T['message']>>();
    const related = new Map<PlainMessage, T['message']>();
    const isKnown = attached !== null && threads !== null;
    for (let index = 0; index < rows.length; index++) {
      const message = rows[index] as Row;
      const text = message[rareAt] as string | null;
      const deleted = (message[deletedAt] ?? null) as number | null;
      const isAttached = attached?.has(message[PLAIN.key]) === true;
      if (text === null && deleted === null && !isAttached && threads?.get(message[PLAIN.id]) === undefined) continue;
      const values = text === null ? null : made.rareValues(text);
      const row = made.row(message as PlainMessage, values) as T['message'];
      if (isKnown && deleted === null && !isAttached && this.#hasOnlyRelations(row, values)) {
        related.set(message as PlainMessage, row);
      } else rare.set(index, { row, chat, deletedAt: deleted });
    }
    return { rare, related };
  }

  #hasOnlyRelations(row: T['message'], values: readonly unknown[] | null): boolean {
    return (
      (values?.every((value, index) => value === null || this.#makeRelations[index] === true) ?? true) &&
      (this.#app.stickersOf?.(row) ?? []).length === 0
    );
  }

  /** Replaces rare messages by their views. */
  async #withViews(
    ctx: ViewContext,
    place: ChatPlace,
    chat: T['chat'],
    rows: readonly Row[],
    rare: ReadonlyMap<number, ReadItem<T['message']>>,
    others: Others,
  ): Promise<readonly (PlainMessage | MessageView)[]> {
    if (rare.size === 0) return rows as readonly PlainMessage[];
    const messages: (PlainMessage | MessageView)[] = [...(rows as readonly PlainMessage[])];
    const views = await viewMessages(ctx, this.#app, place, [...rare.values()], chat, others);
    const places = [...rare.keys()];
    for (const [index, view] of views.entries()) messages[places[index] ?? 0] = view;
    return messages;
  }

  async #readOnwards(
    { store }: ViewContext,
    { chat, runId, scope }: ChatPlace,
    { from: start, to, order }: Period,
    from: Position | null,
    limit: number,
    others: Others,
  ): Promise<readonly Row[]> {
    const [at, message] = from ?? [];
    let rows: readonly Row[] = [];
    const isNewestFirst = order === 'newest';
    const edges = {
      known: from?.length ?? 0,
      hasStart: isNewestFirst && start !== undefined,
      hasEnd: to !== undefined,
    };
    for (const query of this.#rangesBeyond(store, isNewestFirst ? 'desc' : 'asc', edges, others)) {
      if (rows.length === limit) break;
      const values = { backup: scope.backupId, run: runId, chat, start, to, at, message, limit: limit - rows.length };
      const found = (await query.rows(store.read, values)) as unknown as readonly Row[];
      rows = rows.length === 0 ? found : [...rows, ...found];
    }
    return rows;
  }

  #rangesBeyond(
    store: ViewContext['store'],
    direction: Direction,
    { known, hasStart, hasEnd }: { readonly known: number; readonly hasStart: boolean; readonly hasEnd: boolean },
    others: Others,
  ): readonly KeptQuery[] {
    const name = [direction, known, hasStart, hasEnd, others.attached === null, others.threads === null].join(' ');
    let queries = this.#queries.get(name);
    if (queries === undefined) {
      const position = known === 0 ? null : [laterValue('at'), laterValue('message')].slice(0, known);
      const order = { sort: 'row.at', key: ['row.message'], nulls: 'none' } as const;
      const items = () => {
        const all = plainItems({ store }, this.#app, others);
        const ended = hasEnd ? all.where('row.at', '<', laterValue('to')) : all;
        return hasStart ? ended.where('row.at', '>=', laterValue('start')) : ended;
      };
      const ranges = rowsBeyond(items, order, direction, position);
      queries = ranges.map((range) => new KeptQuery(range.limit(laterValue('limit'))));
      this.#queries.set(name, queries);
    }
    return queries;
  }
}

const NO_ATTACHMENTS: readonly never[] = [];

/** Maximum number of messages in memory that other tables have rows of. */
const MOST_OTHERS = 200_000;

/**
 * Rows of other tables for the messages of all chats, read once: a query per message takes as long as reading the message.
 * Null for more than {@link MOST_OTHERS}.
 */
function readOthers(ctx: ViewContext, run: ChatRun): Promise<Others> {
  const { artifact, attachments } = run.tables;
  const attached = async (): Promise<Others['attached']> => {
    const found = rowsOf(ctx, run, attachments).select('row.message').distinct();
    const rows = await found.limit(MOST_OTHERS + 1).execute();
    return rows.length > MOST_OTHERS ? null : new Set(rows.map(({ message }) => message));
  };
  return cachedForRuns(
    ctx,
    `others of messages of ${artifact}`,
    [run.runId],
    async () => ({ attached: await attached(), threads: await allThreadSizes(ctx, run, MOST_OTHERS) }),
    1,
  );
}

/** The repeated values of the messages of all chats, read once. */
function readValues(ctx: ViewContext, { tables, scope, runId }: ChatRun): Promise<RepeatedValueOf> {
  const run = { backupId: scope.backupId, runId };
  return cachedForRuns(ctx, `values of ${tables.artifact}`, [runId], () => repeatedValues(ctx.store, run), 1);
}

/** The messages of a chat as {@link Row}, with numbers in place of repeated values. */
function plainItems<T extends ChatTypes>(
  { store }: Pick<ViewContext, 'store'>,
  app: ChatApp<T>,
  { attached, threads: sizes }: Others,
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
      ...(sizes === null && threads !== null ? [{ table: threads, by: { thread: `of.${app.plain.id}` } }] : []),
    ].map(
      ({ table, by }) =>
        sql`not exists (select 1 from ${sql.table(table)} as other where ${same('other', { ...run, ...by })})`,
    ),
  ];
  return store.read
    .selectFrom(sql<ItemColumns>`${sql.table(items)}`.as('row'))
    .innerJoin(sql<T['message']>`${sql.table(storedForm(store, messages).table)}`.as('of'), (join) =>
      join.on(sql<boolean>`${same('of', { ...run, key: 'row.message' })}`),
    )
    .where('row.backupId', '=', laterValue('backup'))
    .where('row.runId', '=', laterValue('run'))
    .where(sql.ref(`row.${chatColumn}`), '=', laterValue('chat'))
    .select(plainSelection({ store }, app.plain))
    .select(['row.at as itemAt', rareSelection({ store }, app, sql.join(isPlain, sql` and `)).as('itemRare')])
    .$if(hasDeletions, (each) => each.select('row.deletedAt as itemDeletedAt'));
}

/** Columns of the tables that link chats and messages. */
interface ItemColumns {
  readonly backupId: number;
  readonly runId: number;
  readonly at: number;
  readonly deletedAt: number | null;
}
