import { asBlob, asNumber, type SqlValue } from '../../kit/source-table.ts';

/** Where a photo was taken. */
export interface Location {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number | null;
  /** Radius in metres. */
  readonly accuracy: number | null;
}

/**
 * Length of `ZLOCATIONDATA`: eight little-endian doubles (latitude, longitude, altitude, horizontal and vertical accuracy,
 * course, speed, seconds since 2001). Seen in libraries of macOS 10.15, 13 and 26, beside ZLATITUDE, ZLONGITUDE and
 * ZGPSHORIZONTALACCURACY with the same values; iOS up to 10 has it alone.
 */
export const LOCATION_BYTES = 64;

/**
 * The location in the columns of an asset, or in its `ZLOCATIONDATA` where the columns do not exist or are empty. Photos
 * writes −180 for both coordinates where there is none; 0, 0 without an accuracy is none either.
 */
export function readLocation(columns: {
  readonly latitude: SqlValue;
  readonly longitude: SqlValue;
  readonly location: SqlValue;
  readonly accuracy: SqlValue;
}): Location | null {
  const packed = readPacked(asBlob(columns.location));
  const accuracy = positive(asNumber(columns.accuracy)) ?? packed?.accuracy ?? null;
  const latitude = asNumber(columns.latitude);
  const longitude = asNumber(columns.longitude);
  if (latitude === null && longitude === null) {
    return packed === null || !isPlace(packed.latitude, packed.longitude, accuracy) ? null : { ...packed, accuracy };
  }
  if (latitude === null || longitude === null || !isPlace(latitude, longitude, accuracy)) return null;
  return { latitude, longitude, accuracy, altitude: packed?.altitude ?? null };
}

function readPacked(blob: Uint8Array | null): Location | null {
  if (blob?.length !== LOCATION_BYTES) return null;
  const view = new DataView(blob.buffer, blob.byteOffset, blob.length);
  const double = (index: number): number => view.getFloat64(8 * index, true);
  const altitude = double(2);
  const verticalAccuracy = double(4);
  return {
    latitude: double(0),
    longitude: double(1),
    // Core Location: a negative vertical accuracy says that the altitude means nothing.
    altitude: verticalAccuracy >= 0 && Number.isFinite(altitude) ? altitude : null,
    accuracy: positive(double(3)),
  };
}

function isPlace(latitude: number, longitude: number, accuracy: number | null): boolean {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return false;
  return latitude !== 0 || longitude !== 0 || accuracy !== null;
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 && Number.isFinite(value) ? value : null;
}
