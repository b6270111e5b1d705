import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { msg } from '../../../../locales/messages.ts';
import { DomainError } from '../../../../model/errors.ts';
import type { Note } from '../../../kit/codes.ts';
import { type Lost, SourceTable } from '../../../kit/source-table.ts';
import { type Entities, noteUnknownEntities, readEntities } from './entities.ts';

/** The table of accounts, folders, notes and attachments, with its entity numbers. */
export interface NoteObjects {
  readonly db: SqlDatabase;
  readonly table: SourceTable;
  readonly entities: Entities;
  /** Counts a note for the ledger. */
  readonly note: Note;
  /** Reports unreadable data. */
  readonly lost: Lost;
}

/** Opens the object table. @throws UNSUPPORTED_SCHEMA if there is no such table or no note entity */
export function openObjects(db: SqlDatabase, note: Note, lost: Lost): NoteObjects {
  const table = new SourceTable(db, 'ZICCLOUDSYNCINGOBJECT', lost);
  if (!table.has('Z_ENT')) throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.notes-database-without-notes'));
  const entities = readEntities(db, table, lost);
  if (entities.note < 0) throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.notes-database-without-notes'));
  noteUnknownEntities(db, table, note, lost);
  return { db, table, entities, note, lost };
}
