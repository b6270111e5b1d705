import { TypedstreamEncoder, type TypedstreamObject } from './typedstream-encoder.ts';

/** A run of text with the same attributes. */
export interface AttributeRun {
  /** UTF-16 code units. */
  readonly length: number;
  /** Name and value, in writing order. A map that is shared by two runs is written once, as on iOS. */
  readonly attributes: ReadonlyMap<TypedstreamObject, TypedstreamObject>;
}

/** The attribute with the number of a run's bubble. */
export const PART_ATTRIBUTE = '__kIMMessagePartAttributeName';

/** The attributes of plain text in bubble `part`. */
export function partAttributes(part: number): Map<TypedstreamObject, TypedstreamObject> {
  return new Map<TypedstreamObject, TypedstreamObject>([[PART_ATTRIBUTE, { nsNumber: part, type: 'i' }]]);
}

/**
 * Writes `attributedBody` of a message: a typedstream of an NSMutableAttributedString (NSAttributedString in edit
 * histories). The runs must cover the text. Lone surrogates are written as three WTF-8 bytes, which Apple's software
 * never writes but readers must accept.
 */
export function writeAttributedBody(text: string, runs: readonly AttributeRun[], mutable = true): Buffer {
  const encoder = new TypedstreamEncoder();
  encoder.root({ attributedString: text, runs, mutable });
  return encoder.finish();
}

/** Placeholder text of the template. In bodies of one run only the text and its lengths differ. */
const TEMPLATE_TEXT = 'x';
const template = writeAttributedBody(TEMPLATE_TEXT, [{ length: 1, attributes: partAttributes(0) }]);
const textAt = template.indexOf(Buffer.from('+\x01x', 'latin1')) + 1;
const runAt = textAt + 2;
const HEAD = template.subarray(0, textAt);
/** End of the string, group `iI`, run 1: the bytes up to the length of the run. */
const MIDDLE = template.subarray(runAt, runAt + 6);
const TAIL = template.subarray(runAt + 7);

/** Encoded length: one byte below 128, otherwise a tag and 2 or 4 bytes. */
function lengthBytes(value: number): number {
  if (value < 0x80) return 1;
  return value <= 0xffff ? 3 : 5;
}

function writeLength(target: Buffer, position: number, value: number): number {
  if (value < 0x80) return target.writeUInt8(value, position);
  if (value <= 0xffff) return target.writeUInt16LE(value, target.writeUInt8(0x81, position));
  return target.writeUInt32LE(value, target.writeUInt8(0x82, position));
}

/** The same bytes as {@link writeAttributedBody} for one run of part 0, but fast enough for a million messages. */
export function writePlainBody(text: string): Buffer {
  if (text === '' || !text.isWellFormed()) {
    const runs = text === '' ? [] : [{ length: text.length, attributes: partAttributes(0) }];
    return writeAttributedBody(text, runs);
  }
  const textLength = Buffer.byteLength(text);
  const body = Buffer.allocUnsafe(
    HEAD.length + lengthBytes(textLength) + textLength + MIDDLE.length + lengthBytes(text.length) + TAIL.length,
  );
  HEAD.copy(body);
  let position = writeLength(body, HEAD.length, textLength);
  position += body.write(text, position);
  position += MIDDLE.copy(body, position);
  position = writeLength(body, position, text.length);
  TAIL.copy(body, position);
  return body;
}
