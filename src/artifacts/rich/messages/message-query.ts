import type { DatabaseSync } from 'node:sqlite';
import { DomainError } from '../../../model/errors.ts';
import { type Lost, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { commonFlags, isSpecial, specialFlags } from './flags.ts';

/** Largest text or body of one message that is read, in bytes. Long real ones are some tens of kilobytes. */
export const MAX_BODY = 16 * 1024 * 1024;
/** Largest `message_summary_info` that is read, in bytes: five edits of a long text and room to spare. */
const MAX_SUMMARY = 16 * 1024 * 1024;

/** Where the columns stand in a row of the message query. */
export const AT = {
  rowid: 0,
  guid: 1,
  isFromMe: 2,
  text: 3,
  attributedBody: 4,
  sentAt: 5,
  handle: 6,
  readAt: 7,
  deliveredAt: 8,
  service: 9,
  flags: 10,
  isSpecial: 11,
  associatedType: 12,
  associatedGuid: 13,
  balloonBundleId: 14,
  summary: 15,
  subject: 16,
  replyTo: 17,
  replyPart: 18,
  error: 19,
  account: 20,
  editedAt: 21,
  playedAt: 22,
  expressiveStyle: 23,
  isTooLarge: 24,
} as const;

/** The expressions of the message query, in the order of {@link AT}. */
export function messageExpressions(table: SourceTable): readonly string[] {
  const byName: Record<keyof typeof AT, string> = {
    rowid: 'rowid',
    guid: table.value('guid'),
    isFromMe: table.flag('is_from_me'),
    text: table.bounded('text', MAX_BODY),
    attributedBody: table.bounded('attributedBody', MAX_BODY),
    sentAt: table.messagesDate('date'),
    handle: table.integer('handle_id'),
    readAt: table.messagesDate('date_read'),
    deliveredAt: table.messagesDate('date_delivered'),
    service: table.value('service'),
    flags: commonFlags(table),
    isSpecial: isSpecial(table),
    associatedType: table.integer('associated_message_type'),
    associatedGuid: table.value('associated_message_guid'),
    balloonBundleId: table.value('balloon_bundle_id'),
    summary: editSummary(table),
    subject: table.value('subject'),
    replyTo: table.value('thread_originator_guid'),
    replyPart: table.value('thread_originator_part'),
    error: table.integer('error'),
    account: table.value('destination_caller_id'),
    editedAt: table.messagesDate('date_edited'),
    playedAt: table.messagesDate('date_played'),
    expressiveStyle: table.value('expressive_send_style_id'),
    isTooLarge:
      `(${table.exceeds('text', MAX_BODY)} OR ${table.exceeds('attributedBody', MAX_BODY)} OR ` +
      `${table.exceeds('message_summary_info', MAX_SUMMARY)})`,
  };
  return (Object.keys(AT) as (keyof typeof AT)[]).map((name) => byName[name]);
}

/**
 * `message_summary_info` where it can hold an edit history, else NULL. Modern rows nearly all have a summary, and in
 * nearly all it says nothing: in a binary property list the keys `ec` and `rp` are the bytes 0x52 and two letters.
 */
function editSummary(table: SourceTable): string {
  if (!table.has('message_summary_info')) return 'NULL';
  const blob = '"message_summary_info"';
  return (
    `CASE WHEN ${blob} IS NOT NULL AND octet_length(${blob}) <= ${MAX_SUMMARY} AND (instr(${blob}, x'526563') > 0 ` +
    `OR instr(${blob}, x'527270') > 0 OR substr(${blob}, 1, 6) <> x'62706c697374') THEN ${blob} END`
  );
}

/** Where the columns stand in a row of the details query. */
export const DETAIL = {
  flags: 0,
  itemType: 1,
  actionType: 2,
  otherHandle: 3,
  shareStatus: 4,
  groupTitle: 5,
  expireState: 6,
  scheduleType: 7,
  scheduleState: 8,
  filterAction: 9,
  filterSubAction: 10,
  emoji: 11,
} as const;

/** The expressions of the details query, in the order of {@link DETAIL}. */
export function detailExpressions(table: SourceTable): readonly string[] {
  const byName: Record<keyof typeof DETAIL, string> = {
    flags: specialFlags(table),
    itemType: table.integer('item_type'),
    actionType: table.integer('group_action_type'),
    otherHandle: table.integer('other_handle'),
    shareStatus: table.integer('share_status'),
    groupTitle: table.value('group_title'),
    expireState: table.integer('expire_state'),
    scheduleType: table.integer('schedule_type'),
    scheduleState: table.integer('schedule_state'),
    filterAction: table.integer('filter_action'),
    filterSubAction: table.integer('filter_sub_action'),
    emoji: table.value('associated_message_emoji'),
  };
  return (Object.keys(DETAIL) as (keyof typeof DETAIL)[]).map((name) => byName[name]);
}

/** The table `message`, of whichever generation. @throws UNSUPPORTED_SCHEMA where there is none */
export function anyMessageTable(db: DatabaseSync, lost: Lost): SourceTable {
  const table = new SourceTable(db, 'message', lost);
  if (!table.exists) throw new DomainError('UNSUPPORTED_SCHEMA', 'There is no table of messages.');
  return table;
}

/** The same table where it is that of iOS 6 and later. @throws UNSUPPORTED_SCHEMA where it is not */
export function modernMessageTable(table: SourceTable): SourceTable {
  if (table.has('guid', 'text', 'handle_id', 'is_from_me')) return table;
  throw new DomainError('UNSUPPORTED_SCHEMA', 'The table of messages lacks columns that every known iOS has.');
}

/** Rows of `message` with a ROWID from `first` to `last` for which `condition` holds, in that order. */
export function messageRows(
  table: SourceTable,
  expressions: readonly string[],
  first: number,
  condition = '1',
  last = Number.MAX_SAFE_INTEGER,
): Iterable<readonly SqlValue[]> {
  const range = `WHERE rowid BETWEEN ${first} AND ${last} AND ${condition} ORDER BY rowid`;
  return table.select(expressions, range).iterate() as Iterable<unknown> as Iterable<readonly SqlValue[]>;
}
