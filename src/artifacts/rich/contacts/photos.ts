import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { asInteger, type Lost, SourceTable } from '../../kit/source-table.ts';
import type { PhotoReference } from './tables.ts';

/**
 * Finds pictures in `AddressBookImages.sqlitedb` by the card's ROWID, without reading them. A thumbnail has several
 * sizes, each with its `format` (the table is unique in `record_id, format`, iOS 16.3), all optional: the largest in
 * bytes is used.
 */
export function readPhotos(db: SqlDatabase, lost: Lost): ReadonlyMap<number, PhotoReference> {
  const photos = new Map<number, PhotoReference>();
  const largest = new Map<number, number>();
  for (const { recordId, format, bytes } of pictures(db, 'ABThumbnailImage', lost)) {
    if (bytes <= (largest.get(recordId) ?? 0)) continue;
    largest.set(recordId, bytes);
    photos.set(recordId, { store: 'images', table: 'ABThumbnailImage', recordId, format, hasThumbnail: true });
  }
  for (const { recordId } of pictures(db, 'ABFullSizeImage', lost)) {
    const hasThumbnail = largest.has(recordId);
    photos.set(recordId, { store: 'images', table: 'ABFullSizeImage', recordId, format: null, hasThumbnail });
  }
  return photos;
}

interface Picture {
  readonly recordId: number;
  readonly format: number | null;
  readonly bytes: number;
}

function* pictures(db: SqlDatabase, name: string, lost: Lost): Generator<Picture> {
  const table = new SourceTable(db, name, lost);
  if (!table.has('record_id', 'data')) return;
  const expressions = {
    recordId: table.integer('record_id'),
    format: table.integer('format'),
    bytes: 'octet_length("data")',
  };
  for (const row of table.rows(expressions, 'WHERE octet_length("data") > 0')) {
    const recordId = asInteger(row.recordId);
    if (recordId !== null) yield { recordId, format: asInteger(row.format), bytes: asInteger(row.bytes) ?? 0 };
  }
}
