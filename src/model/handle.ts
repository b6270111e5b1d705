import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** Kind of a handle, as far as its text reveals it. */
export type HandleKind = 'phone' | 'short-code' | 'email' | 'other';

/** Minimum number of digits of a phone number; shorter ones (short codes) match only exactly. */
const PHONE_DIGITS = 7;

/** Classifies a handle as phone number, short code or e-mail address; business URNs and account names are `other`. */
export function handleKind(handle: string): HandleKind {
  if (handle.startsWith('urn:')) return 'other';
  if (/^[^\s@]+@[^\s@]+$/.test(handle)) return 'email';
  if (!/^[+\d\s().\-–/#*\u00a0\u2011\u202a-\u202e]+$/.test(handle)) return 'other';
  const digits = handle.replace(/\D/g, '').length;
  return digits >= PHONE_DIGITS ? 'phone' : digits > 0 ? 'short-code' : 'other';
}

/**
 * Normalises a handle so that different spellings are equal: e-mail lower-cased; phone numbers in E.164 if they are
 * valid for `region` (ISO country of the phone's owner) or have a country code, otherwise their digits.
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
