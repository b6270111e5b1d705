import type { DatabaseSync } from 'node:sqlite';
import { DomainError } from '../../../../model/errors.ts';
import type { Note } from '../../../kit/codes.ts';
import { type Lost, SourceTable } from '../../../kit/source-table.ts';
import { type Entities, readEntities } from './entities.ts';

/** The table that holds accounts, folders, notes and attachments alike, and the numbers that tell them apart. */
export interface NoteObjects {
  readonly db: DatabaseSync;
  readonly table: SourceTable;
  readonly entities: Entities;
  /** Notes something for the ledger under a short stable name. */
  readonly note: Note;
  /** Tells of what could not be read. */
  readonly lost: Lost;
}

/** @throws UNSUPPORTED_SCHEMA where there is no such table, or no notes are known to it */
export function openObjects(db: DatabaseSync, note: Note, lost: Lost): NoteObjects {
  const table = new SourceTable(db, 'ZICCLOUDSYNCINGOBJECT', lost);
  const entities = readEntities(db, lost);
  if (!table.has('Z_ENT') || entities.note < 0)
    throw new DomainError('UNSUPPORTED_SCHEMA', 'The Notes database has no table of notes.');
  return { db, table, entities, note, lost };
}
