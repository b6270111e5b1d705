/** A field of a protobuf message: number and value. Numbers are varints, lists are embedded messages. */
export type ProtobufField = readonly [number: number, value: number | string | Uint8Array | readonly ProtobufField[]];

/** A base-128 varint, least significant group first. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  // Division instead of shifts: times in milliseconds exceed 32 bits.
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}

/** Encodes a protobuf message with its fields in this order. */
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

/** A reaction in the receipts of a message. */
export interface WhatsappReaction {
  /** Null for the owner's reaction. */
  readonly jid: string | null;
  /** Empty for a removed reaction. */
  readonly emoji: string;
  /** UTC milliseconds. */
  readonly at: number;
}

/** `ZRECEIPTINFO`: time of sending (Unix seconds) and reactions. */
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

/** `ZMETADATA` of a reply: the quoted message with a copy of its text. */
export function writeQuote(stanzaId: string, senderJid: string | null, text: string): Buffer {
  return writeProtobuf([
    // Field 4 is first, so that tests notice readers that only look at the first bytes.
    [4, 1],
    [5, stanzaId],
    ...(senderJid === null ? [] : [[6, senderJid] as const]),
    [19, [[1, text]]],
  ]);
}
