import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { OwnedRows } from '../../kit/owned-rows.ts';
import { asInteger, asShortText, type Lost, SourceTable } from '../../kit/source-table.ts';
import { ownerColumn } from './source-tables.ts';
import type { EventAttachment } from './tables.ts';

/** Reads `Attachment` by event, in ascending order. Since iOS 13 the columns about the file are in `AttachmentFile`. */
export function attachmentReader(db: SqlDatabase, lost: Lost): (event: number) => readonly EventAttachment[] {
  const table = new SourceTable(db, 'Attachment', lost);
  const files = new SourceTable(db, 'AttachmentFile', lost);
  const facts = (source: SourceTable) => ({
    filename: source.value('filename'),
    url: source.value('url'),
    format: source.value('format'),
    size: source.integer('file_size'),
  });
  const rows = new OwnedRows(table, ownerColumn(table), { file: table.integer('file_id'), ...facts(table) }, lost);
  const find = files.exists ? files.lookup(facts(files)) : null;
  return (event) =>
    rows.take(event).flatMap((row) => {
      const fileId = asInteger(row.file);
      const file = fileId === null || fileId <= 0 ? null : (find?.(fileId) ?? null);
      const { filename, url, format, size } = file ?? row;
      const attachment = {
        filename: asShortText(filename)?.trim() || null,
        url: asShortText(url)?.trim() || null,
        format: asShortText(format)?.trim() || null,
        size: asInteger(size),
      };
      return attachment.filename === null && attachment.url === null ? [] : [attachment];
    });
}
