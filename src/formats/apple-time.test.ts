import { describe, expect, it } from 'vitest';
import { fromAppleNanoseconds, fromAppleSeconds, fromMessagesDate, fromUnixSeconds } from './apple-time.ts';

const iso = (milliseconds: number | null) => (milliseconds === null ? null : new Date(milliseconds).toISOString());

describe('apple-time', () => {
  it('reads seconds since 2001', () => {
    expect(iso(fromAppleSeconds(0))).toBe('2001-01-01T00:00:00.000Z');
    expect(iso(fromAppleSeconds(599938164))).toBe('2020-01-05T17:29:24.000Z');
    expect(iso(fromAppleSeconds(758573156.228))).toBe('2025-01-14T18:45:56.228Z');
    expect(iso(fromAppleSeconds(599938164n))).toBe('2020-01-05T17:29:24.000Z');
    expect(iso(fromAppleSeconds(-1))).toBe('2000-12-31T23:59:59.000Z');
    // NSDate.distantPast (1 January of year 1 in the Julian calendar) and distantFuture, used as sentinels in calendars
    expect(iso(fromAppleSeconds(-63114076800))).toBe('0000-12-30T00:00:00.000Z');
    expect(iso(fromAppleSeconds(63113904000))).toBe('4001-01-01T00:00:00.000Z');
  });

  it('reads nanoseconds since 2001, as bigint or number', () => {
    expect(iso(fromAppleNanoseconds(632700000123999999n))).toBe('2021-01-18T22:00:00.123Z');
    expect(iso(fromAppleNanoseconds(Number(632700000123999999n)))).toBe('2021-01-18T22:00:00.124Z');
    expect(iso(fromAppleNanoseconds(1_999_999))).toBe('2001-01-01T00:00:00.001Z');
    expect(iso(fromAppleNanoseconds(1_999_999n))).toBe('2001-01-01T00:00:00.001Z');
    expect(iso(fromAppleNanoseconds(-1n))).toBe('2000-12-31T23:59:59.999Z');
    expect(iso(fromAppleNanoseconds(-1))).toBe('2000-12-31T23:59:59.999Z');
    expect(iso(fromAppleNanoseconds(-1_000_000n))).toBe('2000-12-31T23:59:59.999Z');
  });

  it('detects the unit of each Messages date by its size', () => {
    expect(iso(fromMessagesDate(599938164))).toBe('2020-01-05T17:29:24.000Z');
    expect(iso(fromMessagesDate(599938164000000000n))).toBe('2020-01-05T17:29:24.000Z');
    expect(iso(fromMessagesDate(1e12))).toBe('2001-01-01T00:16:40.000Z');
    expect(iso(fromMessagesDate(-599938164000000000n))).toBe('1981-12-28T06:30:36.000Z');
    expect(fromMessagesDate(0)).toBeNull();
    expect(fromMessagesDate(0n)).toBeNull();
    expect(fromMessagesDate(null)).toBeNull();
  });

  it('reads seconds since 1970', () => {
    expect(iso(fromUnixSeconds(1331431689))).toBe('2012-03-11T02:08:09.000Z');
    expect(iso(fromUnixSeconds(1697316869.68))).toBe('2023-10-14T20:54:29.680Z');
    expect(Object.is(fromUnixSeconds(-0.0001), 0)).toBe(true);
  });

  it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY, 1e300, -1e300, 2n ** 127n])(
    'returns null for %s',
    (value) => {
      expect(fromAppleSeconds(value)).toBeNull();
      expect(fromAppleNanoseconds(value)).toBeNull();
      expect(fromMessagesDate(value)).toBeNull();
      expect(fromUnixSeconds(value)).toBeNull();
    },
  );

  it('covers the whole range of a Date and nothing beyond', () => {
    expect(fromUnixSeconds(8.64e12)).toBe(8.64e15);
    expect(fromUnixSeconds(8.64e12 + 1)).toBeNull();
  });
});
