/** Seconds between 1970-01-01 and 2001-01-01 UTC, the epoch of Apple's dates. */
export const APPLE_EPOCH_SECONDS = 978_307_200;

/** Converts UTC milliseconds to seconds since 2001. */
export function appleSeconds(milliseconds: number): number {
  return milliseconds / 1000 - APPLE_EPOCH_SECONDS;
}
