import type { SourceTable } from '../../kit/source-table.ts';

/** Frequent columns of `message` with the values 0 and 1, and their names, in bit order. */
const COMMON: readonly (readonly [column: string, word: string])[] = [
  ['is_sent', 'sent'],
  ['is_delivered', 'delivered'],
  ['is_read', 'read'],
  ['is_played', 'played'],
];

/** Number of bits of {@link commonFlags}. */
export const COMMON_FLAGS = COMMON.length;

/** The same for columns that are nearly always 0: read only for rows for which {@link isSpecial} is 1. */
const SPECIAL: readonly (readonly [column: string, word: string])[] = [
  ['was_downgraded', 'downgraded'],
  ['is_audio_message', 'audio'],
  ['was_delivered_quietly', 'delivered-quietly'],
  ['did_notify_recipient', 'notified-anyway'],
  ['sent_or_received_off_grid', 'satellite'],
  ['is_pending_satellite_send', 'pending-satellite'],
  ['is_stewie', 'emergency'],
  ['is_sos', 'sos'],
  ['is_critical', 'critical'],
  ['is_time_sensitive', 'time-sensitive'],
  ['is_kt_verified', 'contact-key-verified'],
  ['is_spam', 'spam'],
  ['has_unseen_mention', 'unseen-mention'],
  ['is_forward', 'forwarded'],
  ['is_auto_reply', 'auto-reply'],
  ['is_system_message', 'system'],
  ['is_emote', 'emote'],
  ['is_expirable', 'expirable'],
  ['was_detonated', 'expired'],
  ['is_corrupt', 'corrupt'],
];

/** Columns whose value, if not 0, is kept in `raw` or decides the kind of the message. */
const CODES = [
  'item_type',
  'group_action_type',
  'expire_state',
  'schedule_type',
  'schedule_state',
  'filter_action',
  'filter_sub_action',
];

/** SQL for the bits of {@link COMMON} as one number, because fewer columns are faster to read. */
export function commonFlags(table: SourceTable): string {
  return COMMON.map(([column], bit) => `${table.flag(column)} * ${1 << bit}`).join(' + ');
}

/** SQL that is 1 if a row has one of {@link SPECIAL} or {@link CODES}, so that its details must be read. */
export function isSpecial(table: SourceTable): string {
  const columns = [...SPECIAL.map(([column]) => column), ...CODES].filter((column) => table.has(column));
  // A sum is faster than a chain of comparisons. With a NULL it is NULL, which also counts as "not 0".
  return columns.length === 0 ? '0' : `((${columns.map((column) => `"${column}"`).join(' + ')}) IS NOT 0)`;
}

/** SQL for the bits of {@link SPECIAL} as one number. */
export function specialFlags(table: SourceTable): string {
  return SPECIAL.map(([column], bit) => `${table.flag(column)} * ${1 << bit}`).join(' + ');
}

/** The names of all flags. */
export const FLAG_WORDS: readonly string[] = [...COMMON, ...SPECIAL].map(([, word]) => word);
const known = new Map<number, readonly string[] | null>();

/** The names of both kinds of bits; null for none. Rows share the lists. */
export function flagWords(common: number, special: number): readonly string[] | null {
  const bits = common | (special << COMMON.length);
  let words = known.get(bits);
  if (words === undefined) {
    words = FLAG_WORDS.filter((_, bit) => bits & (1 << bit));
    if (words.length === 0) words = null;
    known.set(bits, words);
  }
  return words;
}
