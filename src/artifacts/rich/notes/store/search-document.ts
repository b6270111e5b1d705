import { locationFacts, type SearchDocument } from '../../../kit/artifact.ts';
import type { AttachmentRow } from './attachment-rows.ts';
import { isFile } from './attachment-rows.ts';
import type { NoteRow } from './note-rows.ts';

/**
 * Indexes a note by title, text, names of attachments, recognised text and image labels. A locked note is indexed by title only,
 * although Notes keeps more of it unencrypted. Deleted notes without a body are not indexed: at most a title is left of
 * them.
 */
export function searchDocument(note: NoteRow, attachments: readonly AttachmentRow[]): SearchDocument | undefined {
  const { title, plainText } = note;
  const text = note.isLocked === true || !plainText ? title : withTitle(title, plainText);
  if (!text || (note.isDeleted === true && !plainText)) return undefined;
  const document = {
    text,
    at: note.modifiedAt ?? note.createdAt,
    payload: {
      title,
      folder: note.folderName,
      account: note.account,
      isLocked: note.isLocked,
      isTrashed: note.isTrashed === true || note.isDeleted === true,
    },
  };
  if (note.isLocked === true) return document;
  const files = attachments.filter((attachment) => isFile(attachment) && attachment.isLocked !== true);
  const also = files.flatMap(
    ({ name, url, summary, ocrText, handwritingText, imageLabels, indexableText, transcript }) =>
      [name, url, summary, ocrText, handwritingText, imageLabels, indexableText, transcript].filter(
        (part) => part !== null,
      ),
  );
  // What was taken out of a note can still be found by its words, but the note does not have it any more.
  const kept = files.filter(({ isDeleted }) => note.isDeleted === true || isDeleted !== true);
  // A note is one marker on the map: its first place.
  const [location] = kept.flatMap((file) => locationFacts({ ...file }) ?? []);
  const has = [
    ...(kept.some(({ kind }) => kind !== 'table') ? ['attachment'] : []),
    ...(location === undefined ? [] : ['location']),
  ];
  return {
    ...document,
    ...(has.length === 0 ? {} : { has }),
    ...(also.length === 0 ? {} : { also: also.join('\n') }),
    payload: { ...document.payload, ...location },
  };
}

/** The text with the title, which usually is its first line. */
function withTitle(title: string | null, text: string): string {
  return title === null || text.startsWith(title) ? text : `${title}\n${text}`;
}
