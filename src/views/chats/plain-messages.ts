import { type RawBuilder, sql } from 'kysely';
import { registry } from '../../artifacts/registry.ts';
import type { Column } from '../../model/columns.ts';
import type { RepeatedValueOf, StoredForm } from '../../storage/index.ts';
import { arrayRows } from '../array-rows.ts';
import type { ViewContext } from '../types.ts';
import type { ChatTables } from './chat-tables.ts';

/** Columns of the messages of an app that most messages have. */
export interface PlainColumns<Name extends string = string> {
  /** The app's own id of a message. */
  readonly id: Name;
  /** Times that a message has its own of, `sentAt` first. */
  readonly times: readonly [sentAt: 'sentAt', ...others: Name[]];
  /** Columns with few different values in a chat. */
  readonly shared: readonly Name[];
  /** Columns that views do not have. */
  readonly unseen: readonly Name[];
}

/**
 * A plain message: values that it shares with others of its chat, as text; then its own values, which are at the places
 * of {@link PLAIN}; then further times. Rare ones, which have values in further columns or rows in other tables, are
 * read as views.
 */
export type PlainMessage = readonly [
  shared: string,
  key: number,
  id: string | null,
  text: string | null,
  sentAt: number | null,
  ...times: (number | null)[],
];

/** Places of a {@link PlainMessage}; further times follow. */
export const PLAIN = { shared: 0, key: 1, id: 2, text: 3, sentAt: 4 } as const;

/** The columns of an app that only rare messages have. */
export function rareColumns({
  tables,
  plain,
}: {
  readonly tables: ChatTables;
  readonly plain: PlainColumns;
}): string[] {
  const { id, times, shared, unseen } = plain;
  const names = new Set(['key', id, 'text', ...times, ...shared, ...unseen]);
  return tables.messageColumns.filter((column) => !names.has(column));
}

/** What is selected of a message, whose table is `of`: a {@link PlainMessage}. */
export function plainSelection({ store }: Pick<ViewContext, 'store'>, { id, times, shared }: PlainColumns) {
  return [
    sql<string>`${arrayOf(store, shared)}`.as('shared'),
    ...['key', id, 'text', ...times].map((column) => sql.ref(`of.${column}`).as(column)),
  ];
}

/** The values of the columns that only rare messages have, as text; null if `isPlain`. */
export function rareSelection(
  { store }: Pick<ViewContext, 'store'>,
  app: { readonly tables: ChatTables; readonly plain: PlainColumns },
  isPlain: RawBuilder<unknown>,
) {
  return sql<string | null>`case when ${isPlain} then null else ${arrayOf(store, rareColumns(app))} end`;
}

function arrayOf({ names }: ViewContext['store'], columns: readonly string[]): RawBuilder<unknown> {
  const values = sql.join(columns.map((column) => sql.ref(`of.${column}`)));
  return sql`cast(${sql.raw(names.jsonArray)}(${values}) as text)`;
}

/** Makes rows of the values that were read of messages. */
export interface MessageRows {
  /** The row of a message. All columns that a plain one has not are null, unless `rare` has their values. */
  row(message: PlainMessage, rare?: readonly unknown[] | null): object;
  /** The values of {@link rareSelection}, in the order of {@link rareColumns}. */
  rareValues(rare: string): readonly unknown[];
}

/** Makes rows of the messages of an app, which were read of the table in its `form`; `valueOf` finds repeated values. */
export function messageRows(
  { tables, plain }: { readonly tables: ChatTables; readonly plain: PlainColumns },
  { numbers }: StoredForm,
  valueOf: RepeatedValueOf,
): MessageRows {
  const { id, times, shared, unseen } = plain;
  const own = ['key', id, 'text', ...times];
  const columns = registry.find(({ id: artifact }) => artifact === tables.artifact)?.tables[tables.messages]?.columns;
  const kindsOf = (names: readonly string[]) =>
    names.map((name) => ({ kind: columns?.[name]?.kind, isNumber: numbers.has(name) }));
  const others = rareColumns({ tables, plain });
  const [kinds, otherKinds] = [kindsOf(shared), kindsOf(others)];
  const rowOf = arrayRows([...own, ...shared], [...others, ...unseen]);
  const rareRowOf = arrayRows([...own, ...shared, ...others], unseen);
  let text: string | null = null;
  let values: readonly unknown[] = [];
  return {
    row(message, rare = null) {
      if (message[PLAIN.shared] !== text) {
        text = message[PLAIN.shared];
        values = valuesIn(text, kinds, valueOf);
      }
      const common = [...message.slice(PLAIN.key, PLAIN.key + own.length), ...values];
      return rare === null ? rowOf(common) : rareRowOf([...common, ...rare]);
    },
    rareValues: (rare) => valuesIn(rare, otherKinds, valueOf),
  };
}

/** How a value of a message is stored. */
interface StoredKind {
  readonly kind: Column['kind'] | undefined;
  /** True if it is the number of a repeated value. */
  readonly isNumber: boolean;
}

/** The values of an array as the engine wrote it. */
function valuesIn(text: string, kinds: readonly StoredKind[], valueOf: RepeatedValueOf): unknown[] {
  return (JSON.parse(text) as unknown[]).map((value, index) => fromArray(kinds[index], value, valueOf));
}

function fromArray(stored: StoredKind | undefined, value: unknown, valueOf: RepeatedValueOf): unknown {
  if (value === null) return null;
  const kind = stored?.kind;
  if (stored?.isNumber === true) return valueOf(kind, value as number);
  if (kind === 'boolean') return value !== 0;
  return kind === 'json' ? JSON.parse(value as string) : value;
}
