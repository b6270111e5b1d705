/** A string object shared by several attributes: written once, then referenced. A plain `string` is never shared. */
export class SharedString {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}

/** C types of NSNumber values that Messages uses. */
type NumberType = 'i' | 'q' | 'd' | 'c';

/** The attributed text at the root of a stream. */
export interface AttributedString {
  readonly attributedString: string;
  readonly runs: readonly {
    readonly length: number;
    readonly attributes: ReadonlyMap<TypedstreamObject, TypedstreamObject>;
  }[];
  /** NSMutableAttributedString instead of NSAttributedString. */
  readonly mutable: boolean;
}

/** An object of the Foundation classes used in message bodies. */
export type TypedstreamObject =
  | string
  | SharedString
  | { readonly nsNumber: number; readonly type: NumberType }
  | { readonly nsUrl: string }
  | { readonly nsData: Uint8Array }
  | { readonly nsDictionary: ReadonlyMap<TypedstreamObject, TypedstreamObject> }
  | AttributedString;

/** Version and superclass of each class, as Foundation writes them. */
const CLASSES: Readonly<Record<string, readonly [version: number, superclass: string | null]>> = {
  NSObject: [0, null],
  NSAttributedString: [0, 'NSObject'],
  NSMutableAttributedString: [0, 'NSAttributedString'],
  NSString: [1, 'NSObject'],
  NSMutableString: [1, 'NSString'],
  NSDictionary: [0, 'NSObject'],
  NSValue: [0, 'NSObject'],
  NSNumber: [0, 'NSValue'],
  NSURL: [0, 'NSObject'],
  NSData: [0, 'NSObject'],
};

const NEW = 0x84;
const NIL = 0x85;
const END = 0x86;
/** First bytes 0x80–0x91 are tags, so the first reference is −110. */
const FIRST_REFERENCE = -110;

/** UTF-8, with lone surrogates encoded as three bytes each (WTF-8). */
function wtf8(text: string): Buffer {
  if (text.isWellFormed()) return Buffer.from(text, 'utf8');
  const parts: Buffer[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    parts.push(
      code >= 0xd800 && code <= 0xdfff
        ? Buffer.of(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
        : Buffer.from(character, 'utf8'),
    );
  }
  return Buffer.concat(parts);
}

/**
 * Writes one typedstream ("streamtyped", little-endian, version 4). Format strings and objects are numbered by first
 * occurrence and referenced afterwards. Format: docs/format/typedstream.md.
 */
export class TypedstreamEncoder {
  readonly #parts: Buffer[] = [Buffer.from('\x04\x0bstreamtyped\x81\xe8\x03', 'latin1')];
  readonly #strings = new Map<string, number>();
  /**
   * Numbers of the objects written so far. Keys: classes by `#name`, C strings by `*value`, numbers by type and value,
   * others by identity.
   */
  readonly #objects = new Map<unknown, number>();
  #objectCount = 0;

  /** Writes the root object of the stream. */
  root(object: TypedstreamObject): void {
    this.#group('@');
    this.#object(object);
  }

  /** The bytes of the stream. */
  finish(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #byte(...bytes: number[]): void {
    this.#parts.push(Buffer.from(bytes));
  }

  /** A signed integer: one byte, or a tag and 2, 4 or 8 bytes. */
  #integer(value: number): void {
    if (value >= FIRST_REFERENCE && value <= 0x7f) this.#byte(value & 0xff);
    else if (value >= -0x8000 && value <= 0x7fff) this.#byte(0x81, value & 0xff, (value >> 8) & 0xff);
    else if (value >= -0x8000_0000 && value <= 0x7fff_ffff) this.#tagged32(value >>> 0);
    else {
      const bytes = Buffer.alloc(9);
      bytes[0] = 0x87;
      bytes.writeBigInt64LE(BigInt(value), 1);
      this.#parts.push(bytes);
    }
  }

  /** A length or count: encoded like a signed integer, but with all bits of its 2 or 4 bytes as magnitude. */
  #unsigned(value: number): void {
    if (value <= 0x7f) this.#byte(value);
    else if (value <= 0xffff) this.#byte(0x81, value & 0xff, value >> 8);
    else this.#tagged32(value);
  }

  #tagged32(value: number): void {
    const bytes = Buffer.alloc(5);
    bytes[0] = 0x82;
    bytes.writeUInt32LE(value, 1);
    this.#parts.push(bytes);
  }

  /** A format string: literal the first time, then its number. */
  #sharedString(value: string): void {
    const known = this.#strings.get(value);
    if (known !== undefined) {
      this.#integer(known + FIRST_REFERENCE);
      return;
    }
    this.#strings.set(value, this.#strings.size);
    this.#byte(NEW);
    this.#unsigned(value.length);
    this.#parts.push(Buffer.from(value, 'latin1'));
  }

  /** Starts a group of values with these types. */
  #group(types: string): void {
    this.#sharedString(types);
  }

  /** If `key` has a number, writes it and returns true; otherwise assigns the next number. */
  #reference(key: unknown): boolean {
    const known = this.#objects.get(key);
    if (known !== undefined) {
      this.#integer(known + FIRST_REFERENCE);
      return true;
    }
    this.#objects.set(key, this.#objectCount++);
    this.#byte(NEW);
    return false;
  }

  #class(name: string | null): void {
    if (name === null) {
      this.#byte(NIL);
      return;
    }
    if (this.#reference(`#${name}`)) return;
    const [version, superclass] = CLASSES[name] as readonly [number, string | null];
    this.#sharedString(name);
    this.#integer(version);
    this.#class(superclass);
  }

  #cString(value: string): void {
    if (!this.#reference(`*${value}`)) this.#sharedString(value);
  }

  /** Starts an object. Returns false if an equal object (same `key`) is known and only its number was written. */
  #begin(key: unknown, className: string): boolean {
    if (this.#reference(key)) return false;
    this.#class(className);
    return true;
  }

  #object(object: TypedstreamObject): void {
    if (typeof object === 'string') this.#string(Symbol(object), object, 'NSString');
    else if (object instanceof SharedString) this.#string(object, object.value, 'NSString');
    else if ('nsNumber' in object) this.#number(object.nsNumber, object.type);
    else if ('nsUrl' in object) this.#url(object);
    else if ('nsData' in object) this.#data(object);
    else if ('nsDictionary' in object) this.#dictionary(object.nsDictionary);
    else this.#attributedString(object);
  }

  #string(key: unknown, value: string, className: string): void {
    if (!this.#begin(key, className)) return;
    const bytes = wtf8(value);
    this.#group('+');
    this.#unsigned(bytes.length);
    this.#parts.push(bytes);
    this.#byte(END);
  }

  /** Equal numbers are one object, as Foundation stores small ones as tagged pointers. */
  #number(value: number, type: NumberType): void {
    if (!this.#begin(`n${type}${String(value)}`, 'NSNumber')) return;
    this.#group('*');
    this.#cString(type);
    this.#group(type);
    if (type === 'c') this.#byte(value & 0xff);
    else if (Number.isInteger(value)) this.#integer(value);
    else {
      const bytes = Buffer.alloc(9);
      bytes[0] = 0x83;
      bytes.writeDoubleLE(value, 1);
      this.#parts.push(bytes);
    }
    this.#byte(END);
  }

  #url(object: { readonly nsUrl: string }): void {
    if (!this.#begin(object, 'NSURL')) return;
    this.#group('c');
    this.#byte(0);
    this.#group('@');
    this.#object(object.nsUrl);
    this.#byte(END);
  }

  #data(object: { readonly nsData: Uint8Array }): void {
    if (!this.#begin(object, 'NSData')) return;
    this.#group('i');
    this.#integer(object.nsData.length);
    this.#group(`[${String(object.nsData.length)}c]`);
    this.#parts.push(Buffer.from(object.nsData));
    this.#byte(END);
  }

  #dictionary(entries: ReadonlyMap<TypedstreamObject, TypedstreamObject>): void {
    if (!this.#begin(entries, 'NSDictionary')) return;
    this.#group('i');
    this.#integer(entries.size);
    for (const [key, value] of entries) {
      this.#group('@');
      this.#object(key);
      this.#group('@');
      this.#object(value);
    }
    this.#byte(END);
  }

  /** The text, then id and length of each run. A new id is followed by its attributes. */
  #attributedString(object: AttributedString): void {
    if (!this.#begin(object, object.mutable ? 'NSMutableAttributedString' : 'NSAttributedString')) return;
    this.#group('@');
    const stringClass = object.mutable ? 'NSMutableString' : 'NSString';
    this.#string(Symbol('text'), object.attributedString, stringClass);
    const ids = new Map<unknown, number>();
    for (const run of object.runs) {
      const known = ids.get(run.attributes);
      const id = known ?? ids.size + 1;
      this.#group('iI');
      this.#integer(id);
      this.#unsigned(run.length);
      if (known !== undefined) continue;
      ids.set(run.attributes, id);
      this.#group('@');
      this.#dictionary(run.attributes);
    }
    this.#byte(END);
  }
}
