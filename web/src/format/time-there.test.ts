import { expect, it } from 'vitest';
import { timeThere } from './time-there.ts';

const rule = { timeZone: 'Europe/Berlin', ownZone: true };
const NOON = Date.UTC(2025, 4, 20, 12);
const HOUR = 3600;

const there = (at: number, offset: number | null, by = rule): string | null =>
  timeThere(at, offset, by, (time, style, timeZone) => {
    const date = { year: 'numeric', month: '2-digit', day: '2-digit', timeZone } as const;
    const hour = { hour: '2-digit', minute: '2-digit', timeZone } as const;
    const look = style === 'date' ? date : style === 'time' ? hour : { ...date, ...hour };
    return new Intl.DateTimeFormat('de', look).format(time);
  });

it('is the time of the place, with its day if that is another', () => {
  expect(there(NOON, 9 * HOUR)).toBe('21:00');
  expect(there(NOON + 6 * HOUR * 1000, 9 * HOUR)).toBe('21.05.2025, 03:00');
});

it('is nothing where it is the same time, is unknown or not wanted', () => {
  expect(there(NOON, 2 * HOUR)).toBeNull();
  expect(there(NOON, null)).toBeNull();
  expect(there(NOON, 9 * HOUR, { ...rule, ownZone: false })).toBeNull();
});
