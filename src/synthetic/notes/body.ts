import { gzipSync } from 'node:zlib';
import { bytesField, floatField, integerField } from '../encoders/protobuf-writer.ts';

/** A run of text with one style. */
export interface WrittenRun {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strike?: boolean;
  /** 1: superscript, −1: subscript. */
  readonly baseline?: number;
  /** Red, green and blue from 0 to 1. */
  readonly color?: readonly [number, number, number];
  /** Emphasis colour from 1 (purple) to 5 (blue). */
  readonly emphasis?: number;
  readonly link?: string;
  /** The attachment of a run whose text is U+FFFC. */
  readonly attachment?: { readonly identifier: string; readonly uti: string };
}

/** A line of a note. */
export interface WrittenParagraph {
  /** Style code: 0 title, 1 heading, 2 subheading, 4 monospaced, 100–103 lists. Default: body. */
  readonly style?: number;
  readonly indent?: number;
  readonly alignment?: number;
  readonly done?: boolean;
  readonly quote?: boolean;
  readonly runs: readonly WrittenRun[];
}

/** A paragraph of plain text. */
export function line(text: string, paragraph: Omit<WrittenParagraph, 'runs'> = {}): WrittenParagraph {
  return { ...paragraph, runs: text === '' ? [] : [{ text }] };
}

/** The placeholder character of an attachment. */
export const OBJECT_REPLACEMENT = '\ufffc';

/** A line that consists of an attachment. */
export function attachmentLine(identifier: string, uti: string): WrittenParagraph {
  return { runs: [{ text: OBJECT_REPLACEMENT, attachment: { identifier, uti } }] };
}

function paragraphStyle({ style, indent, alignment, done, quote }: WrittenParagraph): Buffer {
  return bytesField(2, [
    ...(style === undefined ? [] : [integerField(1, style)]),
    ...(alignment === undefined ? [] : [integerField(2, alignment)]),
    integerField(3, 1),
    ...(indent === undefined ? [] : [integerField(4, indent)]),
    ...(done === undefined ? [] : [bytesField(5, [bytesField(1, Buffer.alloc(16, 7)), integerField(2, Number(done))])]),
    ...(quote === true ? [integerField(8, 1)] : []),
  ]);
}

function attributeRun(run: WrittenRun, paragraph: WrittenParagraph): Buffer {
  const weight = Number(run.bold ?? false) + 2 * Number(run.italic ?? false);
  const color = run.color?.map((channel, index) => floatField(index + 1, channel));
  return bytesField(5, [
    integerField(1, run.text.length),
    paragraphStyle(paragraph),
    ...(weight === 0 ? [] : [integerField(5, weight)]),
    ...(run.underline === true ? [integerField(6, 1)] : []),
    ...(run.strike === true ? [integerField(7, 1)] : []),
    ...(run.baseline === undefined ? [] : [integerField(8, run.baseline)]),
    ...(run.link === undefined ? [] : [bytesField(9, run.link)]),
    ...(color === undefined ? [] : [bytesField(10, [...color, floatField(4, 1)])]),
    ...(run.attachment === undefined
      ? []
      : [bytesField(12, [bytesField(1, run.attachment.identifier), bytesField(2, run.attachment.uti)])]),
    integerField(13, 1_700_000_000),
    ...(run.emphasis === undefined ? [] : [integerField(14, run.emphasis)]),
  ]);
}

/** Splits a run in two, as editing does. Readers must merge them. */
function halves(run: WrittenRun): readonly WrittenRun[] {
  const middle = run.text.length >> 1;
  const isPair = (run.text.charCodeAt(middle) & 0xfc00) === 0xdc00;
  if (run.attachment !== undefined || run.text.length < 8 || isPair) return [run];
  return [
    { ...run, text: run.text.slice(0, middle) },
    { ...run, text: run.text.slice(middle) },
  ];
}

/** Fields of a `Note` message: text and runs. */
export function noteFields(paragraphs: readonly WrittenParagraph[]): readonly Buffer[] {
  const runs: Buffer[] = [];
  let text = '';
  for (const [index, paragraph] of paragraphs.entries()) {
    const end = index === paragraphs.length - 1 ? [] : [{ text: '\n' }];
    for (const run of [...paragraph.runs.flatMap(halves), ...end]) {
      text += run.text;
      runs.push(attributeRun(run, paragraph));
    }
  }
  return [bytesField(2, text), ...runs];
}

/** `ZDATA` of a note: the compressed document. */
export function writeNoteBody(paragraphs: readonly WrittenParagraph[]): Buffer {
  const note = bytesField(3, noteFields(paragraphs));
  const document = bytesField(2, [integerField(1, 0), integerField(2, 0), note]);
  return gzipSync(Buffer.concat([integerField(1, 0), document]));
}
