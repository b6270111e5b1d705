import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { asNumber, asShortText, type Lost, type Row, SourceTable } from '../../kit/source-table.ts';
import type { Place } from './tables.ts';

/** Finds rows of `Location` by ROWID; null also for an empty row. */
export function placeReader(db: SqlDatabase, lost: Lost): (rowid: number | null) => Place | null {
  const table = new SourceTable(db, 'Location', lost);
  if (!table.exists) return () => null;
  const find = table.lookup(placeExpressions(table));
  return (rowid) => {
    const row = rowid === null || rowid <= 0 ? null : find(rowid);
    return row === null ? null : readPlace(row);
  };
}

function placeExpressions(table: SourceTable) {
  return {
    title: table.value('title'),
    address: table.value('address'),
    latitude: table.value('latitude'),
    longitude: table.value('longitude'),
    radius: table.value('radius'),
  };
}

function readPlace(row: Row<keyof ReturnType<typeof placeExpressions>>): Place | null {
  const title = asShortText(row.title)?.trim() || null;
  const address = asShortText(row.address)?.trim() || null;
  const point = readPoint(asNumber(row.latitude), asNumber(row.longitude));
  if (title === null && address === null && point === null) return null;
  const radius = asNumber(row.radius);
  return {
    title,
    address,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
    radius: radius !== null && radius > 0 ? radius : null,
  };
}

/** Coordinates; null for (0, 0), which is stored for places without coordinates. */
function readPoint(latitude: number | null, longitude: number | null): { latitude: number; longitude: number } | null {
  if (latitude === null || longitude === null || (latitude === 0 && longitude === 0)) return null;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}
