import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { isSqliteError } from '../../../../backup/source-database/sqlite-error.ts';
import { isDomainError } from '../../../../model/errors.ts';
import type { ExtractContext, Extracted, StayingRows } from '../../../kit/artifact.ts';
import { NamedRows } from '../../../kit/named-rows.ts';
import { SourceTable } from '../../../kit/source-table.ts';
import type { Account } from '../accounts.ts';
import type { AttachmentRow } from '../attachments.ts';
import { type MessageColumns, messageExpressions, messageRows, messageTable } from '../message-query.ts';
import { type MessageLog, MessageReader, type ReadMessage } from '../message-reader.ts';
import { type MessageSurroundings, recordsOf } from '../message-records.ts';
import type { whatsappTables } from '../tables.ts';
import { ChangedMessages } from './changed-messages.ts';
import type { Memories } from './memories.ts';
import { type MessageMemory, RELATED, stanzaHash } from './message-memory.ts';
import { paidStanzas } from './paid-stanzas.ts';
import { changedSteps, Tracing } from './tracing.ts';
import { WatchedLog } from './watched-log.ts';

type Context = Pick<ExtractContext<string>, 'note' | 'found' | 'lost'>;
type Output = Extracted<typeof whatsappTables>;

/** Maximum number of messages that are read because they changed: they are held in memory until all are known. */
const MAX_CHANGED = 25_000;

/** A message that was read again. */
interface Again {
  readonly columns: MessageColumns;
  readonly message: ReadMessage;
  readonly step: number;
  readonly isSteady: boolean;
}

/** The messages of a store of which most stay. */
export interface ChangedReading {
  /** What is to be remembered, once all records were read. */
  readonly memory: MessageMemory;
  /** All records; those that stay are given to `staying`. */
  records(staying: StayingRows): Generator<Output>;
}

/**
 * Reads the messages that have changed since the earlier reading. Null if those are most of them, or not known: then all
 * must be read, and nothing of this attempt counts.
 */
export function readChanged(
  db: SqlDatabase,
  account: Account,
  around: MessageSurroundings,
  context: Context,
  { memories, total }: { readonly memories: Memories; readonly total: number | null },
): ChangedReading | null {
  const { earlier } = memories;
  if (earlier === null) return null;
  const held = new HeldLog();
  const { directory, chats } = around;
  try {
    const memory = memories.next(earlier);
    if (total !== memory.pages.rowids.length) return null;
    const steps = changedSteps(earlier.trace, directory, chats);
    const tables = {
      messages: messageTable(db, held.broken),
      media: new SourceTable(db, RELATED.media, held.broken),
      infos: new SourceTable(db, RELATED.infos, held.broken),
      links: new SourceTable(db, RELATED.links, held.broken),
      payments: paidStanzas(db, held.broken),
    };
    const changes = new ChangedMessages(memory, earlier, tables, steps);
    if (changes.count > Math.min(MAX_CHANGED, total / 2)) return null;
    const watched = new WatchedLog(held);
    const known = {
      ...memory.references,
      replies: {
        media: [...changes.media],
        candidatesOf: (ids: readonly string[]) => changes.withStanzas(new Set(ids.map(stanzaHash))),
      },
    };
    const reader = new MessageReader(db, directory, chats, account.space, watched, known);
    const tracing = new Tracing(earlier.trace, directory);
    const again = readAgain(db, tables.messages, { reader, changes, memory, tracing, watched });
    const orphans = [...reader.orphans(changes.mediaOfKept())];
    tracing.stop();
    if (again === null || held.isBroken || watched.isDamaged) return null;
    return {
      memory,
      *records(staying) {
        context.found(total);
        held.passTo(context);
        staying.begin();
        yield* recordsInOrder({ again, changes, memory, earlier }, around, account, staying);
        for (const attachment of orphans) yield ['whatsapp_attachments', attachment satisfies AttachmentRow];
      },
    };
  } catch (error) {
    if (isSqliteError(error) || isDomainError(error, 'UNSUPPORTED_SCHEMA')) return null;
    throw error;
  }
}

interface Reading {
  readonly reader: MessageReader;
  readonly changes: ChangedMessages;
  readonly memory: MessageMemory;
  readonly tracing: Tracing;
  readonly watched: WatchedLog;
}

/** The changed messages in their order; null if one of them cannot be read. */
function readAgain(
  db: SqlDatabase,
  table: SourceTable,
  { reader, changes: { isChanged }, memory, tracing, watched }: Reading,
): readonly Again[] | null {
  const pushNames = new SourceTable(db, 'ZWAPROFILEPUSHNAME', () => {});
  const named = new NamedRows(table, messageExpressions(table, pushNames.exists));
  const from = messageRows(db, named, reader.parts);
  const { rowids } = memory.pages;
  const again: Again[] = [];
  for (let position = 0; position < rowids.length; position++) {
    if (isChanged[position] === 0) continue;
    for (const row of from(rowids[position] as number)) {
      if (row.main.pk !== rowids[position]) return null;
      const { noted } = watched;
      tracing.begin();
      const message = reader.read(row);
      const step = tracing.end();
      if (message === null) return null;
      again.push({ columns: row.main, message, step, isSteady: watched.noted === noted });
      if (isChanged[position + 1] !== 1) break;
      position++;
    }
  }
  return again.length === isChanged.reduce((sum, is) => sum + is, 0) ? again : null;
}

interface Result {
  readonly again: readonly Again[];
  readonly changes: ChangedMessages;
  readonly memory: MessageMemory;
  readonly earlier: MessageMemory;
}

function* recordsInOrder(
  { again, changes, memory, earlier }: Result,
  around: MessageSurroundings,
  { space }: Account,
  staying: StayingRows,
): Generator<Output> {
  const { rowids } = memory.pages;
  const firstAttachment = sumsOf(earlier.attachments);
  let next = 0;
  for (let position = 0; position < rowids.length; ) {
    const end = changes.endOfKept(position);
    if (end === position) {
      const { columns, message, ...facts } = again[next++] as Again;
      memory.add(columns, message, facts);
      yield* recordsOf(message, around);
      position++;
      continue;
    }
    const from = changes.before[position] as number;
    const until = from + end - position;
    staying.stay('whatsapp_messages', from, until - from);
    staying.stay('whatsapp_chat_items', from, until - from);
    const [first, after] = [firstAttachment[from] as number, firstAttachment[until] as number];
    if (after > first) staying.stay('whatsapp_attachments', first, after - first);
    for (; position < end; position++) {
      const before = changes.before[position] as number;
      const at = earlier.times[before] as number;
      const key = space.key(rowids[position] as number) as number;
      around.chats.ofSession(earlier.sessions[before] as number)?.add(key, Number.isNaN(at) ? null : at, null);
    }
    memory.addKept(earlier, from, until);
  }
}

/** The sum of all numbers before each, and at last of all. */
function sumsOf(numbers: Uint32Array): Uint32Array {
  const sums = new Uint32Array(numbers.length + 1);
  for (let at = 0; at < numbers.length; at++) sums[at + 1] = (sums[at] as number) + (numbers[at] as number);
  return sums;
}

/** Holds counts back until it is certain that the reading counts. */
class HeldLog implements MessageLog {
  /** True if a table is damaged. */
  isBroken = false;
  readonly #counts: ((log: MessageLog) => void)[] = [];
  /** For damage to tables. */
  readonly broken = (): void => {
    this.isBroken = true;
  };

  note: MessageLog['note'] = (note) => this.#counts.push((log) => log.note(note));
  lost: MessageLog['lost'] = (reason) => this.#counts.push((log) => log.lost(reason));

  passTo(log: MessageLog): void {
    for (const count of this.#counts) count(log);
  }
}
