import type { RenderedNoteView } from '../../contract/notes.ts';
import type { BackupId } from '../../model/ids.ts';
import type { NoteDocument } from '../../model/notes/document.ts';
import { renderHtml } from '../../model/notes/render/html.ts';
import { renderMarkdown } from '../../model/notes/render/markdown.ts';
import type { RenderedAttachment, RenderOptions } from '../../model/notes/render/options.ts';
import { renderText } from '../../model/notes/render/text.ts';
import { attachmentLabel, attachmentLink, attachmentWords } from './attachment-label.ts';
import type { NoteAttachmentRow } from './rows.ts';

/** Formats of the text of a note. */
export type NoteFormat = RenderedNoteView['format'];

const RENDERERS: Readonly<Record<NoteFormat, (document: NoteDocument, options: RenderOptions) => string>> = {
  html: renderHtml,
  markdown: renderMarkdown,
  text: renderText,
};

/** Kinds whose file is an image. The file of a scan is a PDF (`FallbackPDF.pdf`); its preview is an image. */
const PICTURES = new Set(['image', 'drawing']);

/** Renders a note. Attachments link to their files in the API, web pages to their URLs. */
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
      if (row === undefined) return null;
      const pages = pagesOf(id, attachments).map((page) => renderedAttachment(page, format, backup));
      return { ...renderedAttachment(row, format, backup), ...(pages.length === 0 ? {} : { pages }) };
    },
  });
  return { format, content };
}

/** The pages of a gallery in their order. */
export function pagesOf<T extends { readonly parent: string | null; readonly position: number | null }>(
  gallery: string,
  attachments: readonly T[],
): T[] {
  return attachments
    .filter(({ parent }) => parent === gallery)
    .toSorted((one, other) => (one.position ?? Infinity) - (other.position ?? Infinity));
}

/** Links to the file if present, else to the URL or the preview. Files of locked notes are encrypted: no link to them. */
function renderedAttachment(row: NoteAttachmentRow, format: NoteFormat, backup: BackupId): RenderedAttachment {
  const own = row.state === 'present' && row.isLocked !== true ? row.file : null;
  const link = own === null ? attachmentLink(row) : null;
  const fileID = own ?? (row.isLocked === true ? null : row.preview);
  return {
    href: link ?? (fileID === null ? null : `/backups/${backup}/file/${fileID}`),
    name: format === 'text' ? attachmentWords(row) : attachmentLabel(row),
    isImage: link === null && fileID !== null && (own === null || PICTURES.has(row.kind ?? '')),
    said: row.transcript,
  };
}
