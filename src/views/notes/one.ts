import type { NoteView } from '../../contract/notes.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import type { NoteDocument } from '../../model/notes/document.ts';
import type { NoteFileKeys } from '../../model/notes/file-key.ts';
import { linkedNotes, possibleKeys } from '../../model/notes/note-link.ts';
import { rowsOf } from '../rows-of.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { attachmentView, type NoteContent, noteTitle, noteView } from './note-view.ts';
import { type NoteFormat, renderNote } from './render-note.ts';
import type { NoteAttachmentRow, NoteRow } from './rows.ts';

/** Maximum number of attachments of a note: crafted notes may have any number. */
const MAX_ATTACHMENTS = 5000;
/** Maximum number of links to other notes that are followed. */
const MAX_LINKS = 500;

/** A note that a password opened, with the columns of its attachments that were encrypted. */
export interface OpenedNote {
  readonly document: NoteDocument;
  readonly attachments: Readonly<
    Record<string, Partial<Pick<NoteAttachmentRow, 'name' | 'url' | 'parent' | 'position'>>>
  >;
  readonly fileKeys: NoteFileKeys;
}

/** The text and attachments of a note that was opened, with what opens its files. */
export type OpenedContent = NoteContent & Pick<NoteView, 'attachments'> & { readonly fileKeys: NoteFileKeys };

/** One note in full, with its text rendered in `format` if given. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function getNote(
  ctx: ViewContext,
  backup: BackupId,
  key: string,
  { format }: { readonly format?: NoteFormat } = {},
): Promise<NoteView> {
  const scope = await scopeOf(ctx, backup);
  const row = await findNote(ctx, scope, key);
  const attachments = await attachmentsOf(ctx, scope, key);
  const links = await linksOf(ctx, scope, row.body);
  return noteView(row, { attachments, content: contentOf(row.body, { backup, attachments, links, format }) });
}

/** A locked note, for what opens it. */
export interface LockedNote {
  readonly lock: NonNullable<NoteRow['lock']>;
  readonly attachments: readonly NoteAttachmentRow[];
}

/**
 * How a locked note and its attachments are encrypted.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND, BAD_REQUEST (not locked), UNSUPPORTED_NOTE_LOCK (unknown encryption)
 */
export async function getLockedNote(ctx: ViewContext, backup: BackupId, key: string): Promise<LockedNote> {
  const scope = await scopeOf(ctx, backup);
  const { lock, isLocked } = await findNote(ctx, scope, key);
  if (isLocked !== true) throw new DomainError('BAD_REQUEST', msg('detail.note-not-locked'));
  if (lock === null) throw new DomainError('UNSUPPORTED_NOTE_LOCK', msg('detail.note-text-missing'));
  return { lock, attachments: await attachmentsOf(ctx, scope, key) };
}

/** The text and attachments of a note that was just decrypted; nothing of it is stored. @throws BACKUP_NOT_FOUND */
export async function openedNote(
  ctx: ViewContext,
  backup: BackupId,
  key: string,
  opened: OpenedNote,
  format?: NoteFormat,
): Promise<OpenedContent> {
  const { document, fileKeys } = opened;
  const scope = await scopeOf(ctx, backup);
  const stored = await attachmentsOf(ctx, scope, key);
  const attachments = stored.map((row): NoteAttachmentRow => ({ ...row, ...opened.attachments[row.key ?? ''] }));
  const links = await linksOf(ctx, scope, document);
  return {
    ...contentOf(document, { backup, attachments, links, format }),
    attachments: attachments.map((row) => attachmentView(row, isOpened(row, opened) ? fileKeys : undefined)),
    fileKeys,
  };
}

/** True for an attachment of which the password opens all that there is. */
function isOpened({ key, file, state, lock }: NoteAttachmentRow, { attachments, fileKeys }: OpenedNote): boolean {
  if (file !== null && state === 'present') return Object.hasOwn(fileKeys, file);
  return lock?.values === undefined || Object.hasOwn(attachments, key ?? '');
}

function contentOf(
  document: NoteDocument | null,
  around: {
    readonly backup: BackupId;
    readonly attachments: readonly NoteAttachmentRow[];
    readonly links: NoteContent['links'];
    readonly format: NoteFormat | undefined;
  },
): NoteContent {
  const { backup, attachments, links, format } = around;
  if (document === null) return { document: null, rendered: null, links: [] };
  return {
    // Same shape; rows are readonly, views are not.
    document: document as unknown as NoteContent['document'],
    rendered: format === undefined ? null : renderNote(document, format, backup, attachments),
    links: [...links],
  };
}

/** The notes that a document links to and that exist. */
async function linksOf(ctx: ViewContext, scope: Scope, document: NoteDocument | null): Promise<NoteContent['links']> {
  const keys = new Map(linkedNotes(document?.blocks ?? []).take(MAX_LINKS));
  if (keys.size === 0) return [];
  const rows = await rowsOf(ctx, scope, 'notes')
    .select(['key', 'title', 'snippet'])
    .where('key', 'in', [...new Set([...keys.values()].flatMap(possibleKeys))])
    .execute();
  const titles = new Map(rows.map((row) => [row.key, noteTitle(row)]));
  return [...keys].flatMap(([address, linked]) => {
    const key = possibleKeys(linked).find((each) => titles.has(each));
    return key === undefined ? [] : [{ address, key, title: titles.get(key) ?? '' }];
  });
}

async function findNote(ctx: ViewContext, scope: Scope, key: string): Promise<NoteRow> {
  const row = await rowsOf(ctx, scope, 'notes').selectAll().where('key', '=', key).executeTakeFirst();
  if (row === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-note'));
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
