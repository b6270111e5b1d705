/** A field of a protobuf message: its number and a value; a number is a varint, a list is a message of its own. */
export type ProtobufField = readonly [number: number, value: number | string | Uint8Array | readonly ProtobufField[]];

/** A whole number as base-128 varint, least significant group first. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  // Division rather than shifts: times in milliseconds take more than 32 bits.
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}

/** The bytes of a protobuf message with these fields, in this order. */
export function writeProtobuf(fields: readonly ProtobufField[]): Buffer {
  return Buffer.concat(
    fields.map(([number, value]) => {
      if (typeof value === 'number') return Buffer.concat([varint(number * 8), varint(value)]);
      const bytes =
        typeof value === 'string' ? Buffer.from(value) : value instanceof Uint8Array ? value : writeProtobuf(value);
      return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
    }),
  );
}

/** A reaction to be written into the receipts of a message. */
export interface WhatsappReaction {
  /** Null: the owner's own. */
  readonly jid: string | null;
  /** Empty: taken back. */
  readonly emoji: string;
  /** UTC milliseconds. */
  readonly at: number;
}

/** `ZRECEIPTINFO`: when it was sent (Unix seconds), and the reactions to it. */
export function writeReceiptInfo(
  sentAt: number,
  reactions: readonly WhatsappReaction[],
  more: readonly ProtobufField[] = [],
): Buffer {
  const list = reactions.map(({ jid, emoji, at }, index): ProtobufField => {
    const id = `R${String(index)}`;
    return jid === null
      ? [
          2,
          [
            [1, id],
            [2, emoji],
            [3, at],
          ],
        ]
      : [
          1,
          [
            [1, id],
            [2, jid],
            [3, emoji],
            [4, at],
          ],
        ];
  });
  return writeProtobuf([
    [3, Math.floor(sentAt / 1000)],
    [4, 5],
    ...(list.length === 0 ? [] : [[7, list] as const]),
    ...more,
  ]);
}

/** `ZMETADATA` of an answer: the message it answers, with a copy of its text. */
export function writeQuote(stanzaId: string, senderJid: string | null, text: string): Buffer {
  return writeProtobuf([
    // Field 4 comes first, so that a reader which looks at the first bytes only finds nothing.
    [4, 1],
    [5, stanzaId],
    ...(senderJid === null ? [] : [[6, senderJid] as const]),
    [19, [[1, text]]],
  ]);
}
