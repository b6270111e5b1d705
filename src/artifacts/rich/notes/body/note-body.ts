import { type ProtobufLimits, parseProtobuf } from '../../../../formats/protobuf.ts';
import { msg } from '../../../../locales/messages.ts';
import { DomainError } from '../../../../model/errors.ts';
import type { NoteBlock, NoteDocument, NoteParagraph, NoteSpan, NoteTable } from '../../../../model/notes/document.ts';
import { type InlineLookup, plainAttachment, readNoteText } from './note-text.ts';

/** Protobuf limits. A note of a hundred pages has about 10,000 runs and as many edits. */
export const BODY_LIMITS: Partial<ProtobufLimits> = { maxDepth: 16, maxFields: 400_000 };

/** Data of attachments, for the text of a note. */
export interface BodyContext {
  readonly inline: InlineLookup;
  /** The table with this identifier; null if it cannot be read. */
  table(id: string): NoteTable | null;
}

const ALONE: BodyContext = { inline: plainAttachment, table: () => null };

/** UTI of a table. */
const TABLE_UTI = 'com.apple.notes.table';

/**
 * Reads a note body: decompressed `ICNoteData.ZDATA`, a document (field 2) of one version with the note (field 3).
 *
 * @throws MALFORMED_PROTOBUF if it contains no note; LIMIT_EXCEEDED
 */
export function readNoteBody(bytes: Uint8Array, context: BodyContext = ALONE): NoteDocument {
  const note = parseProtobuf(bytes, BODY_LIMITS).message(2)?.message(3) ?? null;
  if (note === null) throw new DomainError('MALFORMED_PROTOBUF', msg('detail.note-without-text'));
  return { blocks: [...placeTables(readNoteText(note, context.inline), context)] };
}

/** Inserts tables at the position of their attachments; the paragraph around an attachment is split. */
function* placeTables(paragraphs: readonly NoteParagraph[], context: BodyContext): Generator<NoteBlock> {
  for (const paragraph of paragraphs) {
    let spans: NoteSpan[] = [];
    let cut = false;
    for (const span of paragraph.spans) {
      const { attachment } = span;
      const table = attachment?.uti === TABLE_UTI ? context.table(attachment.id) : null;
      if (table === null) {
        spans.push(span);
        continue;
      }
      if (spans.length > 0) yield { ...paragraph, spans };
      yield table;
      spans = [];
      cut = true;
    }
    if (spans.length > 0 || !cut) yield { ...paragraph, spans };
  }
}
