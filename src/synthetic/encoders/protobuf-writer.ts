/** A field of a protobuf message: number and value. Numbers are varints, lists are embedded messages. */
export type ProtobufField = readonly [number: number, value: number | string | Uint8Array | readonly ProtobufField[]];

/** Wire types (protobuf.dev/programming-guides/encoding). */
const VARINT = 0;
const BYTES = 2;
const FIXED32 = 5;

/** A base-128 varint, least significant group first. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(left & 0x7fn);
    left >>= 7n;
    bytes.push(left === 0n ? low : low | 0x80);
  } while (left !== 0n);
  return Buffer.from(bytes);
}

function tag(field: number, wire: number): Buffer {
  return varint(field * 8 + wire);
}

/** An integer; a negative one takes ten bytes, like `int32`. */
export function integerField(field: number, value: number): Buffer {
  return Buffer.concat([tag(field, VARINT), varint(value)]);
}

/** A `float`. */
export function floatField(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([tag(field, FIXED32), bytes]);
}

/** Text, bytes, or an embedded message given as its encoded fields. */
export function bytesField(field: number, value: string | Uint8Array | readonly Uint8Array[]): Buffer {
  const bytes =
    typeof value === 'string' ? Buffer.from(value) : value instanceof Uint8Array ? value : Buffer.concat([...value]);
  return Buffer.concat([tag(field, BYTES), varint(bytes.length), bytes]);
}

/** Encodes a protobuf message with its fields in this order. */
export function writeProtobuf(fields: readonly ProtobufField[]): Buffer {
  return Buffer.concat(
    fields.map(([number, value]) => {
      if (typeof value === 'number') return integerField(number, value);
      return bytesField(
        number,
        typeof value === 'string' || value instanceof Uint8Array ? value : writeProtobuf(value),
      );
    }),
  );
}
