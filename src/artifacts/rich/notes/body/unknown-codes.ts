import { msg, type NoteMessage } from '../../../../locales/messages.ts';
import type { NoteDocument, NoteParagraph } from '../../../../model/notes/document.ts';

/** The unknown codes of a document, for the ledger. */
export function* unknownCodes(document: NoteDocument | null): Generator<NoteMessage> {
  for (const block of document?.blocks ?? []) {
    if (block.kind === 'paragraph') yield* codesOf(block);
    else for (const paragraph of block.rows.flat(2)) yield* codesOf(paragraph);
  }
}

function* codesOf({ styleCode, alignmentCode, unknownFields = [], spans }: NoteParagraph): Generator<NoteMessage> {
  if (styleCode !== undefined) yield unknown('paragraph-style', styleCode);
  if (alignmentCode !== undefined) yield unknown('alignment', alignmentCode);
  for (const field of unknownFields) yield unknown('paragraph-field', field);
  for (const { weightCode, highlightCode } of spans) {
    if (weightCode !== undefined) yield unknown('font-weight', weightCode);
    if (highlightCode !== undefined) yield unknown('highlight', highlightCode);
  }
}

function unknown(field: string, value: number): NoteMessage {
  return msg('note.unknown-code', { field, value });
}
