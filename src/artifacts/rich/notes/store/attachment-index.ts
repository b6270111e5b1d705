import { msg } from '../../../../locales/messages.ts';
import { asInteger } from '../../../kit/source-table.ts';
import { anyKeyOf } from './expressions.ts';
import type { NoteObjects } from './objects.ts';

/** Most attachments, hashtags included, of one store that are read. */
const MAX_ATTACHMENTS = 1_000_000;
/** Longest chain from an attachment to the one it is part of: a page of a scan in a gallery is 1. */
const MAX_PARENTS = 8;

/** Which attachments belong to which note, by primary keys in their order. */
export interface AttachmentIndex {
  readonly ofNote: ReadonlyMap<number, readonly number[]>;
  /** Those of no note. */
  readonly orphans: readonly number[];
}

/** Reads the primary keys of all attachments once: the table has no index on their notes. */
export function indexAttachments({ table, entities, lost }: NoteObjects): AttachmentIndex {
  const noteOf = new Map<number, number | null>();
  const parentOf = new Map<number, number>();
  const expressions = [table.rowid, anyKeyOf(table, 'ZNOTE'), anyKeyOf(table, 'ZPARENTATTACHMENT')];
  const condition = `WHERE Z_ENT IN (${entities.attachment}, ${entities.inline}) ORDER BY rowid`;
  for (const row of table.rows(expressions, condition)) {
    const attachment = asInteger(row[0]);
    if (attachment === null) continue;
    if (noteOf.size === MAX_ATTACHMENTS) {
      lost(msg('lost.beyond-limit.attachments', { limit: MAX_ATTACHMENTS }));
      break;
    }
    noteOf.set(attachment, asInteger(row[1]));
    const parent = asInteger(row[2]);
    if (parent !== null) parentOf.set(attachment, parent);
  }
  const ofNote = new Map<number, number[]>();
  const orphans: number[] = [];
  for (const [attachment, own] of noteOf) {
    let note = own;
    let ancestor: number | undefined = attachment;
    for (let step = 0; note === null && step < MAX_PARENTS && ancestor !== undefined; step++) {
      ancestor = parentOf.get(ancestor);
      note = ancestor === undefined ? null : (noteOf.get(ancestor) ?? null);
    }
    if (note === null) orphans.push(attachment);
    else if (ofNote.get(note)?.push(attachment) === undefined) ofNote.set(note, [attachment]);
  }
  return { ofNote, orphans };
}

/** The widest preview of every attachment: the primary keys of the pictures by those of the attachments. */
export function indexPreviews({ table, entities }: NoteObjects): ReadonlyMap<number, number> {
  const widest = new Map<number, { readonly preview: number; readonly width: number }>();
  const width = table.integer('ZWIDTH');
  const expressions = [table.rowid, anyKeyOf(table, 'ZATTACHMENT'), width, table.flag('ZMARKEDFORDELETION')];
  for (const row of table.rows(expressions, `WHERE Z_ENT = ${entities.preview} ORDER BY rowid`)) {
    const [preview, attachment, wide] = [asInteger(row[0]), asInteger(row[1]), asInteger(row[2]) ?? 0];
    if (preview === null || attachment === null || row[3] === 1) continue;
    const known = widest.get(attachment);
    if (known === undefined ? widest.size < MAX_ATTACHMENTS : wide > known.width) {
      widest.set(attachment, { preview, width: wide });
    }
  }
  return new Map([...widest].map(([attachment, { preview }]) => [attachment, preview]));
}
