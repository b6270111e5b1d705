import type { AttributedRun, MessageAttributes } from './attributes.ts';

/**
 * Most bodies are plain text in one bubble, and their archives are byte-identical except for the text. Comparing bytes
 * recognises them without decoding. The bytes come from the fixtures; the test encodes these forms independently.
 */
export interface PlainForm {
  /** Bytes before the length of the text. */
  readonly before: Buffer;
  /** Possible byte sequences from the length of the only run to the end. */
  readonly endings: readonly { readonly bytes: Buffer; readonly attributes: MessageAttributes }[];
}

/** Bytes between the end of the text and the length of its only run. */
export const BETWEEN_TEXT_AND_RUN = Buffer.from('\x86\x84\x02iI\x01', 'latin1');

/**
 * One form for a mutable string and one for an immutable string. In the mutable form the subclasses come first in the
 * tables and shift later references up.
 */
export const PLAIN_FORMS: readonly PlainForm[] = [
  formOf(
    '\x84\x84\x19NSMutableAttributedString\0\x84\x84\x12NSAttributedString\0\x84\x84\x08NSObject\0\x85' +
      '\x92\x84\x84\x84\x0fNSMutableString\x01\x84\x84\x08NSString\x01\x95',
    '\x95',
    2,
  ),
  formOf('\x84\x84\x12NSAttributedString\0\x84\x84\x08NSObject\0\x85\x92\x84\x84\x84\x08NSString\x01\x94', '\x94', 0),
];

/** A body with a single run of part 0 and no attribute other than a writing direction; null for any other body. */
export function readPlainBody(bytes: Uint8Array): { text: string; runs: readonly AttributedRun[] } | null {
  for (const form of PLAIN_FORMS) {
    if (matches(bytes, 0, form.before)) return readForm(bytes, form);
  }
  return null;
}

function readForm(bytes: Uint8Array, form: PlainForm): { text: string; runs: readonly AttributedRun[] } | null {
  const lengthAt = form.before.length;
  const textAt = lengthAt + sizeOfLength(bytes, lengthAt);
  const textEnd = textAt + lengthFrom(bytes, lengthAt);
  // Also false if the length could not be read and is NaN.
  if (!matches(bytes, textEnd, BETWEEN_TEXT_AND_RUN)) return null;
  const runAt = textEnd + BETWEEN_TEXT_AND_RUN.length;
  const endingAt = runAt + sizeOfLength(bytes, runAt);
  for (const ending of form.endings) {
    if (endingAt + ending.bytes.length !== bytes.length || !matches(bytes, endingAt, ending.bytes)) continue;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8', textAt, textEnd);
    const length = lengthFrom(bytes, runAt);
    // Leave it to the full decoder, which reports the error.
    if (length !== text.length) return null;
    return { text, runs: [{ start: 0, length, part: 0, attributes: ending.attributes }] };
  }
  return null;
}

/** The length encoded at `at`; NaN if it is not encoded as NSArchiver does or is out of bounds. */
function lengthFrom(bytes: Uint8Array, at: number): number {
  const head = bytes[at] as number;
  if (head < 0x80) return head;
  const low = (bytes[at + 1] as number) + (bytes[at + 2] as number) * 0x100;
  if (head === 0x81) return low;
  if (head === 0x82) return low + (bytes[at + 3] as number) * 0x1_0000 + (bytes[at + 4] as number) * 0x100_0000;
  return Number.NaN;
}

function sizeOfLength(bytes: Uint8Array, at: number): number {
  const head = bytes[at];
  if (head === 0x81) return 3;
  return head === 0x82 ? 5 : 1;
}

function matches(bytes: Uint8Array, at: number, expected: Uint8Array): boolean {
  if (!(at + expected.length <= bytes.length)) return false;
  for (let index = 0; index < expected.length; index++) {
    if (bytes[at + index] !== expected[index]) return false;
  }
  return true;
}

/**
 * `object` is the reference to NSObject. `shift` is what the form adds to later references, which are given as in the
 * immutable form.
 */
function formOf(classes: string, object: string, shift: number): PlainForm {
  const ref = (byte: number): string => String.fromCharCode(byte + shift);
  const before = `\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84${classes}\x84\x01+`;
  const dictionary = `\x92\x84\x84\x84\x0cNSDictionary\0${object}\x84\x01i`;
  const key = `\x92\x84${ref(0x96)}${ref(0x96)}`;
  const part = `${key}\x1d__kIMMessagePartAttributeName\x86`;
  const direction = `${key}\x26__kIMBaseWritingDirectionAttributeName\x86`;
  const number = `\x92\x84\x84\x84\x08NSNumber\0\x84\x84\x07NSValue\0${object}\x84\x01*\x84`;

  const partOnly = `${dictionary}\x01${part}${number}${ref(0x99)}${ref(0x99)}\0\x86\x86\x86`;
  // As written by older systems, up to about iOS 15.
  const afterDirection =
    `${dictionary}\x02${direction}${number}\x84\x01q${ref(0x9d)}\xff\x86` +
    `${part}\x92\x84${ref(0x9b)}${ref(0x9c)}${ref(0x9d)}${ref(0x9d)}\0\x86\x86\x86`;
  return {
    before: Buffer.from(before, 'latin1'),
    endings: [
      { bytes: Buffer.from(partOnly, 'latin1'), attributes: {} },
      { bytes: Buffer.from(afterDirection, 'latin1'), attributes: { writingDirection: -1 } },
    ],
  };
}
