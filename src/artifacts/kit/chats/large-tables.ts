import type { ToTime } from '../newest/newest-rows.ts';
import type { RowsOf } from '../records/declaration.ts';
import { rowsIn } from '../records/extract.ts';
import type { ValueNotes } from '../records/fields.ts';
import type { Sources } from '../records/source.ts';
import { tablesOf } from '../records/store-rows.ts';
import type { CallsPart, ChatsDeclaration, MessagesPart, Moment, Part } from './declaration.ts';

/** Rows of another table that belong to rows of a table: `on` is a column of these, `key` of the others. */
export interface RelatedTable {
  readonly table: string;
  /** Null if it cannot be told which rows belong to them. */
  readonly on: string | null;
  readonly key: string;
}

/** A table of which only the newest rows are copied. */
interface LargeTable {
  readonly table: string;
  /** Columns with the date, of which the first one with a value counts. */
  readonly dates: readonly string[];
  readonly toTime: ToTime;
}

/** The tables of a store that grow with the number of messages, as far as the declaration says how they are related. */
export interface LargeTables {
  /** `chat`: the column with the id of the chat. */
  readonly messages: LargeTable & { readonly chat: string };
  /** Rows that belong to messages. */
  readonly related: readonly RelatedTable[];
  /** The call log, if it has a table of its own. */
  readonly calls: (LargeTable & { readonly related: readonly RelatedTable[] }) | null;
  /** Their names. */
  readonly all: ReadonlySet<string>;
}

/** A part or a lookup. */
export interface TablesPart extends Pick<Part, 'join'> {
  readonly rows?: Part['rows'] | undefined;
  /** Those of a lookup. */
  readonly of?: RowsOf;
  readonly store?: string;
}

const NO_NOTES: ValueNotes = { unknownCode: () => {}, cut: () => {} };

/**
 * The large tables of a store. Null if the declaration says less than is needed: where chats, dates or parts of messages
 * are inside of values, or where people are known by their messages only.
 */
export function largeTablesOf(declaration: ChatsDeclaration, store: string): LargeTables | null {
  const { people, chats, members, messages, calls, lookups = {} } = declaration;
  const [part, ...more] = [messages].flat();
  if (part === undefined || more.length > 0 || part.reply?.to !== undefined) return null;
  const large = largeTable(part, part.sentAt, store);
  const chat = columnOf(part.chat);
  if (large === null || chat === null) return null;
  const whole = new Set(
    [people, chats, members, Object.values(lookups)]
      .flatMap((each): TablesPart | readonly TablesPart[] => each ?? [])
      .flatMap((each) => tablesOfPart(each, store)),
  );
  const related = relatedTo(declaration, part, store);
  if (whole.has(large.table) || related === null) return null;
  const log = calls === undefined ? null : callsOf([calls].flat(), store);
  if (log === undefined) return null;
  const isRest = ({ table }: RelatedTable): boolean => !whole.has(table) && table !== large.table;
  const ofMessages = related.filter(isRest);
  if (log?.table === large.table) return null;
  const ofCalls = (log?.related ?? []).filter(isRest);
  return {
    messages: { ...large, chat },
    related: ofMessages,
    calls: log === null ? null : { ...log, related: ofCalls },
    all: new Set([
      large.table,
      ...(log === null ? [] : [log.table]),
      ...[...ofMessages, ...ofCalls].map((each) => each.table),
    ]),
  };
}

/** The tables with attachments and reactions of messages, and those that are joined to them; null if one is not known. */
function relatedTo(
  { attachments, reactions }: ChatsDeclaration,
  messages: MessagesPart,
  store: string,
): readonly RelatedTable[] | null {
  const related = joinsOf(messages);
  if (related === null) return null;
  for (const part of [attachments, reactions].flatMap((each) => each ?? [])) {
    if (part.rows === undefined) {
      const joins = joinsOf(part);
      if (joins === null) return null;
      related.push(...joins);
      continue;
    }
    const places = rowsIn(part.rows);
    if (places.every((place) => (place.store ?? store) !== store)) continue;
    const table = tableOf(part.rows, store);
    const key = part.message === undefined ? null : columnOf(part.message);
    // What is joined to these rows in turn is not followed.
    if (table === null || key === null || part.join !== undefined) return null;
    related.push({ table, on: columnOf(messages.id ?? '@key'), key });
  }
  return related;
}

/** The call log of a store: null if it has none, undefined if it is not known. */
function callsOf(parts: readonly CallsPart[], store: string): LargeTables['calls'] | undefined {
  const own = parts.filter(({ rows }) => rowsIn(rows).some((place) => (place.store ?? store) === store));
  const [part, ...more] = own;
  if (part === undefined) return null;
  const large = largeTable(part, part.at, store);
  const related = joinsOf(part);
  return more.length > 0 || large === null || related === null ? undefined : { ...large, related };
}

function largeTable({ rows }: Part, moment: Moment, store: string): LargeTable | null {
  const table = tableOf(rows, store);
  const dates = moment.sources.map(columnOf);
  if (table === null || !dates.every((date) => date !== null)) return null;
  const toTime: ToTime = (date) => {
    const time = date === null ? null : moment.read(date, NO_NOTES);
    return typeof time === 'number' ? time : null;
  };
  return { table, dates, toTime };
}

/** The only table of a part; null if it has several or gets its rows in another way. */
function tableOf(rows: Part['rows'], store: string): string | null {
  const [place, ...more] = rowsIn(rows);
  if (place === undefined || more.length > 0 || (place.store ?? store) !== store) return null;
  return typeof place.of === 'string' && !/[#*]/.test(place.of) && place.join === undefined ? place.of : null;
}

function joinsOf({ join = {} }: Pick<Part, 'join'>): RelatedTable[] | null {
  const joins = Object.values(join).map(({ table, on, key = 'rowid' }) => ({ table, on: columnOf(on), key }));
  return joins.every((each) => each.on !== null) ? joins : null;
}

/** Names of the tables, `#` for a number, that a part of a declaration reads of a store, its joins included. */
export function tablesOfPart(part: TablesPart, store: string): readonly string[] {
  const { rows = part.of ?? [], join = {} } = part;
  const places = rowsIn(rows).filter((place) => (place.store ?? part.store ?? store) === store);
  const joins = [join, ...places.map((place) => place.join ?? {})];
  return [
    ...places.flatMap(({ of }) => tablesOf(of)),
    ...joins.flatMap((each) => Object.values(each).map(({ table }) => table)),
  ];
}

/** The column of a value that is nothing but a column; the ROWID for the key of a row; null for others. */
function columnOf(source: Sources): string | null {
  if (source === '@key') return 'rowid';
  return typeof source === 'string' && /^\w+$/.test(source) ? source : null;
}
