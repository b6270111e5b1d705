/**
 * Converts Apple's time formats to UTC milliseconds since 1970, the unit of the database and the API. Every function
 * returns null for "no time": null, not finite, or outside the range of a `Date`.
 */

/** 2001-01-01T00:00:00Z, the epoch of Core Foundation (`kCFAbsoluteTimeIntervalSince1970`), in Unix seconds. */
export const APPLE_EPOCH_SECONDS = 978_307_200;

/** ±100,000,000 days, the range of a `Date` (ECMA-262, "Time Values and Time Range"). */
const MAX_DATE_MS = 8.64e15;

const APPLE_EPOCH_MS = APPLE_EPOCH_SECONDS * 1000;

/**
 * A Messages date of this magnitude or more counts nanoseconds. As seconds it would fall in the year 33,689; as
 * nanoseconds it is 17 minutes after the epoch (docs/format/messages.md, "Dates").
 */
const MESSAGES_NANOSECONDS_FROM = 1e12;

/** A number or bigint from a database or a plist, if present. */
export type TimeNumber = number | bigint | null | undefined;

/**
 * Seconds since 2001 (NSDate, CFAbsoluteTime, Core Data `Z…DATE`, `attachment.created_date`), rounded to milliseconds.
 * 0 is the epoch itself; callers handle columns in which 0 means "unset" (WhatsApp, calls).
 */
export function fromAppleSeconds(seconds: TimeNumber): number | null {
  return seconds === null || seconds === undefined ? null : milliseconds(Number(seconds) * 1000 + APPLE_EPOCH_MS);
}

/** Nanoseconds since 2001 (Messages since iOS 11), rounded down to milliseconds. */
export function fromAppleNanoseconds(nanoseconds: TimeNumber): number | null {
  if (nanoseconds === null || nanoseconds === undefined) return null;
  // Divide bigints before converting them: current values need 60 bits.
  const exact = typeof nanoseconds === 'bigint' ? Number(floorDivide(nanoseconds, 1_000_000n)) : nanoseconds / 1e6;
  return milliseconds(Math.floor(exact) + APPLE_EPOCH_MS);
}

/**
 * A date column of sms.db: seconds up to iOS 10, nanoseconds since iOS 11. Migrated databases mix both, so the unit is
 * detected per value. 0 means "no date" (docs/format/messages.md, "Dates").
 */
export function fromMessagesDate(value: TimeNumber): number | null {
  if (value === null || value === undefined || Number(value) === 0) return null;
  return Math.abs(Number(value)) >= MESSAGES_NANOSECONDS_FROM ? fromAppleNanoseconds(value) : fromAppleSeconds(value);
}

/** Seconds since 1970 (MBFile, voicemail.db, SMS up to iOS 5, Check In links), rounded to milliseconds. */
export function fromUnixSeconds(seconds: TimeNumber): number | null {
  return seconds === null || seconds === undefined ? null : milliseconds(Number(seconds) * 1000);
}

/** Rounds to whole milliseconds (never -0); null outside the range of a `Date`. */
function milliseconds(value: number): number | null {
  const rounded = Math.round(value) + 0;
  return Math.abs(rounded) <= MAX_DATE_MS ? rounded : null;
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend < 0n && quotient * divisor !== dividend ? quotient - 1n : quotient;
}
