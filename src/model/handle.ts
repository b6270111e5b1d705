import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** What a handle is, as far as its text tells. */
export type HandleKind = 'phone' | 'short-code' | 'email' | 'other';

/** Fewest digits that are taken for a phone number; shorter ones (short codes) match only exactly. */
const PHONE_DIGITS = 7;

/** Tells phone numbers, short codes and e-mail addresses apart; business URNs and account names are `other`. */
export function handleKind(handle: string): HandleKind {
  if (handle.startsWith('urn:')) return 'other';
  if (/^[^\s@]+@[^\s@]+$/.test(handle)) return 'email';
  if (!/^[+\d\s().\-–/#*\u00a0\u2011\u202a-\u202e]+$/.test(handle)) return 'other';
  const digits = handle.replace(/\D/g, '').length;
  return digits >= PHONE_DIGITS ? 'phone' : digits > 0 ? 'short-code' : 'other';
}

/**
 * The form in which two spellings of one handle are equal: e-mail lower-cased, phone numbers in E.164 where they are
 * valid for `region` (ISO country of the phone's owner) or carry their country code, else their digits.
 */
export function handleKey(handle: string, region: string | null = null): string {
  const trimmed = handle.trim();
  const kind = handleKind(trimmed);
  if (kind === 'email') return trimmed.toLowerCase();
  if (kind === 'other') return trimmed;
  const digits = trimmed.replace(/\D/g, '');
  if (kind === 'short-code') return digits;
  const parsed = parsePhoneNumberFromString(trimmed, (region?.toUpperCase() ?? undefined) as CountryCode | undefined);
  if (parsed?.isValid()) return parsed.number;
  return trimmed.startsWith('+') ? `+${digits}` : digits;
}
