import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { msg } from '../../../../locales/messages.ts';
import type { Note } from '../../../kit/codes.ts';
import { asInteger, asShortText, type Lost, SourceTable } from '../../../kit/source-table.ts';
import { textOf } from './expressions.ts';

/** Entities of the Notes store by their Core Data names. */
const NAMES = {
  ICAccount: 'account',
  ICFolder: 'folder',
  ICNote: 'note',
  ICAttachment: 'attachment',
  ICInlineAttachment: 'inline',
  ICAttachmentPreviewImage: 'preview',
} as const;

/** Entity numbers in `Z_ENT`, which differ between iOS releases; −1, which no row has, for a missing entity. */
export type Entities = Readonly<Record<(typeof NAMES)[keyof typeof NAMES], number>>;

/** Entities that are read as parts of others, or hold the state of the synchronisation (docs/format/notes.md). */
const PARTS: ReadonlySet<string> = new Set([
  'ICAccountData',
  'ICAttachmentLocation',
  'ICDeviceMigrationState',
  'ICHashtag',
  'ICInvitation',
  'ICLegacyTombstone',
  'ICMedia',
  'ICNoteParticipant',
]);

/** Maximum number of entities that are named in the ledger. */
const MAX_NAMED = 50;

/** Counts rows of the object table with an unknown entity. */
export function noteUnknownEntities(db: SqlDatabase, objects: SourceTable, note: Note, lost: Lost): void {
  const table = new SourceTable(db, 'Z_PRIMARYKEY', lost);
  if (!table.has('Z_ENT', 'Z_NAME')) return;
  const entities = [...table.rows({ number: table.integer('Z_ENT'), name: textOf(table, 'Z_NAME') }, 'LIMIT 1000')];
  let named = 0;
  for (const row of entities) {
    const [number, name] = [asInteger(row.number), asShortText(row.name)];
    if (number === null || name === null || Object.hasOwn(NAMES, name) || PARTS.has(name)) continue;
    const count = objects.count(`WHERE Z_ENT = ${number}`) ?? 0;
    if (count > 0 && named++ < MAX_NAMED) note(msg('note.unread-entity', { entity: name }), count);
  }
}

/** Reads `Z_PRIMARYKEY` (docs/format/notes.md). */
export function readEntities(db: SqlDatabase, lost: Lost): Entities {
  const entities = { account: -1, folder: -1, note: -1, attachment: -1, inline: -1, preview: -1 };
  const table = new SourceTable(db, 'Z_PRIMARYKEY', lost);
  if (!table.has('Z_ENT', 'Z_NAME')) return entities;
  for (const row of table.rows({ number: table.integer('Z_ENT'), name: textOf(table, 'Z_NAME') })) {
    const number = asInteger(row.number);
    const name = NAMES[asShortText(row.name) as keyof typeof NAMES] as keyof Entities | undefined;
    if (number !== null && number >= 0 && name !== undefined) entities[name] = number;
  }
  return entities;
}
