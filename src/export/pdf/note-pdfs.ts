import type { NoteAttachmentView, NoteView } from '../../contract/notes.ts';
import type { NoteDocument } from '../../model/notes/document.ts';
import { renderText } from '../../model/notes/render/text.ts';
import { pagesOf } from '../../views/index.ts';
import { LocalTime } from '../format/local-time.ts';
import { noteAttachmentWords } from '../language/note-attachment.ts';
import { byCode, type Words } from '../language/words.ts';
import { FolderPaths } from '../notes/folder-paths.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import type { ItemLine, PdfItem, WantedPicture } from './item.ts';
import { Numbering, pdfFiles } from './pdf-files.ts';
import { plainLine, textLines } from './text-lines.ts';

const PICTURES = new Set(['image', 'drawing']);
/** Placeholder for the number of a picture in the text; a noncharacter, which texts do not have. */
const PICTURE = /\[\ufdd0(\d+)\ufdd0\]/;

/** Notes as PDFs: all in one, as they are short. `notes` is called twice; `table` is that of the notes. */
export function notePdfs(
  job: ExportJob,
  table: string,
  notes: () => AsyncIterable<NoteView>,
): AsyncGenerator<ExportFile, void, undefined> {
  const clock = new LocalTime(job.request.timeZone, job.words);
  return pdfFiles(
    job,
    {
      subject: { title: job.words.text.note.notes, of: 'notes', participants: [] },
      async *items() {
        const folders = await FolderPaths.of(job);
        for await (const note of notes()) yield noteItem(note, folders.textOf(note), table, clock, job.files !== null);
      },
      path: (part) => `notes${part}.pdf`,
    },
    new Numbering(job.request),
  );
}

function noteItem(note: NoteView, folder: string | null, table: string, clock: LocalTime, hasFiles: boolean): PdfItem {
  const leftOut: string[] = [];
  const { text } = clock.words;
  const state = note.isTrashed ? text.note.trashed : note.isDeleted ? text.note.deleted : '';
  const head = [folder ?? '', note.account ?? '', note.tags.join(' '), state];
  const lines = bodyOf(note, hasFiles, leftOut, clock.words);
  const [first] = lines;
  const words = first !== undefined && 'runs' in first ? first.runs : [];
  const hasTitle = words.every((run) => typeof run === 'string') && words.join('').trim() === note.title.trim();
  return {
    at: note.modifiedAt,
    side: 'wide',
    head: head
      .filter((part) => part !== '')
      .map(plainLine)
      .join(' · '),
    lines: [...textLines(note.title, 'title'), ...(hasTitle ? lines.slice(1) : lines)],
    tail: text.note.times({ created: clock.stamp(note.createdAt), modified: clock.stamp(note.modifiedAt) }),
    fields: [],
    cited: { table, key: note.key },
    record: note,
    leftOut,
  };
}

/** The text with pictures in their places. */
function bodyOf(note: NoteView, hasFiles: boolean, leftOut: string[], words: Words): ItemLine[] {
  const { left } = words.text.pdf;
  const document = note.document as NoteDocument | null;
  if (document === null) {
    const state = byCode(words.text.note.states, note.bodyState);
    leftOut.push(left.notesUnreadable({ state }));
    return textLines(words.text.note.unreadable({ state }), 'note');
  }
  const pictures: WantedPicture[] = [];
  const nameOf = (attachment: NoteAttachmentView): string | null => {
    const fileID = pictureOf(attachment);
    if (fileID === null) {
      if (attachment.file.state === 'present') leftOut.push(left.filesNamed);
      return noteAttachmentWords(attachment, words);
    }
    if (!hasFiles) {
      leftOut.push(left.picturesNotWanted);
      return noteAttachmentWords(attachment, words);
    }
    pictures.push({ fileID, alt: plainLine(noteAttachmentWords(attachment, words) ?? attachment.kind) });
    return `\ufdd0${pictures.length - 1}\ufdd0`;
  };
  const byKey = new Map(note.attachments.map((attachment) => [attachment.key, attachment]));
  const shown = (attachment: NoteAttachmentView) => ({
    href: null,
    name: nameOf(attachment),
    isImage: false,
    said: attachment.transcript,
  });
  const text = renderText(document, {
    hasAddresses: true,
    attachment: ({ id }) => {
      const found = byKey.get(id);
      if (found === undefined) return null;
      const pages = pagesOf(id, note.attachments);
      return pages.length === 0
        ? shown(found)
        : { href: null, name: null, isImage: false, pages: pages.map(shown), said: found.transcript };
    },
  });
  return text.split(PICTURE).flatMap((part, index): ItemLine[] => {
    if (index % 2 === 0) return part === '' ? [] : textLines(part);
    const picture = pictures[Number(part)];
    return picture === undefined ? [] : [picture];
  });
}

function pictureOf({ file, isLocked, kind, preview }: NoteAttachmentView): string | null {
  if (file.state === 'present' && !isLocked) return PICTURES.has(kind) ? file.fileID : null;
  return preview;
}
