/** Bytes before the text of a body: the end of NSString's type `+`, whose own length is 1. */
const MARKER = Buffer.from('\x01+', 'latin1');
/** Bytes after the text: END and the literal type of the first run. */
const RUNS_FOLLOW = Buffer.from('\x86\x84\x02iI', 'latin1');
/** END and the next literal. A weaker sign, because these two bytes may also be the tail of a character. */
const LITERAL_FOLLOWS = Buffer.from('\x86\x84', 'latin1');
const END_OF_OBJECT = 0x86;

/**
 * Last resort for a body that does not decode: searches for the text and returns what is there, including U+FFFC and
 * U+FFFD. Null if no text is found. Uses neither tables nor runs, and never throws.
 */
export function recoverText(bytes: Uint8Array): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const marker = buffer.indexOf(MARKER);
  const lengthAt = marker + MARKER.length;
  if (marker === -1 || lengthAt >= buffer.length) return null;

  const { length, textAt } = readLength(buffer, lengthAt);
  return buffer.toString('utf8', textAt, endOfText(buffer, textAt, textAt + length));
}

/**
 * `claimed` is the end of the text according to its length. It is accepted if the string ends there and no run starts
 * before it.
 */
function endOfText(buffer: Buffer, from: number, claimed: number): number {
  const runsAt = buffer.indexOf(RUNS_FOLLOW, from);
  const plausible = claimed === buffer.length || buffer[claimed] === END_OF_OBJECT;
  if (plausible && (runsAt === -1 || claimed <= runsAt)) return claimed;
  if (runsAt !== -1) return runsAt;
  const literalAt = buffer.indexOf(LITERAL_FOLLOWS, from);
  return literalAt === -1 ? buffer.length : literalAt;
}

function readLength(buffer: Buffer, at: number): { length: number; textAt: number } {
  const head = buffer[at] as number;
  if (head === 0x81 && at + 3 <= buffer.length) return { length: buffer.readUInt16LE(at + 1), textAt: at + 3 };
  if (head === 0x82 && at + 5 <= buffer.length) return { length: buffer.readUInt32LE(at + 1), textAt: at + 5 };
  return { length: head, textAt: at + 1 };
}
