import type { DatabaseSync } from 'node:sqlite';
import { asInteger, type Lost, SourceTable } from '../source-table.ts';
import type { PhotoReference } from './tables.ts';

/** Which cards have a picture in `AddressBookImages.sqlitedb`, by the card's ROWID. The pictures themselves stay there. */
export function readPhotos(db: DatabaseSync, lost: Lost): ReadonlyMap<number, PhotoReference> {
  const photos = new Map<number, PhotoReference>();
  for (const recordId of records(db, 'ABThumbnailImage', lost)) {
    photos.set(recordId, { store: 'images', table: 'ABThumbnailImage', recordId, hasThumbnail: true });
  }
  for (const recordId of records(db, 'ABFullSizeImage', lost)) {
    photos.set(recordId, { store: 'images', table: 'ABFullSizeImage', recordId, hasThumbnail: photos.has(recordId) });
  }
  return photos;
}

function* records(db: DatabaseSync, name: string, lost: Lost): Generator<number> {
  const table = new SourceTable(db, name, lost);
  if (!table.has('record_id', 'data')) return;
  for (const row of table.rows([table.integer('record_id')], 'WHERE octet_length("data") > 0')) {
    const recordId = asInteger(row[0]);
    if (recordId !== null) yield recordId;
  }
}
