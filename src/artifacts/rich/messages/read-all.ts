import { readAcrossDamage } from '../../../backup/source-database/damaged-rows.ts';
import { msg } from '../../../locales/messages.ts';
import { asShortText, type SqlValue } from '../../kit/source-table.ts';
import { selectMessages } from './message-query.ts';
import { type MessageRecord, MessageRecords } from './message-records.ts';
import { MessageScan, wholeRows } from './plain/message-scan.ts';
import type { PlainMessage, ReactionRowid } from './plain/plain-reader.ts';
import type { Reading } from './reading.ts';
import { type RowidRange, rowidRange } from './rowid-range.ts';

/** A row of the message query, or a result of the query for plain messages. */
type ScannedMessage = readonly SqlValue[] | PlainMessage | ReactionRowid;

/** Rows between two reports of progress. */
const PROGRESS_EVERY = 4096;

/**
 * Reads all messages of the slice, then what has no message, then the conversations.
 *
 * @param isPlainKnown false to read plain messages as all others, for tests: the records are the same
 */
export function* readAll(reading: Reading, isPlainKnown: boolean): Generator<MessageRecord> {
  const { context, source, reactions, memory } = reading;
  const { at, attachments, table } = source;
  const records = new MessageRecords(reading);
  const range = rowidRange(table, context.slice);
  const isWhole = context.slice.of === 1;
  const total = table.count(isWhole ? '' : `WHERE rowid BETWEEN ${range.first} AND ${range.last}`);
  if (total !== null) context.found(total);
  const leaveReaction = (rowid: number): void => {
    // It can be a reaction to a message of another slice.
    if (!isWhole) attachments.leave(rowid);
    memory?.states.addReaction(rowid);
  };
  let read = 0;
  let gaps = 0;
  const rows = readAcrossDamage(
    scan(reading, range, isPlainKnown),
    (row) => (isWholeRow(row) ? row[at.rowid] : row.rowid),
    () => gaps++,
  );
  for (const row of rows) {
    if (++read % PROGRESS_EVERY === 0 && total !== null) context.progress(Math.min(1, read / total));
    if (!isWholeRow(row)) {
      if (row.place === null) leaveReaction(row.rowid);
      else yield* records.ofPlain(row);
      continue;
    }
    const type = row[at.associatedType];
    const isOrdinary = type === 0 || type === null;
    if (!isOrdinary && reactions.holds(row[at.rowid] as number)) {
      leaveReaction(row[at.rowid] as number);
      continue;
    }
    for (const record of records.of(row)) yield record;
  }
  const missing = Math.max(gaps, (total ?? 0) - read);
  if (missing > 0) context.lost(msg('lost.damaged-records.messages'), missing);
  if (missing > 0 || total === null) memory?.states.discard();

  // Of an excerpt it is not known what has no message.
  if (context.slice.index === 0 && !context.isExcerpt) {
    if (!isWhole) leaveToOthers(reading, range);
    yield* records.orphanedReactions();
    for (const attachment of attachments.orphans()) yield ['message_attachments', attachment];
  }
  yield* records.conversations();
  memory?.addRelations(table, reading.reader);
}

function isWholeRow(row: ScannedMessage): row is readonly SqlValue[] {
  return Array.isArray(row);
}

/** Opens the messages from a ROWID on; plain ones are rows of their own query. */
function scan(
  { source, plainReader }: Reading,
  range: RowidRange,
  isPlainKnown: boolean,
): (first: number) => Iterable<ScannedMessage> {
  if (plainReader === null || !isPlainKnown) return (first) => wholeRows(source, range, first);
  const messages = new MessageScan(source, range, (row) => plainReader.read(row));
  return (first) => messages.from(first);
}

/** Excludes the messages of later slices: their reactions and attachments are not orphans. */
function leaveToOthers({ source, reactions }: Reading, { last }: RowidRange): void {
  const { table, attachments } = source;
  const expressions = {
    rowid: 'rowid',
    guid: table.value('guid'),
    type: table.integer('associated_message_type'),
  };
  const open = (first: number) => selectMessages(table, expressions, Math.max(first, last + 1)).iterate();
  // Gaps are counted by the slices that contain them.
  for (const { rowid, guid, type } of readAcrossDamage(
    open,
    (row) => row.rowid,
    () => {},
  )) {
    attachments.leave(rowid as number);
    const isOrdinary = type === 0 || type === null;
    if (!isOrdinary && reactions.holds(rowid as number)) continue;
    const text = asShortText(guid);
    if (text !== null) reactions.take(text);
  }
}
