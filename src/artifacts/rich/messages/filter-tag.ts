/**
 * Suffix that the filter of unknown senders (iOS 16 and later) appends to an address in `handle.id` and
 * `chat.chat_identifier`: `53849(smsfp)` promotions, `AX-BANK(smsft_fi)` transactions by type, `+1555…(filtered)`.
 * Known from several readers of real stores (github.com/Sentient-OS-Labs/sentient-os#102). Sender names can contain
 * other parentheses.
 */
const FILTER_TAG = /\((?:filtered|smsf[a-z](?:_[a-z]{1,8})?)\)$/;

/** The address without a filter tag, as people and the address book have it. */
export function withoutFilterTag(address: string): string {
  return address.endsWith(')') ? address.replace(FILTER_TAG, '') : address;
}
