import { z } from 'zod';
import { NoteAttachmentSchema, NoteFolderSchema, NoteSchema } from '../../contract/notes.ts';
import type { ExportSchema } from '../exporter.ts';

/** Notes, whose attachments have their path in the export, and smart folders with their notes. */
export function noteSchema(): ExportSchema {
  const path = z.string().nullable().describe('In the export; null if it is not there.');
  const attachments = z.array(NoteAttachmentSchema.extend({ path }));
  const notes = z.array(z.string()).nullable().describe('Keys of its notes; null if they are not known.');
  const folder = NoteFolderSchema.extend({ notes });
  return { records: { note: NoteSchema.extend({ attachments }), 'smart-folder': folder } };
}
