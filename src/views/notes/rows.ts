import type { RowOf } from '../../model/columns.ts';
import type { ViewContext } from '../types.ts';

type Tables = ViewContext['store']['tables'];

/** A row of `notes`. */
export type NoteRow = RowOf<Tables['notes']>;
/** A row of `note_attachments`. */
export type NoteAttachmentRow = RowOf<Tables['note_attachments']>;
