import { BETWEEN_TEXT_AND_RUN, PLAIN_FORMS, type PlainForm } from '../../../../formats/attributed-body/plain-body.ts';
import type { SourceTable, SqlValue } from '../../../kit/source-table.ts';
import { type Body, readBody } from '../body.ts';

/** Maximum size of a text or body in a chunk of rows, in bytes. Longer ones are read with their own row. */
const MAX_TEXT = 4096;

const NO_TEXT: Body = { text: null, source: 'none', parts: null };

/** SQL that is 1 for a message whose text is in the column `text` only, otherwise 0. */
export function isWithoutBody(table: SourceTable): string {
  return table.has('attributedBody') ? '("attributedBody" IS NULL)' : '1';
}

/**
 * SQL for the text of a message, which {@link plainBody} decodes:
 *
 * - without a body: the column `text`
 * - with a body of one of the plain forms and less than 128 bytes of text: the text, followed by a character whose code
 *   is the length of its run. Cutting it out in SQL takes half the time of handing over the body.
 * - with any other body: the body
 *
 * A value that is too large is an empty blob or NULL.
 */
export function plainText(table: SourceTable): string {
  const column = `iif(octet_length("text") > ${MAX_TEXT}, x'', "text")`;
  if (!table.has('attributedBody')) return column;
  const other = `iif(typeof("attributedBody") = 'blob' AND octet_length("attributedBody") <= ${MAX_TEXT}, "attributedBody", NULL)`;
  const forms = PLAIN_FORMS.map((form) => `WHEN ${hasShortText(form)} THEN CASE ${cuts(form)} ELSE ${other} END`);
  return `CASE WHEN "attributedBody" IS NULL THEN ${column} ${forms.join(' ')} ELSE ${other} END`;
}

/** True for a body that begins as those of the form do, followed by the length of the text in one byte. */
function hasShortText({ before }: PlainForm): string {
  // Comparing whole blobs needs no copies.
  const end = Buffer.concat([before, Buffer.of(0x80)]);
  return `"attributedBody" >= ${blob(before)} AND "attributedBody" < ${blob(end)}`;
}

function cuts({ before, endings }: PlainForm): string {
  const byte = (at: number): string => `CAST(substr("attributedBody", ${at}, 1) AS TEXT)`;
  const cutsOf = endings.map(({ bytes }) => {
    // The length of the run is one byte as well, since a text has no more UTF-16 code units than bytes.
    const fixed = before.length + 1 + BETWEEN_TEXT_AND_RUN.length + 1 + bytes.length;
    const length = `octet_length("attributedBody") - ${fixed}`;
    const between = -(BETWEEN_TEXT_AND_RUN.length + 1 + bytes.length);
    return (
      `WHEN substr("attributedBody", -${bytes.length}) = ${blob(bytes)} ` +
      `AND substr("attributedBody", ${between}, ${BETWEEN_TEXT_AND_RUN.length}) = ${blob(BETWEEN_TEXT_AND_RUN)} ` +
      `AND unicode(${byte(before.length + 1)}) = ${length} ` +
      `THEN CAST(substr("attributedBody", ${before.length + 2}, ${length}) AS TEXT) || ${byte(-(bytes.length + 1))}`
    );
  });
  return cutsOf.join(' ');
}

/**
 * The body of a message whose {@link plainText} is `value`, as {@link readBody} reads it; null if that takes more than
 * this value.
 */
export function plainBody(value: SqlValue | undefined, isColumn: boolean): Body | null {
  if (typeof value === 'string') return isColumn ? columnBody(value) : cutBody(value);
  if (value === null) return isColumn ? NO_TEXT : null;
  if (isColumn || !(value instanceof Uint8Array) || value.length === 0) return null;
  const body = readBody(value, null);
  // The column is used in place of an empty or unreadable text, and transcripts are searched.
  return body.source === 'attributedBody' && body.text !== '' && !hasTranscript(body) ? body : null;
}

function hasTranscript({ parts }: Body): boolean {
  return parts !== null && parts.some(({ runs }) => runs.some(({ transcription }) => transcription !== undefined));
}

function columnBody(text: string): Body {
  return text === '' ? NO_TEXT : { text, source: 'column', parts: null };
}

function cutBody(value: string): Body | null {
  const length = value.length - 1;
  if (length < 1 || value.charCodeAt(length) !== length) return null;
  const text = value.slice(0, length);
  // The text has the placeholder of an attachment.
  return text.includes('\uFFFC') ? null : { text, source: 'attributedBody', parts: null };
}

function blob(bytes: Uint8Array): string {
  return `x'${Buffer.from(bytes).toString('hex')}'`;
}
