import { msg } from '../../../../locales/messages.ts';
import { asInteger } from '../../../kit/source-table.ts';
import { anyKeyOf } from './expressions.ts';
import type { NoteObjects } from './objects.ts';

/** Maximum number of attachments of one store, including hashtags. */
const MAX_ATTACHMENTS = 1_000_000;
/** Maximum depth of parent attachments; a page of a scan in a gallery has 1. */
const MAX_PARENTS = 8;

/** The attachments of every note, as ascending primary keys. */
export interface AttachmentIndex {
  readonly ofNote: ReadonlyMap<number, readonly number[]>;
  /** Attachments without a note. */
  readonly orphans: readonly number[];
}

/** Indexes attachments by note in one pass, because the table has no such index. */
export function indexAttachments({ table, entities, lost }: NoteObjects): AttachmentIndex {
  const noteOf = new Map<number, number | null>();
  const parentOf = new Map<number, number>();
  const expressions = {
    rowid: table.rowid,
    note: anyKeyOf(table, 'ZNOTE'),
    parent: anyKeyOf(table, 'ZPARENTATTACHMENT'),
  };
  const condition = `WHERE Z_ENT IN (${entities.attachment}, ${entities.inline}) ORDER BY rowid`;
  for (const row of table.rows(expressions, condition)) {
    const attachment = asInteger(row.rowid);
    if (attachment === null) continue;
    if (noteOf.size === MAX_ATTACHMENTS) {
      lost(msg('lost.beyond-limit.attachments', { limit: MAX_ATTACHMENTS }));
      break;
    }
    noteOf.set(attachment, asInteger(row.note));
    const parent = asInteger(row.parent);
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

/** Primary keys of the widest preview by that of the attachment. */
export function indexPreviews({ table, entities }: NoteObjects): ReadonlyMap<number, number> {
  const widest = new Map<number, { readonly preview: number; readonly width: number }>();
  const expressions = {
    rowid: table.rowid,
    attachment: anyKeyOf(table, 'ZATTACHMENT'),
    width: table.integer('ZWIDTH'),
    isDeleted: table.flag('ZMARKEDFORDELETION'),
  };
  for (const row of table.rows(expressions, `WHERE Z_ENT = ${entities.preview} ORDER BY rowid`)) {
    const [preview, attachment, width] = [asInteger(row.rowid), asInteger(row.attachment), asInteger(row.width) ?? 0];
    if (preview === null || attachment === null || row.isDeleted === 1) continue;
    const known = widest.get(attachment);
    if (known === undefined ? widest.size < MAX_ATTACHMENTS : width > known.width) {
      widest.set(attachment, { preview, width });
    }
  }
  return new Map([...widest].map(([attachment, { preview }]) => [attachment, preview]));
}
