import { describe, expect, it } from 'vitest';
import { wordsIn } from '../language/words.ts';
import { LocalTime, utcTime } from './local-time.ts';

const NOON = Date.UTC(2024, 6, 1, 12, 0, 5);

describe('LocalTime', () => {
  it.each([
    ['Europe/Berlin', '2024-07-01T14:00:05+02:00'],
    ['America/St_Johns', '2024-07-01T09:30:05-02:30'],
    ['Asia/Kathmandu', '2024-07-01T17:45:05+05:45'],
    ['UTC', '2024-07-01T12:00:05+00:00'],
  ])('writes the clock of %s', (zone, expected) => {
    const clock = new LocalTime(zone);
    expect(clock.iso(NOON)).toBe(expected);
    expect(clock.stamp(NOON)).toBe(expected.slice(0, 19).replace('T', ' '));
    expect(clock.day(NOON)).toBe('2024-07-01');
  });

  it('distinguishes the repeated hour at the end of DST', () => {
    const clock = new LocalTime('Europe/Berlin');
    const first = Date.UTC(2024, 9, 27, 0, 30);
    expect([first, first + 3_600_000].map((at) => clock.iso(at))).toEqual([
      '2024-10-27T02:30:00+02:00',
      '2024-10-27T02:30:00+01:00',
    ]);
    const texts = (at: number): string[] => [clock.stamp(at), clock.time(at), clock.wallTime(at)];
    expect(texts(first)).toEqual(['2024-10-27 02:30:00 UTC+02:00', '02:30:00 UTC+02:00', '2024-10-27 02:30:00']);
    expect(texts(first + 3_600_000)).toEqual([
      '2024-10-27 02:30:00 UTC+01:00',
      '02:30:00 UTC+01:00',
      '2024-10-27 02:30:00',
    ]);
  });

  it.each([
    ['Europe/Berlin', '2024-10-27T00:00Z', 3_600_000],
    // Half an hour, and a whole day that came twice.
    ['Australia/Lord_Howe', '2024-04-06T14:30Z', 1_800_000],
    ['Pacific/Kwajalein', '1969-09-30T13:00Z', null],
    // Set forward: no time comes twice.
    ['Europe/Berlin', '2024-03-31T00:00Z', 0],
    ['UTC', '2024-10-27T00:00Z', 0],
  ])('has the offset exactly where a clock of %s shows a time twice, after %s', (zone, from, length) => {
    const start = Date.parse(from);
    const clock = new LocalTime(zone);
    const step = 300_000;
    const times = Array.from({ length: 120 * 12 }, (_, index) => start - 60 * 3_600_000 + index * step);
    const shown = new Map<string, number>();
    for (const at of times) shown.set(clock.wallTime(at), (shown.get(clock.wallTime(at)) ?? 0) + 1);
    const inside = times.slice(30 * 12, 90 * 12);
    for (const at of inside)
      expect(clock.stamp(at).includes('UTC'), String(at)).toBe(shown.get(clock.wallTime(at)) === 2);
    if (length !== null) {
      expect(times.filter((at) => clock.stamp(at).includes('UTC'))).toHaveLength((2 * length) / step);
    }
    // Also in another order than that of time.
    for (const at of times.toReversed()) expect(clock.stamp(at)).toBe(new LocalTime(zone).stamp(at));
  });

  it('writes the offset once where a text has it anyway', () => {
    const clock = new LocalTime('Europe/Berlin', wordsIn('de'));
    expect(clock.exact(Date.UTC(2024, 9, 27, 0, 30))).toBe('27.10.2024 02:30:00 (UTC+02:00)');
  });

  it.each(['Europe/Berlin', 'America/St_Johns', 'Africa/Casablanca', 'Pacific/Apia', 'UTC', '+02:00'])(
    'keeps the offset of %s no longer than until the next change',
    (zone) => {
      const kept = new LocalTime(zone);
      const start = Temporal.Instant.fromEpochMilliseconds(Date.UTC(1890, 0)).toZonedDateTimeISO(zone);
      const changes: number[] = [];
      for (let at: Temporal.ZonedDateTime | null = start; at !== null && changes.length < 400; ) {
        at = at.getTimeZoneTransition('next');
        if (at !== null) changes.push(at.epochMilliseconds);
      }
      const times = [0, 0.5, 8e12, ...changes.flatMap((at) => [at - 1, at, at + 1, at - 0.5, at + 86_400_000])];
      for (const at of [...times, ...times.toReversed()]) expect(kept.iso(at)).toBe(new LocalTime(zone).iso(at));
    },
  );

  it.each([null, Number.NaN, 8.64e15 + 1, 8.64e15, -8.64e15])('writes nothing for %s', (time) => {
    expect(new LocalTime('Europe/Berlin').stamp(time)).toBe('');
  });

  it('has a clock for each UTC offset', () => {
    const clock = new LocalTime('Europe/Berlin');
    const noon = Date.UTC(2024, 4, 1, 12);
    expect(clock.at(-12_600).iso(noon)).toBe('2024-05-01T08:30:00-03:30');
    for (const none of [null, undefined, 86_400, Number.NaN, '3600']) expect(clock.at(none)).toBe(clock);
    expect(clock.at(86_369).iso(noon)).toBe('2024-05-02T11:59:00+23:59');
  });

  it('writes nothing for invalid times in UTC', () => {
    expect([utcTime(null), utcTime(9e15), utcTime(0)]).toEqual(['', '', '1970-01-01T00:00:00.000Z']);
  });
});
