import { TypedstreamEncoder, type TypedstreamObject } from './typedstream-encoder.ts';

/** A run of text that shares one set of attributes. */
export interface AttributeRun {
  /** UTF-16 code units. */
  readonly length: number;
  /** Name and value, in the order in which they are written. The same map on two runs is written once, as iOS does. */
  readonly attributes: ReadonlyMap<TypedstreamObject, TypedstreamObject>;
}

/** The attribute that says which bubble a run belongs to. */
export const PART_ATTRIBUTE = '__kIMMessagePartAttributeName';

/** The attributes of ordinary text in bubble `part`. */
export function partAttributes(part: number): Map<TypedstreamObject, TypedstreamObject> {
  return new Map<TypedstreamObject, TypedstreamObject>([[PART_ATTRIBUTE, { nsNumber: part, type: 'i' }]]);
}

/**
 * `attributedBody` of a message: a typedstream of an NSMutableAttributedString (or of an NSAttributedString, as edit
 * histories hold). The runs must tile the text. Lone surrogates are written as their three WTF-8 bytes: no Apple
 * software does, and a reader must live with it.
 */
export function writeAttributedBody(text: string, runs: readonly AttributeRun[], mutable = true): Buffer {
  const encoder = new TypedstreamEncoder();
  encoder.root({ attributedString: text, runs, mutable });
  return encoder.finish();
}

/** Where the text and its lengths go in a body of one run: everything else is the same in every plain message. */
const TEMPLATE_TEXT = 'x';
const template = writeAttributedBody(TEMPLATE_TEXT, [{ length: 1, attributes: partAttributes(0) }]);
const textAt = template.indexOf(Buffer.from('+\x01x', 'latin1')) + 1;
const runAt = textAt + 2;
const HEAD = template.subarray(0, textAt);
/** END of the string, group `iI`, run 1: up to the length of the run. */
const MIDDLE = template.subarray(runAt, runAt + 6);
const TAIL = template.subarray(runAt + 7);

/** Bytes a length takes: 1 below 128, else a tag and 2 or 4 bytes. */
function lengthBytes(value: number): number {
  if (value < 0x80) return 1;
  return value <= 0xffff ? 3 : 5;
}

function writeLength(target: Buffer, position: number, value: number): number {
  if (value < 0x80) return target.writeUInt8(value, position);
  if (value <= 0xffff) return target.writeUInt16LE(value, target.writeUInt8(0x81, position));
  return target.writeUInt32LE(value, target.writeUInt8(0x82, position));
}

/** The same bytes as {@link writeAttributedBody} for one run of part 0, many times quicker: for a million messages. */
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
