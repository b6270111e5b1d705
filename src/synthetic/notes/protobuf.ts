/** Writes protobuf messages field by field (protobuf.dev/programming-guides/encoding): as much of it as Notes uses. */

const VARINT = 0;
const BYTES = 2;
const FIXED32 = 5;

function varint(value: number | bigint): Buffer {
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

/** A whole number; a negative one takes ten bytes, as `int32` does. */
export function integerField(field: number, value: number): Buffer {
  return Buffer.concat([tag(field, VARINT), varint(value)]);
}

/** A `float`. */
export function floatField(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([tag(field, FIXED32), bytes]);
}

/** Text, bytes, or a message made of its fields. */
export function bytesField(field: number, value: string | Uint8Array | readonly Uint8Array[]): Buffer {
  const bytes =
    typeof value === 'string' ? Buffer.from(value) : value instanceof Uint8Array ? value : Buffer.concat([...value]);
  return Buffer.concat([tag(field, BYTES), varint(bytes.length), bytes]);
}
