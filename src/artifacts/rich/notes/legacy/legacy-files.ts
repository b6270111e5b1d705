import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import type { FileReference } from '../../../kit/artifact.ts';
import { asShortText, type Lost, SourceTable } from '../../../kit/source-table.ts';
import { type FileAt, isFileName } from '../store/attachment-files.ts';
import { textOf } from '../store/expressions.ts';

/** Folder of the store and of the files of its attachments. */
const FOLDER = 'Library/Notes';
/** Name of the file of an attachment without a name. */
const UNNAMED = 'attachmentFile';

/** Finds the file of the attachment with this primary key and name. */
export type LegacyFiles = (attachment: number, name: string | null) => FileReference;

/**
 * Files of legacy attachments. Each has a folder named after the Core Data address of its row, which starts with the
 * UUID of the store; the slashes are escaped (docs/format/notes.md).
 */
export function legacyFiles(db: SqlDatabase, fileAt: FileAt, lost: Lost): LegacyFiles {
  const store = storeUuid(db, lost);
  return (attachment, name) => {
    const file = name === null || name === '' ? UNNAMED : name;
    if (store === null || !isFileName(file)) return { fileID: null, state: 'no-path' };
    const folder = `x-coredata:%2F%2F${store}%2FNoteAttachment%2Fp${attachment}`;
    return fileAt('HomeDomain', `${FOLDER}/attachments/${folder}/${file}`);
  };
}

function storeUuid(db: SqlDatabase, lost: Lost): string | null {
  const table = new SourceTable(db, 'Z_METADATA', lost);
  if (!table.exists) return null;
  for (const { uuid } of table.rows({ uuid: textOf(table, 'Z_UUID') })) {
    const text = asShortText(uuid);
    if (text !== null && isFileName(text)) return text;
  }
  return null;
}
