import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { fromAppleSeconds, fromUnixSeconds } from './apple-time.ts';
import { BplistLayout, MARKER, malformed } from './bplist-layout.ts';

/** Maximum length of a chain of references. Real archives have no chains. */
const MAX_HOPS = 16;

const TOP = Buffer.from('$top');
const OBJECTS = Buffer.from('$objects');
const ROOT = Buffer.from('root');
const NULL = Buffer.from('$null');
const NS_DATA = Buffer.from('NS.data');
const NS_TIME = Buffer.from('NS.time');

/**
 * Reads fields of the root object of a binary keyed archive in place, without building the rest, for archives that
 * occur by the million in the same shape. Values equal those of `unarchive`; everything that is not read is not
 * validated. References are followed to any object.
 *
 * A cursor can be reopened on another archive, so that reading creates no garbage.
 */
export class KeyedArchiveCursor {
  /** Number of fields of the root object, including `$class`. Set by {@link open}. */
  size = 0;
  readonly #layout = new BplistLayout();
  /** Start of the references to the field names of the root object, which are followed by those to its values. */
  #names = 0;
  /** Start of the references in `$objects`, and their number. */
  #objects = 0;
  #objectCount = 0;

  /**
   * Moves to the root object of another archive.
   * @throws MALFORMED_PLIST, MALFORMED_ARCHIVE
   */
  open(archive: Uint8Array): void {
    const layout = this.#layout;
    layout.load(archive);
    const plist = layout.position(layout.topObject);
    const objects = this.#find(plist, OBJECTS);
    const top = this.#find(plist, TOP);
    if (objects < 0 || top < 0 || this.#type(objects) !== MARKER.array)
      throw notAnArchive('it has no $top or no $objects');
    layout.measure(objects, layout.refWidth);
    this.#objects = layout.body;
    this.#objectCount = layout.count;
    const root = this.#find(top, ROOT);
    if (root < 0) throw notAnArchive('it has no root object');
    this.#measureDict(this.#follow(root));
    this.size = layout.count;
    this.#names = layout.body;
  }

  /**
   * The name of field `index` if it is one of `names`.
   * @throws MALFORMED_PLIST
   */
  name<T extends string>(index: number, names: FieldNames<T>): T | undefined {
    const layout = this.#layout;
    const position = layout.position(layout.reference(this.#names, index));
    if (this.#type(position) !== MARKER.ascii) return names.matchText(this.#keyText(position));
    layout.measure(position, 1);
    return names.match(layout.bytes, layout.body, layout.count);
  }

  /**
   * Position of the value of field `index`, for the readers below.
   * @throws MALFORMED_PLIST
   */
  value(index: number): number {
    return this.#layout.position(this.#layout.reference(this.#names, this.size + index));
  }

  /**
   * An integer, or null.
   * @throws MALFORMED_ARCHIVE, MALFORMED_PLIST
   */
  integer(value: number): number | bigint | null {
    const number = this.#real(value);
    if (typeof number === 'number' && !Number.isSafeInteger(number)) throw notAnArchive('a field is not an integer');
    return number;
  }

  /**
   * An integer within ±(2^53 − 1), or null.
   * @throws MALFORMED_ARCHIVE, MALFORMED_PLIST
   */
  safeInteger(value: number): number | null {
    const number = this.integer(value);
    if (typeof number === 'bigint') throw notAnArchive('a number is too large for its field');
    return number;
  }

  /** A string, or null. @throws MALFORMED_ARCHIVE, MALFORMED_PLIST */
  text(value: number): string | null {
    const position = this.#follow(value);
    if (this.#isNull(position, value)) return null;
    const type = this.#type(position);
    if (type !== MARKER.ascii && type !== MARKER.utf16) throw notAnArchive('a field is not a string');
    return this.#layout.string(position);
  }

  /**
   * Data, either bare or as an NSData object, or null.
   * @throws MALFORMED_ARCHIVE, MALFORMED_PLIST
   */
  bytes(value: number): Uint8Array | null {
    let position = this.#follow(value);
    if (this.#isNull(position, value)) return null;
    if (this.#type(position) === MARKER.dict) position = this.#follow(this.#member(position, NS_DATA));
    if (this.#type(position) !== MARKER.data) throw notAnArchive('a field is not data');
    return this.#layout.data(position);
  }

  /**
   * A time in UTC milliseconds, from seconds since 1970, a plist date or an NSDate object; or null.
   * @throws MALFORMED_ARCHIVE, MALFORMED_PLIST
   */
  time(value: number): number | null {
    const position = this.#follow(value);
    switch (this.#type(position)) {
      case MARKER.date:
        return fromAppleSeconds(this.#layout.real(position));
      case MARKER.dict:
        return fromAppleSeconds(this.#real(this.#member(position, NS_TIME)));
      default:
        return fromUnixSeconds(this.#real(value));
    }
  }

  #real(value: number): number | bigint | null {
    const position = this.#follow(value);
    switch (this.#type(position)) {
      case MARKER.integer:
        return this.#layout.integer(position);
      case MARKER.real:
        return this.#layout.real(position);
      default:
        if (this.#isNull(position, value)) return null;
        throw notAnArchive('a field is not a number');
    }
  }

  /** Position of the value after following all references. */
  #follow(value: number): number {
    const layout = this.#layout;
    let position = value;
    for (let hop = 0; this.#type(position) === MARKER.uid; hop++) {
      const index = layout.uid(position);
      if (index >= this.#objectCount) throw notAnArchive(`it refers to object ${index} of ${this.#objectCount}`);
      if (hop === MAX_HOPS) throw notAnArchive('its references form a chain that is too long');
      position = layout.position(layout.reference(this.#objects, index));
    }
    return position;
  }

  /** True for null itself, and for the string "$null" behind a reference. */
  #isNull(position: number, value: number): boolean {
    return this.#layout.bytes[position] === 0 || (position !== value && this.#isString(position, NULL));
  }

  #member(dict: number, name: Uint8Array): number {
    const value = this.#find(dict, name);
    if (value < 0) throw notAnArchive('an object lacks the field of its class');
    return value;
  }

  /** Position of the value of `name` in a dictionary, or -1. The last of equal keys wins. */
  #find(dict: number, name: Uint8Array): number {
    const layout = this.#layout;
    this.#measureDict(dict);
    const { count, body } = layout;
    for (let index = count - 1; index >= 0; index--) {
      if (this.#isString(layout.position(layout.reference(body, index)), name)) {
        return layout.position(layout.reference(body, count + index));
      }
    }
    return -1;
  }

  #measureDict(position: number): void {
    if (this.#type(position) !== MARKER.dict) throw notAnArchive('an object is not a dictionary');
    this.#layout.measure(position, 2 * this.#layout.refWidth);
  }

  #isString(position: number, text: Uint8Array): boolean {
    const layout = this.#layout;
    if (this.#type(position) !== MARKER.ascii) return false;
    layout.measure(position, 1);
    return layout.count === text.length && sameBytes(layout.bytes, layout.body, text);
  }

  #keyText(position: number): string {
    if (this.#type(position) !== MARKER.utf16) throw malformed('a key is not a string', position);
    return this.#layout.string(position);
  }

  #type(position: number): number {
    return (this.#layout.bytes[position] as number) >> 4;
  }
}

/** A fixed set of field names, matched by their bytes. */
export class FieldNames<T extends string> {
  readonly #byLength: readonly (readonly { name: T; bytes: Uint8Array }[])[];

  constructor(names: readonly T[]) {
    const longest = Math.max(...names.map((name) => name.length));
    this.#byLength = Array.from({ length: longest + 1 }, (_, length) =>
      names.filter((name) => name.length === length).map((name) => ({ name, bytes: Buffer.from(name) })),
    );
  }

  /** The name whose ASCII text equals the `length` bytes from `start`. */
  match(bytes: Uint8Array, start: number, length: number): T | undefined {
    for (const candidate of this.#byLength[length] ?? []) {
      if (sameBytes(bytes, start, candidate.bytes)) return candidate.name;
    }
    return undefined;
  }

  /** The name that equals `text`. */
  matchText(text: string): T | undefined {
    return this.#byLength[text.length]?.find(({ name }) => name === text)?.name;
  }
}

function sameBytes(bytes: Uint8Array, start: number, expected: Uint8Array): boolean {
  for (let index = 0; index < expected.length; index++) {
    if (bytes[start + index] !== expected[index]) return false;
  }
  return true;
}

function notAnArchive(what: string): DomainError {
  return new DomainError('MALFORMED_ARCHIVE', msg('detail.archive-malformed', { problem: what }));
}
