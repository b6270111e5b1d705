/**
 * What the filter of unknown senders (iOS 16 and later) puts behind an address in `handle.id` and `chat.chat_identifier`:
 * `53849(smsfp)` promotions, `AX-BANK(smsft_fi)` transactions and their kinds, `+1555…(filtered)`. Read by several
 * readers of real stores (github.com/Sentient-OS-Labs/sentient-os#102). A sender's own name may hold other brackets.
 */
const FILTER_TAG = /\((?:filtered|smsf[a-z](?:_[a-z]{1,8})?)\)$/;

/** An address without the tag of a filter: that of the sender, whom people and the address book know without it. */
export function withoutFilterTag(address: string): string {
  return address.endsWith(')') ? address.replace(FILTER_TAG, '') : address;
}
