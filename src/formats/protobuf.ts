import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { narrow, type ProtoField, readField, varint, varintEnd, WIRE, type WireType } from './protobuf/wire.ts';

/** Limits for a message. Beyond them it is refused with LIMIT_EXCEEDED. */
export interface ProtobufLimits {
  /** Nesting depth of messages. */
  readonly maxDepth: number;
  /** Number of fields in any one message, counting each repetition. */
  readonly maxFields: number;
}

/** A note of a hundred pages has about 10,000 runs; a table in a note nests 8 deep. */
const DEFAULT_LIMITS: ProtobufLimits = { maxDepth: 100, maxFields: 1_000_000 };

/**
 * Reads a protobuf message without its schema. Its own fields are indexed immediately, those of nested messages when
 * {@link ProtoMessage.message} is called. The message keeps `bytes` and returns views of them.
 *
 * @throws MALFORMED_PROTOBUF with `details.offset`, also for groups, which are obsolete; LIMIT_EXCEEDED
 */
export function parseProtobuf(bytes: Uint8Array, limits?: Partial<ProtobufLimits>): ProtoMessage {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return new ProtoMessage(buffer, 0, buffer.length, { ...DEFAULT_LIMITS, ...limits }, 1);
}

/**
 * The fields of a message by number. A field that is absent or has another wire type yields null (or an empty list):
 * without a schema the two cases are the same. For a repeated field the singular methods return the last value, as the
 * specification prescribes for scalars.
 */
export class ProtoMessage {
  readonly #buffer: Buffer;
  readonly #limits: ProtobufLimits;
  readonly #depth: number;
  readonly #fields = new Map<number, ProtoField[]>();

  constructor(buffer: Buffer, start: number, end: number, limits: ProtobufLimits, depth: number) {
    if (depth > limits.maxDepth) throw exceeded(limits.maxDepth, 'nested messages', start);
    this.#buffer = buffer;
    this.#limits = limits;
    this.#depth = depth;
    let count = 0;
    for (let at = start; at < end; ) {
      if (++count > limits.maxFields) throw exceeded(limits.maxFields, 'fields', at);
      const { number, field } = readField(buffer, at, end);
      const same = this.#fields.get(number);
      if (same === undefined) this.#fields.set(number, [field]);
      else same.push(field);
      at = field.end;
    }
  }

  /** The numbers of the fields present, in order of first appearance. */
  get fieldNumbers(): number[] {
    return [...this.#fields.keys()];
  }

  /** True if the field is present, with any wire type. */
  has(number: number): boolean {
    return this.#fields.has(number);
  }

  /** `uint32`, `uint64` or enum; a bigint only beyond 2^53. */
  unsigned(number: number): number | bigint | null {
    const field = this.#last(number, WIRE.varint);
    return field === null ? null : varint(this.#buffer, field.start, field.end);
  }

  /** `int32` or `int64`; a bigint only beyond ±2^53. */
  signed(number: number): number | bigint | null {
    const value = this.unsigned(number);
    return typeof value === 'bigint' ? narrow(BigInt.asIntN(64, value)) : value;
  }

  /** `bool`. */
  boolean(number: number): boolean | null {
    const value = this.unsigned(number);
    return value === null ? null : Boolean(value);
  }

  /** All `uint32`, `uint64` or enum values of a repeated field, packed or not. */
  unsignedList(number: number): (number | bigint)[] {
    const values: (number | bigint)[] = [];
    for (const field of this.#fields.get(number) ?? []) {
      if (field.wire !== WIRE.varint && field.wire !== WIRE.bytes) continue;
      for (let at = field.start; at < field.end; ) {
        const end = varintEnd(this.#buffer, at, field.end);
        values.push(varint(this.#buffer, at, end));
        at = end;
      }
    }
    return values;
  }

  /** `fixed32`. */
  fixed32(number: number): number | null {
    const field = this.#last(number, WIRE.fixed32);
    return field === null ? null : this.#buffer.readUInt32LE(field.start);
  }

  /** `sfixed64`; a bigint only beyond ±2^53. */
  sfixed64(number: number): number | bigint | null {
    const field = this.#last(number, WIRE.fixed64);
    return field === null ? null : narrow(this.#buffer.readBigInt64LE(field.start));
  }

  /** `float`. */
  float(number: number): number | null {
    const field = this.#last(number, WIRE.fixed32);
    return field === null ? null : this.#buffer.readFloatLE(field.start);
  }

  /** `double`. */
  double(number: number): number | null {
    const field = this.#last(number, WIRE.fixed64);
    return field === null ? null : this.#buffer.readDoubleLE(field.start);
  }

  /** `bytes`, as a view. */
  bytes(number: number): Buffer | null {
    const field = this.#last(number, WIRE.bytes);
    return field === null ? null : this.#buffer.subarray(field.start, field.end);
  }

  /** All `bytes` values of a repeated field. */
  bytesList(number: number): Buffer[] {
    return this.#all(number, WIRE.bytes).map((field) => this.#buffer.subarray(field.start, field.end));
  }

  /** `string`; invalid UTF-8 becomes U+FFFD. */
  string(number: number): string | null {
    const field = this.#last(number, WIRE.bytes);
    return field === null ? null : this.#buffer.toString('utf8', field.start, field.end);
  }

  /** All `string` values of a repeated field. */
  strings(number: number): string[] {
    return this.#all(number, WIRE.bytes).map((field) => this.#buffer.toString('utf8', field.start, field.end));
  }

  /**
   * The nested message in a field.
   * @throws MALFORMED_PROTOBUF if the bytes are not a message; LIMIT_EXCEEDED
   */
  message(number: number): ProtoMessage | null {
    const field = this.#last(number, WIRE.bytes);
    return field === null ? null : this.#nested(field);
  }

  /**
   * All nested messages of a repeated field.
   * @throws like {@link message}
   */
  messages(number: number): ProtoMessage[] {
    return this.#all(number, WIRE.bytes).map((field) => this.#nested(field));
  }

  /** As {@link messages}, without those that cannot be read. @param failed receives the error of each of these */
  readableMessages(number: number, failed: (error: unknown) => void): ProtoMessage[] {
    return this.#all(number, WIRE.bytes).flatMap((field) => {
      try {
        return this.#nested(field);
      } catch (error) {
        failed(error);
        return [];
      }
    });
  }

  #nested(field: ProtoField): ProtoMessage {
    return new ProtoMessage(this.#buffer, field.start, field.end, this.#limits, this.#depth + 1);
  }

  #last(number: number, wire: WireType): ProtoField | null {
    return this.#fields.get(number)?.findLast((field) => field.wire === wire) ?? null;
  }

  #all(number: number, wire: WireType): ProtoField[] {
    return this.#fields.get(number)?.filter((field) => field.wire === wire) ?? [];
  }
}

function exceeded(limit: number, what: string, offset: number): DomainError {
  return new DomainError('LIMIT_EXCEEDED', msg('detail.protobuf-too-large', { limit, what, offset }), {
    details: { offset, limit },
  });
}
