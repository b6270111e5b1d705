import { describe, expect, it } from 'vitest';
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
