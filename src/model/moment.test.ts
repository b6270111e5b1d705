import { describe, expect, it } from 'vitest';
import { parseMoment } from './moment.ts';

describe('parseMoment()', () => {
  it.each([
    ['2024-05-03', 'UTC', '2024-05-03T00:00:00Z', '2024-05-04T00:00:00Z'],
    ['2024-05-03', 'Asia/Tokyo', '2024-05-02T15:00:00Z', '2024-05-03T15:00:00Z'],
    // Days of 23 and 25 hours.
    ['2024-03-31', 'Europe/Berlin', '2024-03-30T23:00:00Z', '2024-03-31T22:00:00Z'],
    ['2024-10-27', 'Europe/Berlin', '2024-10-26T22:00:00Z', '2024-10-27T23:00:00Z'],
    ['2024-02', 'UTC', '2024-02-01T00:00:00Z', '2024-03-01T00:00:00Z'],
    ['2024', 'UTC', '2024-01-01T00:00:00Z', '2025-01-01T00:00:00Z'],
    ['2024-05-03T14:03', 'Europe/Berlin', '2024-05-03T12:03:00Z', '2024-05-03T12:03:00Z'],
    ['2024-05-03T14:03+02:00', 'UTC', '2024-05-03T12:03:00Z', '2024-05-03T12:03:00Z'],
  ])('%s in %s', (text, zone, start, end) => {
    expect(parseMoment(text, zone)).toBe(Date.parse(start));
    expect(parseMoment(text, zone, 'end')).toBe(Date.parse(end));
  });

  it.each(['soon', '', '2024-02-30', '2024-13', '99999999', '1'])('refuses %j', (text) => {
    expect(() => parseMoment(text, 'UTC')).toThrow(RangeError);
  });
});
