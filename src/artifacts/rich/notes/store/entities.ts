import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { isSqliteError } from '../../../../backup/source-database/sqlite-error.ts';
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

/** The entities by `Z_PRIMARYKEY` (docs/format/notes.md), and by use where it names none. */
export function readEntities(db: SqlDatabase, objects: SourceTable, lost: Lost): Entities {
  return byUse(namedEntities(db, lost), db, objects, lost);
}

function namedEntities(db: SqlDatabase, lost: Lost): Entities {
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

/**
 * All names may be on one damaged page, and without them no note is found. Entities are then recognised by how their rows
 * are used: a note has a body, a folder has notes, an account has folders, and an attachment has a type. Previews cannot
 * be told from other media.
 */
function byUse(named: Entities, db: SqlDatabase, objects: SourceTable, lost: Lost): Entities {
  const name = `"${objects.name}"`;
  const most = (condition: string): number => {
    try {
      const select = `SELECT Z_ENT AS entity FROM ${name} WHERE typeof(Z_ENT) = 'integer' AND Z_ENT BETWEEN 0 AND 9999 AND ${condition}`;
      const row = db.prepare(`${select} GROUP BY Z_ENT ORDER BY count(*) DESC LIMIT 1`).get();
      return asInteger(row?.['entity'] ?? null) ?? -1;
    } catch (error) {
      // A table that it refers to is missing or damaged, too.
      if (!isSqliteError(error)) throw error;
      return -1;
    }
  };
  const or = (known: number, condition: string): number => (known >= 0 ? known : most(condition));
  const typed = (column: string): string => (objects.has(column) ? `"${column}" IS NOT NULL` : '0');
  const note = or(named.note, 'Z_PK IN (SELECT ZNOTE FROM ZICNOTEDATA)');
  const withNotes = or(named.folder, `Z_PK IN (SELECT ZFOLDER FROM ${name} WHERE Z_ENT = ${note})`);
  const folder = withNotes >= 0 ? withNotes : folderOfJoin(db, note, lost);
  return {
    ...named,
    note,
    folder,
    account: or(named.account, `Z_PK IN (SELECT ZOWNER FROM ${name} WHERE Z_ENT = ${folder})`),
    attachment: or(named.attachment, typed('ZTYPEUTI')),
    inline: or(named.inline, typed('ZTYPEUTI1')),
  };
}

/** The entity of folders in the name of the table that joins them with notes (`readFolderJoin`), or −1. */
function folderOfJoin(db: SqlDatabase, note: number, lost: Lost): number {
  const select = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'Z_[0-9]*NOTES' LIMIT 100";
  for (const { name } of db.prepare(select).all()) {
    const folder = /^Z_(\d{1,4})NOTES$/.exec(String(name))?.[1];
    const join = folder === undefined ? null : new SourceTable(db, `Z_${folder}NOTES`, lost);
    if (join?.has(`Z_${folder}FOLDERS`, `Z_${note}NOTES`) === true) return Number(folder);
  }
  return -1;
}
