import { type ProtoMessage, parseProtobuf } from '../../../../formats/protobuf.ts';
import { msg } from '../../../../locales/messages.ts';
import { DomainError } from '../../../../model/errors.ts';
import { BODY_LIMITS } from './note-body.ts';
import { smallInteger } from './numbers.ts';

/**
 * Maximum number of times the bytes of the container may be read. A table reads most objects two or three times, and
 * each key of a row once per column, which is less than its cell. A hostile one would read a large object forever.
 */
const MAX_READS = 32;

/** Value in the container: reference to another object, number, or text. */
export interface ObjectId {
  readonly object: number | null;
  readonly unsigned: number | null;
  readonly text: string | null;
  readonly double: number | null;
}

/** A map of the container: type name, and values by key. */
export interface CustomMap {
  readonly type: string | null;
  readonly values: ReadonlyMap<string, ObjectId>;
}

/**
 * A "mergeable data object" of Notes (docs/format/notes.md): objects that refer to each other by index, with lists of
 * key names, type names and UUIDs. Used for tables, galleries and recordings. Objects are parsed on demand, so circular references
 * are harmless.
 */
export class CrdtContainer {
  readonly #objects: readonly Uint8Array[];
  readonly #keys: readonly string[];
  readonly #types: readonly string[];
  readonly #uuids: readonly string[];
  #bytesLeft: number;

  /** @throws MALFORMED_PROTOBUF, LIMIT_EXCEEDED */
  constructor(bytes: Uint8Array) {
    const root = parseProtobuf(bytes, BODY_LIMITS);
    // That of a recording has no envelope.
    const data = root.message(2)?.message(3) ?? (root.bytesList(3).length > 0 ? root : null);
    this.#bytesLeft = MAX_READS * bytes.length;
    if (data === null) throw new DomainError('MALFORMED_PROTOBUF', msg('detail.note-object-missing'));
    this.#objects = data.bytesList(3);
    this.#keys = data.strings(4);
    this.#types = data.strings(5);
    this.#uuids = data.bytesList(6).map((uuid) => Buffer.from(uuid).toString('hex'));
  }

  /** Number of objects. */
  get size(): number {
    return this.#objects.length;
  }

  /** The object at this index, or null. @throws MALFORMED_PROTOBUF, LIMIT_EXCEEDED */
  object(index: number | null | undefined): ProtoMessage | null {
    const bytes = index === null || index === undefined ? undefined : this.#objects[index];
    if (bytes === undefined) return null;
    this.#bytesLeft -= bytes.length;
    if (this.#bytesLeft < 0) throw new DomainError('LIMIT_EXCEEDED', msg('detail.note-object-recursive'));
    return parseProtobuf(bytes, BODY_LIMITS);
  }

  /** Reads an object as a map; null if it is not one. @throws as {@link object} */
  map(index: number | null | undefined): CustomMap | null {
    const map = this.object(index)?.message(13) ?? null;
    if (map === null) return null;
    const values = new Map<string, ObjectId>();
    for (const entry of map.messages(3)) {
      const key = this.#keys[smallInteger(entry.unsigned(1))];
      const value = entry.message(2);
      if (key !== undefined && value !== null) values.set(key, readObjectId(value));
    }
    return { type: this.#types[smallInteger(map.unsigned(1))] ?? null, values };
  }

  /** The pairs of a dictionary. @throws as {@link object} */
  pairs(dictionary: ProtoMessage | null | undefined): readonly (readonly [key: number | null, value: number | null])[] {
    return (dictionary?.messages(1) ?? []).map((element) => {
      const [key, value] = [element.message(1), element.message(2)];
      return [key && readObjectId(key).object, value && readObjectId(value).object] as const;
    });
  }

  /** Index of the UUID that an object refers to, or null. @throws as {@link object} */
  uuidIndex(index: number | null): number | null {
    return this.map(index)?.values.get('UUIDIndex')?.unsigned ?? null;
  }

  /** The UUID (hex) with this index, or null. */
  uuid(index: number | null): string | null {
    return index === null ? null : (this.#uuids[index] ?? null);
  }

  /** Index of each UUID (hex). */
  uuidPlaces(): ReadonlyMap<string, number> {
    return new Map(this.#uuids.map((uuid, place) => [uuid, place]));
  }
}

/** Reads a value of the container. */
export function readObjectId(message: ProtoMessage): ObjectId {
  const object = message.unsigned(6);
  const unsigned = message.unsigned(2);
  return {
    object: typeof object === 'number' ? object : null,
    unsigned: typeof unsigned === 'number' ? unsigned : null,
    text: message.string(4),
    double: message.double(3),
  };
}
