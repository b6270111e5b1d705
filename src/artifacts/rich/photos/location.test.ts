import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PHOTO_PLACES, writeLocation } from '../../../synthetic/photos/places.ts';
import { readLocation } from './location.ts';

/** ZLOCATIONDATA of an asset in a macOS 13 library: Washington, with its accuracy of 65 m in ZGPSHORIZONTALACCURACY. */
const WASHINGTON = Buffer.from(
  'eb17ec866d7543405e003342ac4253c0cdcccccccc8c444000000000004050400000000000000000463beabfd9236f400000000000000000000080611ff5c141',
  'hex',
);
const NOTHING = { latitude: null, longitude: null, location: null, accuracy: null };

describe('a location', () => {
  it('is read from its columns, with the altitude from the blob', () => {
    expect(readLocation({ latitude: 38.917405, longitude: -77.041764, location: WASHINGTON, accuracy: 65 })).toEqual({
      latitude: 38.917405,
      longitude: -77.041764,
      accuracy: 65,
      altitude: 41.1,
    });
  });

  it('is read from the blob if there are no columns', () => {
    expect(readLocation({ ...NOTHING, location: WASHINGTON })).toEqual({
      latitude: 38.917404999999995,
      longitude: -77.04176383000001,
      accuracy: 65,
      altitude: 41.1,
    });
  });

  it('is read from a blob as it was written', () => {
    const within = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
    const metres = fc.double({ min: Number.MIN_VALUE, max: 1e6, noNaN: true });
    const property = fc.property(
      within(90),
      within(180),
      within(9000),
      metres,
      (latitude, longitude, altitude, accuracy) => {
        const location = writeLocation({ ...PHOTO_PLACES[0], latitude, longitude, altitude }, accuracy, 0);
        expect(readLocation({ ...NOTHING, location })).toEqual({ latitude, longitude, altitude, accuracy });
      },
    );
    fc.assert(property, { seed: 64 });
  });

  it('is null for the placeholders of Photos', () => {
    const none = [
      NOTHING,
      { ...NOTHING, latitude: -180, longitude: -180 },
      { ...NOTHING, latitude: -180, longitude: -180, location: WASHINGTON },
      { ...NOTHING, latitude: 0, longitude: 0, accuracy: -1 },
      { ...NOTHING, latitude: 48 },
      { ...NOTHING, latitude: 91, longitude: 0 },
      { ...NOTHING, latitude: 0, longitude: 180.5 },
      { ...NOTHING, location: Buffer.alloc(64, 0xff) },
      { ...NOTHING, location: Buffer.alloc(63) },
    ];
    for (const columns of none) expect(readLocation(columns)).toBeNull();
  });

  it('can be south, west, on the equator or in the Gulf of Guinea', () => {
    expect(readLocation({ ...NOTHING, latitude: -34.9, longitude: -58.4 })).toMatchObject({ latitude: -34.9 });
    expect(readLocation({ ...NOTHING, latitude: 0, longitude: 32.6 })).toMatchObject({ latitude: 0 });
    expect(readLocation({ ...NOTHING, latitude: 0, longitude: 0, accuracy: 5 })).toMatchObject({ accuracy: 5 });
  });
});
