import { describe, expect, it } from 'vitest';
import { photoZone } from './photo-zone.ts';

describe('photoZone()', () => {
  const camera = { timeZone: 'Europe/Berlin', ownZone: true };

  it('is that of the camera, else that of the display', () => {
    expect(photoZone({ utcOffset: 32_400 }, camera)).toBe('+09:00');
    expect(photoZone({ utcOffset: -12_600 }, camera)).toBe('-03:30');
    expect(photoZone({ utcOffset: null }, camera)).toBe('Europe/Berlin');
    expect(photoZone({ utcOffset: 90_000 }, camera)).toBe('Europe/Berlin');
  });

  it('is that of the display by choice', () => {
    expect(photoZone({ utcOffset: 32_400 }, { ...camera, ownZone: false })).toBe('Europe/Berlin');
  });
});
