import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Wire types (protobuf.dev/programming-guides/encoding). 3 and 4 are groups, obsolete before Apple used protobuf. */
export const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** One of {@link WIRE}. */
export type WireType = (typeof WIRE)[keyof typeof WIRE];

/** Range of a field's value in the buffer; for bytes without their length prefix. */
export interface ProtoField {
  readonly wire: WireType;
  readonly start: number;
  readonly end: number;
}

const MAX_VARINT_LENGTH = 10;
const MAX_FIELD_NUMBER = 2 ** 29 - 1;

/** Throws MALFORMED_PROTOBUF with the offset. */
function fail(problem: string, offset: number): never {
  throw new DomainError('MALFORMED_PROTOBUF', msg('detail.protobuf-malformed', { problem, offset }), {
    details: { offset },
  });
}

/** The end of the varint at `at`, which must be before `limit`. */
export function varintEnd(buffer: Uint8Array, at: number, limit: number): number {
  let end = at;
  while (end < limit && (buffer[end] as number) > 0x7f) end++;
  if (end >= limit) fail('the data ends within a number', at);
  if (end - at >= MAX_VARINT_LENGTH) fail('a number is too long', at);
  return end + 1;
}

/** The unsigned 64-bit varint from `start` to `end`; a bigint only if a number would lose precision. */
export function varint(buffer: Uint8Array, start: number, end: number): number | bigint {
  // 7 bytes of 7 bits stay below 2^53.
  if (end - start <= 7) {
    let value = 0;
    for (let at = end - 1; at >= start; at--) value = value * 128 + ((buffer[at] as number) & 0x7f);
    return value;
  }
  let value = 0n;
  for (let at = end - 1; at >= start; at--) value = (value << 7n) | BigInt((buffer[at] as number) & 0x7f);
  return narrow(BigInt.asUintN(64, value));
}

/** Converts to a number if that is exact. */
export function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** The field whose key is at `at`, and its number. `limit` is the end of the message. */
export function readField(buffer: Uint8Array, at: number, limit: number): { number: number; field: ProtoField } {
  const keyEnd = varintEnd(buffer, at, limit);
  const key = Number(varint(buffer, at, keyEnd));
  const number = Math.floor(key / 8);
  if (number < 1 || number > MAX_FIELD_NUMBER) fail(`${number} is not a field number`, at);
  const wire = key % 8;
  switch (wire) {
    case WIRE.varint:
      return { number, field: { wire, start: keyEnd, end: varintEnd(buffer, keyEnd, limit) } };
    case WIRE.fixed64:
      return { number, field: { wire, start: keyEnd, end: within(keyEnd + 8, limit, at) } };
    case WIRE.fixed32:
      return { number, field: { wire, start: keyEnd, end: within(keyEnd + 4, limit, at) } };
    case WIRE.bytes: {
      const start = varintEnd(buffer, keyEnd, limit);
      return { number, field: { wire, start, end: within(start + Number(varint(buffer, keyEnd, start)), limit, at) } };
    }
    default:
      return fail(wire === 3 || wire === 4 ? 'groups are not supported' : `wire type ${wire} does not exist`, at);
  }
}

function within(end: number, limit: number, at: number): number {
  return end <= limit ? end : fail('a field extends past the end of its message', at);
}
