import type { DatabaseSync } from 'node:sqlite';
import { asNumber, asShortText, type Lost, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import type { Place } from './tables.ts';

/** Finds rows of `Location` by ROWID. A row that says nothing is none. */
export function placeReader(db: DatabaseSync, lost: Lost): (rowid: number | null) => Place | null {
  const table = new SourceTable(db, 'Location', lost);
  if (!table.exists) return () => null;
  const find = table.lookup(['title', 'address', 'latitude', 'longitude', 'radius'].map((name) => table.value(name)));
  return (rowid) => {
    const row = rowid === null || rowid <= 0 ? null : find(rowid);
    return row === null ? null : readPlace(row);
  };
}

function readPlace(row: readonly SqlValue[]): Place | null {
  const title = asShortText(row[0])?.trim() || null;
  const address = asShortText(row[1])?.trim() || null;
  const point = readPoint(asNumber(row[2]), asNumber(row[3]));
  if (title === null && address === null && point === null) return null;
  const radius = asNumber(row[4]);
  return {
    title,
    address,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
    radius: radius !== null && radius > 0 ? radius : null,
  };
}

/** A point on Earth. (0, 0) lies in the Gulf of Guinea and is what is written for none. */
function readPoint(latitude: number | null, longitude: number | null): { latitude: number; longitude: number } | null {
  if (latitude === null || longitude === null || (latitude === 0 && longitude === 0)) return null;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}
