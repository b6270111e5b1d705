import type { RenderedNoteView } from '../../contract/notes.ts';
import type { BackupId } from '../../model/ids.ts';
import type { NoteDocument } from '../../model/notes/document.ts';
import { renderHtml } from '../../model/notes/render/html.ts';
import { renderMarkdown } from '../../model/notes/render/markdown.ts';
import type { RenderedAttachment, RenderOptions } from '../../model/notes/render/options.ts';
import { renderText } from '../../model/notes/render/text.ts';
import { attachmentLabel, attachmentLink, attachmentWords } from './attachment-label.ts';
import type { NoteAttachmentRow } from './rows.ts';

/** How the text of a note can be had. */
export type NoteFormat = RenderedNoteView['format'];

const RENDERERS: Readonly<Record<NoteFormat, (document: NoteDocument, options: RenderOptions) => string>> = {
  html: renderHtml,
  markdown: renderMarkdown,
  text: renderText,
};

/** What is shown as a picture. The file of a scan is a document (`FallbackPDF.pdf`); of others the preview is one. */
const PICTURES = new Set(['image', 'drawing']);

/** Renders a note; its attachments lead to their files in the API, those that are web pages to these. */
export function renderNote(
  document: NoteDocument,
  format: NoteFormat,
  backup: BackupId,
  attachments: readonly NoteAttachmentRow[],
): RenderedNoteView {
  const byKey = new Map(attachments.map((row) => [row.key, row]));
  const content = RENDERERS[format](document, {
    attachment: ({ id }) => {
      const row = byKey.get(id);
      return row === undefined ? null : renderedAttachment(row, format, backup);
    },
  });
  return { format, content };
}

/** The file where it is there, else the page it stands for or the picture of it; files of locked notes are encrypted. */
function renderedAttachment(row: NoteAttachmentRow, format: NoteFormat, backup: BackupId): RenderedAttachment {
  const own = row.state === 'present' && row.isLocked !== true ? row.file : null;
  const link = own === null ? attachmentLink(row) : null;
  const fileID = own ?? row.preview;
  return {
    href: link ?? (fileID === null ? null : `/backups/${backup}/file/${fileID}`),
    name: format === 'text' ? attachmentWords(row) : attachmentLabel(row),
    isImage: link === null && fileID !== null && (own === null || PICTURES.has(row.kind ?? '')),
  };
}
