import { z } from 'zod';
import { NoteAttachmentSchema, NoteFolderSchema, NoteSchema } from '../../contract/notes.ts';
import type { ExportSchema } from '../exporter.ts';

/** Notes with the path of their folder, whose attachments have their path in the export, and smart folders with their notes. */
export function noteSchema(): ExportSchema {
  const path = z.string().nullable().describe('In the export; null if it is not there.');
  const attachments = z.array(NoteAttachmentSchema.extend({ path }));
  const folderPath = z.array(z.string()).describe('Names of the folders that it is in, the outermost first.');
  const notes = z.array(z.string()).nullable().describe('Keys of its notes; null if they are not known.');
  const folder = NoteFolderSchema.extend({ notes });
  return { records: { note: NoteSchema.extend({ folderPath, attachments }), 'smart-folder': folder } };
}
