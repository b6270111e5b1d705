import { type ProtobufField, writeProtobuf } from '../encoders/protobuf-writer.ts';

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
