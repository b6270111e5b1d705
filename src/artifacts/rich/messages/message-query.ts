import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { type Expressions, type Lost, type Positions, type Selection, SourceTable } from '../../kit/source-table.ts';
import { commonFlags, isSpecial, specialFlags } from './flags.ts';

/** Maximum size of the text or body of a message, in bytes; long real ones have some tens of kilobytes. */
export const MAX_BODY = 16 * 1024 * 1024;
/** Maximum size of `message_summary_info`, in bytes: much more than five edits of a long text need. */
const MAX_SUMMARY = 16 * 1024 * 1024;

/** Names of the columns of the message query. */
export type MessageColumn = keyof ReturnType<typeof messageExpressions>;

/** Positions of the columns in a row of the message query. Rows are arrays because reading them is the hot loop. */
export type MessagePositions = Positions<MessageColumn>;

/** The expressions of the message query. */
export function messageExpressions(table: SourceTable) {
  return {
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
    hasPayload: table.has('payload_data') ? '"payload_data" IS NOT NULL' : '0',
    summary: editSummary(table),
    subject: table.value('subject'),
    replyTo: table.value('thread_originator_guid'),
    replyPart: table.value('thread_originator_part'),
    error: table.integer('error'),
    account: ownAddress(table),
    editedAt: table.messagesDate('date_edited'),
    playedAt: table.messagesDate('date_played'),
    expressiveStyle: table.value('expressive_send_style_id'),
    isTooLarge: isTooLarge(table),
  };
}

/**
 * SQL for the address of the owner that was used: `destination_caller_id`, which is since iOS 11 and can be empty;
 * otherwise that of the account.
 */
export function ownAddress(table: SourceTable): string {
  const account = accountAddress(table, 'account');
  return table.has('destination_caller_id') ? `coalesce(nullif("destination_caller_id", ''), ${account})` : account;
}

/** SQL for the address of an account, which `E:` (mail) or `P:` (number) precedes; NULL for what is no address. */
export function accountAddress(table: SourceTable, name: string): string {
  if (!table.has(name)) return 'NULL';
  const [prefixed, plain] = [`substr("${name}", 1, 2) IN ('E:', 'e:', 'P:', 'p:')`, `"${name}" GLOB '*@*'`];
  return `nullif(CASE WHEN ${prefixed} THEN substr("${name}", 3) WHEN ${plain} THEN "${name}" END, '')`;
}

/** SQL that is 1 if a text, body or summary exceeds its maximum size, otherwise 0. */
export function isTooLarge(table: SourceTable): string {
  return (
    `(${table.exceeds('text', MAX_BODY)} OR ${table.exceeds('attributedBody', MAX_BODY)} OR ` +
    `${table.exceeds('message_summary_info', MAX_SUMMARY)})`
  );
}

/**
 * `message_summary_info` if it can contain an edit history or a translation, otherwise NULL. Nearly all modern rows have a summary,
 * nearly all without an edit history: in a binary property list the keys `ec` and `rp` are the byte 0x52 and two
 * letters, `tmp` 0x53 and three.
 */
export function editSummary(table: SourceTable): string {
  if (!table.has('message_summary_info')) return 'NULL';
  const blob = '"message_summary_info"';
  return (
    `CASE WHEN ${blob} IS NOT NULL AND octet_length(${blob}) <= ${MAX_SUMMARY} AND (instr(${blob}, x'526563') > 0 ` +
    `OR instr(${blob}, x'527270') > 0 OR instr(${blob}, x'53746d70') > 0 OR substr(${blob}, 1, 6) <> x'62706c697374') THEN ${blob} END`
  );
}

/** The expressions of the details query. */
export function detailExpressions(table: SourceTable) {
  return {
    flags: specialFlags(table),
    itemType: table.integer('item_type'),
    actionType: table.integer('group_action_type'),
    otherHandle: table.integer('other_handle'),
    announcementSummary: table.bounded('message_summary_info', MAX_SUMMARY),
    keptType: table.integer('message_action_type'),
    shareStatus: table.integer('share_status'),
    shareDirection: table.integer('share_direction'),
    groupTitle: table.value('group_title'),
    expireState: table.integer('expire_state'),
    scheduleType: table.integer('schedule_type'),
    scheduleState: table.integer('schedule_state'),
    filterAction: table.integer('filter_action'),
    filterSubAction: table.integer('filter_sub_action'),
    emoji: table.value('associated_message_emoji'),
  };
}

/** The table `message` of any generation. @throws UNSUPPORTED_SCHEMA if it is missing */
export function anyMessageTable(db: SqlDatabase, lost: Lost): SourceTable {
  const table = new SourceTable(db, 'message', lost);
  if (!table.exists) throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.messages-database-without-messages'));
  return table;
}

/** The table of iOS 6 and later. @throws UNSUPPORTED_SCHEMA if it lacks required columns */
export function modernMessageTable(table: SourceTable): SourceTable {
  if (table.has('guid', 'text', 'handle_id', 'is_from_me')) return table;
  throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.messages-lack-columns'));
}

/** Selects rows of `message` with a ROWID from `first` to `last` for which `condition` holds, by ROWID. */
export function selectMessages<Name extends string>(
  table: SourceTable,
  expressions: Expressions<Name>,
  first: number,
  condition = '1',
  last = Number.MAX_SAFE_INTEGER,
): Selection<Name> {
  return table.select(expressions, `WHERE rowid BETWEEN ${first} AND ${last} AND ${condition} ORDER BY rowid`);
}
