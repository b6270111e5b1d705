import { describe, expect, it } from 'vitest';
import { rounds } from '../../../../test/support/depth.ts';
import { PHOTO_PLACES, writeReverseLocation } from '../../../synthetic/photos/places.ts';
import { seededRandom } from '../../../synthetic/random.ts';
import { readPlace } from './place.ts';

describe('a place', () => {
  it('has an address and the areas around it', () => {
    for (const place of PHOTO_PLACES) {
      const { street, city, state, country, countryCode } = place;
      expect(readPlace(writeReverseLocation(place))).toEqual({
        text: [street, city, state, country].join(', '),
        details: { street, city, state, country, countryCode, names: [...new Set([street, city, state, country])] },
      });
    }
  });

  it('is null for anything else, without exceptions', () => {
    for (const text of ['', 'bplist00', '<plist/>']) expect(readPlace(Buffer.from(text))).toBeNull();
    const intact = writeReverseLocation(PHOTO_PLACES[0]);
    const random = seededRandom('fuzz', 'places');
    for (let round = 0; round < rounds(500); round++) {
      const bytes = Uint8Array.from(intact);
      for (let change = random.below(8); change >= 0; change--) bytes[random.below(bytes.length)] = random.below(256);
      const place = readPlace(random.chance(0.2) ? bytes.subarray(0, random.below(bytes.length)) : bytes);
      expect(() => JSON.stringify(place)).not.toThrow();
    }
  });
});
