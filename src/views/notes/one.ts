import type { NoteView } from '../../contract/notes.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import type { NoteDocument } from '../../model/notes/document.ts';
import { rowsOf } from '../rows-of.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { type NoteContent, noteView } from './note-view.ts';
import { type NoteFormat, renderNote } from './render-note.ts';
import type { NoteAttachmentRow, NoteRow } from './rows.ts';

/** Attachments that one note is shown with; a crafted one has any number. */
const MAX_ATTACHMENTS = 5000;

/** One note in full, its text also in `format` where that is said. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function getNote(
  ctx: ViewContext,
  backup: BackupId,
  key: string,
  { format }: { readonly format?: NoteFormat } = {},
): Promise<NoteView> {
  const scope = await scopeOf(ctx, backup);
  const row = await findNote(ctx, scope, key);
  const attachments = await attachmentsOf(ctx, scope, key);
  return noteView(row, { attachments, content: contentOf(row.body, { backup, attachments, format }) });
}

/**
 * How a locked note is encrypted: what the one who opens it needs.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND, BAD_REQUEST (it is not locked), UNSUPPORTED_NOTE_LOCK (nobody knows how it is locked)
 */
export async function getNoteLock(
  ctx: ViewContext,
  backup: BackupId,
  key: string,
): Promise<NonNullable<NoteRow['lock']>> {
  const { lock, isLocked } = await findNote(ctx, await scopeOf(ctx, backup), key);
  if (isLocked !== true) throw new DomainError('BAD_REQUEST', msg('detail.note-not-locked-can-read-as'));
  if (lock === null) throw new DomainError('UNSUPPORTED_NOTE_LOCK', 'The backup does not hold the text of this note.');
  return lock;
}

/** The text of a note that was opened just now, to be shown once: it is kept nowhere. @throws BACKUP_NOT_FOUND */
export async function openedNote(
  ctx: ViewContext,
  backup: BackupId,
  key: string,
  { document, format }: { readonly document: NoteDocument; readonly format?: NoteFormat | undefined },
): Promise<NoteContent> {
  const attachments = await attachmentsOf(ctx, await scopeOf(ctx, backup), key);
  return contentOf(document, { backup, attachments, format });
}

function contentOf(
  document: NoteDocument | null,
  around: {
    readonly backup: BackupId;
    readonly attachments: readonly NoteAttachmentRow[];
    readonly format: NoteFormat | undefined;
  },
): NoteContent {
  const { backup, attachments, format } = around;
  if (document === null) return { document: null, rendered: null };
  return {
    // Rows are read-only, views are plain JSON; the shapes are the same.
    document: document as unknown as NoteContent['document'],
    rendered: format === undefined ? null : renderNote(document, format, backup, attachments),
  };
}

async function findNote(ctx: ViewContext, scope: Scope, key: string): Promise<NoteRow> {
  const row = await rowsOf(ctx, scope, 'notes').selectAll().where('key', '=', key).executeTakeFirst();
  if (row === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-note-key'));
  return row;
}

async function attachmentsOf(ctx: ViewContext, scope: Scope, note: string): Promise<NoteAttachmentRow[]> {
  return rowsOf(ctx, scope, 'note_attachments')
    .selectAll()
    .where('note', '=', note)
    .orderBy('key')
    .limit(MAX_ATTACHMENTS)
    .execute();
}
