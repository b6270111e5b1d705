import { type ProtoMessage, parseProtobuf } from '../../../../formats/protobuf.ts';
import type { NoteAttachmentReference, NoteParagraph, NoteSpan } from '../../../../model/notes/document.ts';
import { inlineKind } from './inline-kind.ts';
import { smallInteger } from './numbers.ts';
import { BODY_FORMAT, type ParagraphFormat, readParagraphFormat } from './paragraph-format.ts';
import { readTextFormat, type TextFormat } from './text-format.ts';

/** Maximum number of fields of an attribute run; they have about fifteen. */
const MAX_RUN_FIELDS = 256;

/** Placeholder of an attachment. */
const OBJECT_REPLACEMENT = /\ufffc/g;
/** A line break within a paragraph. */
const LINE_SEPARATOR = /\u2028/g;

/** Data of an attachment for the text: identifier and UTI, and the text of inline attachments. */
export interface InlineAttachment {
  readonly text: string;
  readonly reference: NoteAttachmentReference;
}

/** Finds an attachment by identifier and UTI. */
export type InlineLookup = (id: string, uti: string | null) => InlineAttachment;

/** An attachment of which only the run is known. */
export const plainAttachment: InlineLookup = (id, uti) => {
  const inline = inlineKind(uti);
  return { text: '', reference: { id, uti, ...(inline !== null && { inline }) } };
};

/** Maximum length of an identifier or UTI. */
const MAX_IDENTIFIER = 512;

/**
 * Reads the text of a `Note` message (a body, or a table cell) as paragraphs. Run lengths are UTF-16 code units. Text
 * without a run is plain; runs beyond the text are ignored.
 *
 * @throws MALFORMED_PROTOBUF, LIMIT_EXCEEDED
 */
export function readNoteText(note: ProtoMessage, inline: InlineLookup): NoteParagraph[] {
  const text = note.string(2) ?? '';
  if (text === '') return [];
  const paragraphs = new Paragraphs();
  let at = 0;
  for (const bytes of note.bytesList(5)) {
    if (at >= text.length) break;
    // Parsed one at a time: a list of hostile runs would take many times the memory of their bytes.
    const run = parseProtobuf(bytes, { maxFields: MAX_RUN_FIELDS });
    const length = Math.max(0, smallInteger(run.unsigned(1)));
    const words = text.slice(at, at + length);
    at += length;
    if (words === '') continue;
    const info = run.message(12);
    const id = info?.string(1)?.slice(0, MAX_IDENTIFIER);
    const attachment = id ? inline(id, info?.string(2)?.slice(0, MAX_IDENTIFIER) ?? null) : null;
    paragraphs.add(words, readParagraphFormat(run.message(2)), readTextFormat(run), attachment);
  }
  if (at < text.length) paragraphs.add(text.slice(at), BODY_FORMAT, {}, null);
  return paragraphs.finish(text.endsWith('\n'));
}

/** Splits runs at line breaks and joins neighbours of the same format. */
class Paragraphs {
  readonly #done: NoteParagraph[] = [];
  #format: ParagraphFormat = BODY_FORMAT;
  #open = false;
  #spans: NoteSpan[] = [];
  #lastLook = '';

  /** Adds a run. A paragraph has the format of its first run. */
  add(words: string, paragraph: ParagraphFormat, format: TextFormat, attachment: InlineAttachment | null): void {
    let pending = attachment;
    const lines = words.split('\n');
    for (const [index, line] of lines.entries()) {
      if (index > 0) this.#close();
      if (!this.#open && (line !== '' || index < lines.length - 1)) {
        this.#open = true;
        this.#format = paragraph;
      }
      if (pending !== null && line !== '') {
        this.#spans.push({ ...format, text: pending.text, attachment: pending.reference });
        this.#lastLook = '';
        pending = null;
      }
      const plain = line.replace(OBJECT_REPLACEMENT, '').replace(LINE_SEPARATOR, '\n');
      if (plain !== '') this.#addText(plain, format);
    }
  }

  #addText(text: string, format: TextFormat): void {
    const look = JSON.stringify(format);
    const last = this.#spans.at(-1);
    if (last !== undefined && last.attachment === undefined && look === this.#lastLook)
      this.#spans[this.#spans.length - 1] = { ...last, text: last.text + text };
    else this.#spans.push({ text, ...format });
    this.#lastLook = look;
  }

  #close(): void {
    this.#done.push({ kind: 'paragraph', ...this.#format, spans: this.#spans });
    this.#format = BODY_FORMAT;
    this.#open = false;
    this.#spans = [];
    this.#lastLook = '';
  }

  /** All paragraphs. A line break at the end does not start another one. */
  finish(endsWithLine: boolean): NoteParagraph[] {
    if (!endsWithLine || this.#open) this.#close();
    return this.#done;
  }
}
