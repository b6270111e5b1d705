import type { NoteDocument, NoteParagraph } from '../../../../model/notes/document.ts';

/** Converts the text of a note without formats (`ZCONTENTTYPE` 1, notes of Exchange) to a document of its lines. */
export function readPlainText(text: string): NoteDocument {
  const lines = text.split(/\r\n?|[\n\u2028\u2029]/);
  if (lines.at(-1) === '') lines.pop();
  return { blocks: lines.map(paragraph) };
}

function paragraph(text: string): NoteParagraph {
  return { kind: 'paragraph', style: 'body', spans: text === '' ? [] : [{ text }] };
}
