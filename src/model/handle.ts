import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** Kind of a handle, as far as its text reveals it. */
export type HandleKind = 'phone' | 'short-code' | 'email' | 'other';

/** Minimum number of digits of a phone number; shorter ones (short codes) match only exactly. */
const PHONE_DIGITS = 7;

/**
 * A number of the North American plan with letters in its last seven places, as companies advertise it:
 * `1-800-FLOWERS`, `+1 (888) GO-FEDEX`. More letters than places are for the eye only.
 */
const VANITY = /^(?:\+?1[\s.-]?)?(?:\(\d{3}\)|\d{3}[\s.-])[\s.-]?(?=[\d\s.-]*[A-Za-z]{2})(?:[\dA-Za-z][\s.-]?){7,12}$/;

/** Letters of the keys 2 to 9. */
const KEYS = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];

/** A vanity number as digits; everything else as it is. */
function digitsOfVanity(handle: string): string {
  if (!VANITY.test(handle)) return handle;
  const digits = handle
    .toLowerCase()
    .replace(/[a-z]/g, (letter) => String(2 + KEYS.findIndex((letters) => letters.includes(letter))))
    .replace(/\D/g, '');
  return `+1${digits.slice(digits.startsWith('1') ? 1 : 0).slice(0, 10)}`;
}

/** The first of ten consecutive digits of scripts that keyboards of phones have. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];
const OTHER_DIGITS = /[٠-٩۰-۹०-९০-৯๐-๙]/g;

/**
 * A handle in ASCII as far as a number needs it: digits of other scripts and of full width, without invisible marks
 * of direction, which come with copied numbers.
 */
function plain(handle: string): string {
  if (/^[\x20-\x7e]*$/.test(handle)) return handle;
  return handle
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/\s/g, ' ')
    .replace(OTHER_DIGITS, (digit) => {
      const code = digit.codePointAt(0) ?? 0;
      return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
    });
}

/** Maximum number of cached texts and keys: a number takes longer to parse than a message to read. */
const MAX_CACHED = 10_000;

const texts = new Map<string, string>();
const keys = new Map<string, string>();

/** The result of `make` for a handle in a region, cached. */
function cached(
  cache: Map<string, string>,
  handle: string,
  region: string | null,
  make: (handle: string, region: string | null) => string,
): string {
  const cacheKey = region === null ? handle : `${region} ${handle}`;
  const known = cache.get(cacheKey);
  if (known !== undefined) return known;
  if (cache.size >= MAX_CACHED) cache.clear();
  const made = make(handle, region);
  cache.set(cacheKey, made);
  return made;
}

/**
 * A handle as people write it. A phone number is grouped as in its country: `+49 1512 3456789`, or `01512 3456789`
 * if it is stored without a country code and valid in `region`; `0049 1512…` has a country code, too. Short codes, vanity numbers, numbers of no known plan
 * and all other handles are returned as stored.
 */
export function handleText(handle: string, region: string | null = null): string {
  return cached(texts, handle, region, written);
}

function written(handle: string, region: string | null): string {
  const trimmed = plain(handle).trim();
  if (handleKind(trimmed) !== 'phone' || VANITY.test(trimmed)) return handle;
  const parsed = parsePhoneNumberFromString(trimmed, (region?.toUpperCase() ?? undefined) as CountryCode | undefined);
  if (parsed === undefined) return handle;
  // Numbers that are not assigned, as films use them, are grouped like those that are.
  if (trimmed.startsWith('+')) return parsed.isPossible() ? parsed.formatInternational() : handle;
  if (!parsed.isValid()) return handle;
  const national = parsed.formatNational();
  // A prefix for calls abroad (`00`, `011`) may lead to another country, whose national form would be a wrong number.
  return digitsOf(national) === digitsOf(trimmed) ? national : parsed.formatInternational();
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** Classifies a handle as phone number, short code or e-mail address; business URNs and account names are `other`. */
export function handleKind(handle: string): HandleKind {
  return kindOf(plain(handle));
}

function kindOf(handle: string): HandleKind {
  if (VANITY.test(handle)) return 'phone';
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
  return cached(keys, handle, region, normalised);
}

function normalised(handle: string, region: string | null): string {
  const trimmed = digitsOfVanity(plain(handle).trim());
  const kind = kindOf(trimmed);
  if (kind === 'email') return trimmed.toLowerCase();
  if (kind === 'other') return handle.trim();
  const digits = digitsOf(trimmed);
  if (kind === 'short-code') return digits;
  const parsed = parsePhoneNumberFromString(trimmed, (region?.toUpperCase() ?? undefined) as CountryCode | undefined);
  if (parsed?.isValid()) return parsed.number;
  return trimmed.startsWith('+') ? `+${digits}` : digits;
}
