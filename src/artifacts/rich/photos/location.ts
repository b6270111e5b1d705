import { asBlob, asNumber, type SqlValue } from '../../kit/source-table.ts';

/** Location of a photo. */
export interface Location {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number | null;
  /** Radius in metres. */
  readonly accuracy: number | null;
}

/**
 * Length of `ZLOCATIONDATA`: eight little-endian doubles (latitude, longitude, altitude, horizontal and vertical
 * accuracy, course, speed, seconds since 2001). Libraries of macOS 10.15, 13 and 26 have it beside ZLATITUDE,
 * ZLONGITUDE and ZGPSHORIZONTALACCURACY with the same values; iOS up to 10 has only the blob.
 */
export const LOCATION_BYTES = 64;

/**
 * The location from the columns of an asset, or from `ZLOCATIONDATA` if the columns are missing or empty. Photos stores
 * −180 in both coordinates for no location; (0, 0) without an accuracy is none either.
 */
export function readLocation(columns: {
  readonly latitude: SqlValue | undefined;
  readonly longitude: SqlValue | undefined;
  readonly location: SqlValue | undefined;
  readonly accuracy: SqlValue | undefined;
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
    // Core Location: with a negative vertical accuracy the altitude is invalid.
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
