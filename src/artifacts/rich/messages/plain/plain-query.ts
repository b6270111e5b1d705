import type { Expressions, SourceTable } from '../../../kit/source-table.ts';
import { COMMON_FLAGS, commonFlags, isSpecial } from '../flags.ts';
import { editSummary, isTooLarge, ownAddress } from '../message-query.ts';
import { isWithoutBody, plainText } from './plain-text.ts';

/** Columns that are NULL or 0 in a plain message. */
const ZERO = ['error', 'date_edited', 'date_played', 'associated_message_type'];
/** Columns that are NULL in a plain message. */
const ABSENT = [
  'associated_message_guid',
  'balloon_bundle_id',
  'payload_data',
  'subject',
  'thread_originator_guid',
  'expressive_send_style_id',
];

/** Bits of the column `facts`; those below are for `flagWords`. */
export const FACT = {
  common: (1 << COMMON_FLAGS) - 1,
  isFromMe: 1 << COMMON_FLAGS,
  isWithoutBody: 2 << COMMON_FLAGS,
  /** It has properties that are not among these columns. */
  isRare: 4 << COMMON_FLAGS,
} as const;

/** Positions of the columns in a row of the query for plain messages, in the order of {@link plainExpressions}. */
export const PLAIN = {
  rowid: 0,
  guid: 1,
  text: 2,
  sentAt: 3,
  handle: 4,
  readAt: 5,
  deliveredAt: 6,
  service: 7,
  account: 8,
  facts: 9,
} as const;

/**
 * The columns read of every message: complete for plain ones, and a flag for all others. A third of the columns of the
 * message query, since each takes time to hand over.
 */
export function plainExpressions(table: SourceTable): Expressions<keyof typeof PLAIN> {
  return {
    rowid: 'rowid',
    guid: table.value('guid'),
    text: plainText(table),
    sentAt: table.messagesDate('date'),
    handle: table.integer('handle_id'),
    readAt: table.messagesDate('date_read'),
    deliveredAt: table.messagesDate('date_delivered'),
    service: table.value('service'),
    account: ownAddress(table),
    facts:
      `${commonFlags(table)} + ${table.flag('is_from_me')} * ${FACT.isFromMe} + ` +
      `${isWithoutBody(table)} * ${FACT.isWithoutBody} + (${isRare(table)}) * ${FACT.isRare}`,
  };
}

/** SQL that is 1 for a message that has more than {@link plainExpressions}, otherwise 0. */
function isRare(table: SourceTable): string {
  const absent = ABSENT.filter((name) => table.has(name)).map((name) => `"${name}"`);
  return [
    isSpecial(table),
    ...ZERO.filter((name) => table.has(name)).map((name) => table.flag(name)),
    // NULL for the second argument, because one alone is an error.
    ...(absent.length === 0 ? [] : [`coalesce(${absent.join(', ')}, NULL) IS NOT NULL`]),
    `${editSummary(table)} IS NOT NULL`,
    isTooLarge(table),
  ].join(' OR ');
}
