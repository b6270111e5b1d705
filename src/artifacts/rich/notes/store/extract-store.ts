import { readAcrossDamage } from '../../../../backup/source-database/damaged-rows.ts';
import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { type LostMessage, msg } from '../../../../locales/messages.ts';
import type { ExtractContext, Extracted } from '../../../kit/artifact.ts';
import type { Row } from '../../../kit/source-table.ts';
import type { noteTables } from '../tables.ts';
import type { TableKeys } from './keys.ts';
import { NoteReader } from './note-reader.ts';
import { type NoteColumn, noteExpressions, toSourceNote } from './note-rows.ts';
import { type NoteObjects, openObjects } from './objects.ts';
import { searchDocument } from './search-document.ts';

type Output = Extracted<typeof noteTables>;

/** Parts of the context that extraction uses. */
export type StoreContext = Pick<ExtractContext<string>, 'fileAt' | 'note' | 'found' | 'lost' | 'progress'>;

/** Maximum number of notes of one store. */
const MAX_NOTES = 1_000_000;

/**
 * Reads a `NoteStore.sqlite` (iOS 9 and later): folders, then each note after its attachments, by primary key.
 *
 * @throws UNSUPPORTED_SCHEMA if it has no notes
 */
export function* extractStore(db: SqlDatabase, context: StoreContext, keys: TableKeys): Generator<Output> {
  const lost = (reason: LostMessage, count?: number): void => context.lost(reason, count);
  const objects = openObjects(db, (note, count) => context.note(note, count), lost);
  const total = countNotes(objects);
  context.found(total);
  const reader = new NoteReader(objects, context.fileAt, keys);
  for (const { row } of reader.folders.values()) yield ['note_folders', row];
  const seen = new Set<number>();
  for (const row of noteRows(objects, reader)) {
    const source = toSourceNote(row);
    if (source === null) continue;
    if (seen.size === MAX_NOTES) {
      lost(msg('lost.beyond-limit.notes', { limit: MAX_NOTES }));
      break;
    }
    seen.add(source.sourceKey);
    const { note, attachments } = reader.read(source);
    for (const attachment of attachments) yield ['note_attachments', attachment];
    yield ['notes', note, searchDocument(note, attachments)];
    context.progress(Math.min(1, seen.size / Math.max(1, total)));
  }
  for (const attachment of reader.attachmentsWithout(seen)) yield ['note_attachments', attachment];
}

function countNotes({ table, entities, lost }: NoteObjects): number {
  const count = table.count(`WHERE Z_ENT = ${entities.note}`);
  if (count === null) lost(msg('lost.note-count'));
  return count ?? 0;
}

function noteRows({ table, entities, lost }: NoteObjects, { accounts }: NoteReader): Iterable<Row<NoteColumn>> {
  const condition = `WHERE Z_ENT = ${entities.note} AND rowid >= ? ORDER BY rowid`;
  const selection = table.select(noteExpressions(table, accounts), condition);
  return readAcrossDamage(
    (first) => selection.iterate(first),
    (row) => row.rowid,
    () => lost(msg('lost.damaged-records.notes')),
  );
}
