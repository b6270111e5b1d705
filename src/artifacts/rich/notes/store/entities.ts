import type { DatabaseSync } from 'node:sqlite';
import { asInteger, asShortText, type Lost, SourceTable } from '../../../kit/source-table.ts';
import { textOf } from './expressions.ts';

/** Entities of the Notes store that are read, by the name Core Data knows them by. */
const NAMES = {
  ICAccount: 'account',
  ICFolder: 'folder',
  ICNote: 'note',
  ICAttachment: 'attachment',
  ICInlineAttachment: 'inline',
  ICAttachmentPreviewImage: 'preview',
} as const;

/** Their numbers in `Z_ENT`, which change with every iOS; −1, which no row has, for an entity that this one lacks. */
export type Entities = Readonly<Record<(typeof NAMES)[keyof typeof NAMES], number>>;

/** Reads `Z_PRIMARYKEY` (reference media-notes §2.2). */
export function readEntities(db: DatabaseSync, lost: Lost): Entities {
  const entities = { account: -1, folder: -1, note: -1, attachment: -1, inline: -1, preview: -1 };
  const table = new SourceTable(db, 'Z_PRIMARYKEY', lost);
  if (!table.has('Z_ENT', 'Z_NAME')) return entities;
  for (const row of table.rows([table.integer('Z_ENT'), textOf(table, 'Z_NAME')])) {
    const number = asInteger(row[0]);
    const name = NAMES[asShortText(row[1]) as keyof typeof NAMES] as keyof Entities | undefined;
    if (number !== null && number >= 0 && name !== undefined) entities[name] = number;
  }
  return entities;
}
