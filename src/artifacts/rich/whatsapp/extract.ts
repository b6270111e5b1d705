import { readAcrossDamage } from '../../../backup/source-database/damaged-rows.ts';
import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { ExtractContext, Extracted, StayingRows } from '../../kit/artifact.ts';
import { NO_STEP } from '../../kit/growth/lookup-trace.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { SourceTable } from '../../kit/source-table.ts';
import type { Account } from './accounts.ts';
import { readCalls } from './calls.ts';
import type { Chat } from './chat.ts';
import { Chats } from './chats.ts';
import { contactRows } from './contacts.ts';
import { readDirectory } from './directory.ts';
import { memoriesOf } from './growth/memories.ts';
import type { MessageMemory } from './growth/message-memory.ts';
import { readChanged } from './growth/read-changed.ts';
import { Tracing } from './growth/tracing.ts';
import { WatchedLog } from './growth/watched-log.ts';
import { messageExpressions, messageRows, messageTable } from './message-query.ts';
import { MessageReader } from './message-reader.ts';
import { type MessageSurroundings, recordsOf } from './message-records.ts';
import { callDocument, chatDocument, contactDocument } from './search-document.ts';
import type { whatsappTables } from './tables.ts';

type Context = Pick<ExtractContext<string>, 'fileAt' | 'note' | 'found' | 'lost' | 'isExcerpt'>;
type Progress = ExtractContext<string>['progress'];
type Output = Extracted<typeof whatsappTables>;

/** Rows between two reports of progress. */
const PROGRESS_EVERY = 4096;

/**
 * Reads the stores of one app: messages by Z_PK with files and chat items, then files without a message, chats and
 * calls. Memory holds names, members, sessions and joins (eight bytes per pair), but no messages.
 *
 * @param progress receives the fraction of messages read, 0..1
 * @throws UNSUPPORTED_SCHEMA
 */
export function* extractAccount(
  account: Account,
  context: Context,
  progress: Progress,
  staying: StayingRows | null = null,
): Generator<Output> {
  const directory = readDirectory(account, context);
  const chats = new Chats(directory, account.space, (reason) => context.lost(reason));
  const chatOfCall = new Map<string, Chat>();
  if (account.chats !== null) {
    yield* messagesOf(account.chats, account, { directory, chats, chatOfCall }, context, progress, staying);
  }
  for (const chat of chats.rows()) yield ['whatsapp_chats', chat, chatDocument(chat)];
  for (const contact of contactRows(directory, chats, account.space)) {
    context.found(1);
    yield ['whatsapp_contacts', contact, contactDocument(contact)];
  }
  for (const db of account.calls) {
    for (const call of readCalls(db, { directory, chats, chatOfCall, space: account.space, log: context })) {
      // Who was called may be known from a message that is not in the excerpt.
      if (context.isExcerpt && call.chat === null) continue;
      yield ['whatsapp_calls', call, callDocument(call)];
    }
  }
}

function* messagesOf(
  db: SqlDatabase,
  account: Account,
  around: MessageSurroundings,
  context: Context,
  progress: Progress,
  staying: StayingRows | null,
): Generator<Output> {
  // Once for both ways: of a damaged store SQLite may count again what it could not count before.
  const total = new SourceTable(db, 'ZWAMESSAGE', () => {}).count();
  const memories = staying === null ? null : memoriesOf(account, around.directory, staying.earlier);
  if (staying !== null && memories !== null) {
    const changed = readChanged(db, account, around, context, { memories, total });
    if (changed !== null) {
      yield* changed.records(staying);
      if (changed.memory.isComplete) staying.remember(memories.takeColumns(changed.memory));
      return;
    }
  }
  const memory = memories?.empty() ?? null;
  yield* allMessagesOf(db, account, around, context, progress, { memory, total });
  if (staying !== null && memory?.isComplete === true) staying.remember(memories?.takeColumns(memory) ?? []);
}

function* allMessagesOf(
  db: SqlDatabase,
  { space }: Account,
  around: MessageSurroundings,
  context: Context,
  progress: Progress,
  { memory, total }: { readonly memory: MessageMemory | null; readonly total: number | null },
): Generator<Output> {
  const { directory, chats } = around;
  const watched = new WatchedLog(context);
  const table = messageTable(db, (reason) => watched.lost(reason));
  const pushNames = new SourceTable(db, 'ZWAPROFILEPUSHNAME', () => {});
  const columns = new NamedRows(table, messageExpressions(table, pushNames.exists));
  const known = memory === null ? null : { ...memory.references, replies: null };
  const reader = new MessageReader(db, directory, chats, space, watched, known);
  const tracing = memory === null ? null : new Tracing(memory.trace, directory);
  if (total !== null) context.found(total);
  let read = 0;
  let gaps = 0;
  const rows = readAcrossDamage(
    messageRows(db, columns, reader.parts),
    ({ main }) => main.pk,
    () => gaps++,
  );
  for (const row of rows) {
    if (++read % PROGRESS_EVERY === 0 && total !== null) progress(Math.min(1, read / total));
    const { noted } = watched;
    tracing?.begin();
    const message = reader.read(row);
    const step = tracing?.end() ?? NO_STEP;
    if (message === null) {
      context.lost(msg('lost.no-key.messages'));
      memory?.discard();
    } else {
      memory?.add(row.main, message, { step, isSteady: watched.noted === noted });
      for (const record of recordsOf(message, around)) yield record;
    }
  }
  const missing = Math.max(gaps, (total ?? 0) - read);
  // What could not be counted is at least what was read: calls are counted, too.
  if (total === null) context.found(read + missing);
  if (missing > 0) context.lost(msg('lost.damaged-records.messages'), missing);
  if (missing > 0 || total !== read || watched.isDamaged) memory?.discard();
  for (const attachment of reader.orphans()) yield ['whatsapp_attachments', attachment];
  tracing?.stop();
}
