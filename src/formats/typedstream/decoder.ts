import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { Cursor, HEAD } from './cursor.ts';
import { FOUNDATION_CLASSES } from './foundation.ts';
import type { GroupReader } from './group-reader.ts';
import { parseTypeEncoding, type TypeNode } from './type-encoding.ts';
import type { TypedClass, TypedValue } from './values.ts';

/** Limits for a typedstream. Beyond them it is refused with LIMIT_EXCEEDED. */
export interface TypedstreamLimits {
  /** Nesting depth of objects. A message body needs 4. */
  readonly maxDepth: number;
  /** Total number of values. A message with 19 attachments has about 500. */
  readonly maxValues: number;
}

/** Far above what messages need; about 60 MB of values in the worst case. */
export const DEFAULT_LIMITS: TypedstreamLimits = { maxDepth: 128, maxValues: 250_000 };

/** References start at the first byte value above the reserved heads: 0x92, which is −110 when signed. */
const REFERENCE_BASE = 110;
/** NSObject's own descendants are at most 6 levels deep. */
const MAX_SUPERCLASSES = 64;
/** NSArchiver's version since Mac OS X; NeXTSTEP used 3. */
const STREAMER_VERSION = 4;

/** Placeholder for an object that is still being read; only cyclic streams refer to one. */
const UNFINISHED = Symbol('unfinished');

/**
 * Decodes the groups of one typedstream. Strings and objects are written once and then referred to by number, so both
 * tables must be filled in exactly the writer's order.
 */
export class Decoder implements GroupReader {
  readonly cursor: Cursor;
  readonly #limits: TypedstreamLimits;
  readonly #strings: string[] = [];
  readonly #objects: (TypedValue | typeof UNFINISHED)[] = [];
  readonly #types = new Map<string, readonly TypeNode[]>();
  #depth = 0;
  #values = 0;

  constructor(bytes: Uint8Array, limits: TypedstreamLimits) {
    this.cursor = new Cursor(bytes);
    this.#limits = limits;
    this.#header();
  }

  /** True when all bytes have been read. */
  get done(): boolean {
    return this.cursor.remaining === 0;
  }

  /** The values of the next group, one per type of its encoding. */
  group(): TypedValue[] {
    return this.#groupAfter(this.cursor.byte());
  }

  /** Reads the head of a group, which must have type `encoding`. The caller then reads its values. */
  expect(encoding: string): void {
    const at = this.cursor.position;
    if (this.#sharedString(this.cursor.byte()) !== encoding) this.cursor.fail(`no group of type ${encoding}`, at);
  }

  /** True if the current object has no further groups. */
  atEndOfObject(): boolean {
    return this.cursor.bytes[this.cursor.position] === HEAD.endOfObject;
  }

  /** An object (`@`): a converted Foundation value or a {@link TypedObject}. */
  object(): TypedValue {
    const at = this.cursor.position;
    const head = this.cursor.byte();
    if (head === HEAD.nil) return null;
    if (head !== HEAD.literal) return this.#referredObject(head, at);

    this.#countValue();
    if (++this.#depth > this.#limits.maxDepth) this.#exceeded(this.#limits.maxDepth, 'nested objects');
    const slot = this.#objects.push(UNFINISHED) - 1;
    const ofClass = this.#class() ?? this.cursor.fail('an object has no class', at);
    const decode = FOUNDATION_CLASSES.get(ofClass.name);
    const value: TypedValue =
      decode === undefined ? { kind: 'object', class: ofClass, values: this.#groupsToEnd() } : decode(this);
    // Newer systems may add groups to a known class.
    if (decode !== undefined) this.#groupsToEnd();
    this.cursor.position++;
    this.#objects[slot] = value;
    this.#depth--;
    return value;
  }

  /** A C string (`*`). */
  cString(): string | null {
    const at = this.cursor.position;
    const head = this.cursor.byte();
    if (head === HEAD.nil) return null;
    if (head === HEAD.literal) {
      const text = this.#sharedString(this.cursor.byte());
      if (text !== null) this.#objects.push(text);
      return text;
    }
    const referred = this.#referredObject(head, at);
    return typeof referred === 'string' ? referred : this.cursor.fail('a reference does not point to a C string', at);
  }

  /** An unshared string (`+`). */
  string(): string | null {
    if (this.cursor.bytes[this.cursor.position] === HEAD.nil) {
      this.cursor.position++;
      return null;
    }
    return this.cursor.text(this.cursor.count());
  }

  #header(): void {
    const version = this.cursor.byte();
    if (version !== STREAMER_VERSION) this.cursor.fail(`version ${version} is unknown`, 0);
    const signature = this.cursor.text(this.cursor.count());
    if (signature !== 'streamtyped' && signature !== 'typedstream') this.cursor.fail('the signature is missing', 1);
    this.cursor.littleEndian = signature === 'streamtyped';
    // Version of the system that wrote it; irrelevant for reading.
    this.cursor.integer(true);
  }

  #groupAfter(head: number): TypedValue[] {
    const at = this.cursor.position - 1;
    const encoding = this.#sharedString(head) ?? this.cursor.fail('a group has no type', at);
    const types = this.#types.get(encoding) ?? this.#parseTypes(encoding, at);
    return types.map((type) => this.#value(type));
  }

  #parseTypes(encoding: string, at: number): readonly TypeNode[] {
    const types = parseTypeEncoding(encoding) ?? this.cursor.fail('a group has a type that cannot be parsed', at);
    this.#types.set(encoding, types);
    return types;
  }

  /** Reads groups up to the end of the object, which the caller consumes. */
  #groupsToEnd(): TypedValue[] {
    const values: TypedValue[] = [];
    while (!this.atEndOfObject()) {
      for (const value of this.group()) values.push(value);
    }
    return values;
  }

  #value(type: TypeNode): TypedValue {
    this.#countValue();
    if (type.kind === 'struct') return type.fields.map((field) => this.#value(field));
    if (type.kind === 'array') return this.#array(type.length, type.element);
    return this.#single(type.code);
  }

  #array(length: number, element: TypeNode): TypedValue {
    if (element.kind === 'single' && (element.code === 'c' || element.code === 'C')) return this.cursor.take(length);
    const values: TypedValue[] = [];
    for (let index = 0; index < length; index++) values.push(this.#value(element));
    return values;
  }

  #single(code: string): TypedValue {
    switch (code) {
      case '@':
        return this.object();
      // One raw byte: here 0x81 and the other heads are data.
      case 'c':
        return (this.cursor.byte() << 24) >> 24;
      case 'C':
        return this.cursor.byte();
      case 'B':
        return this.cursor.byte() !== 0;
      case 's':
      case 'i':
      case 'l':
      case 'q':
        return this.cursor.integer(true);
      case 'S':
      case 'I':
      case 'L':
      case 'Q':
        return this.cursor.integer(false);
      case 'f':
        return this.cursor.float(4);
      case 'd':
        return this.cursor.float(8);
      case '+':
        return this.string();
      case '*':
        return this.cString();
      case ':':
      case '%':
        return this.#sharedString(this.cursor.byte());
      case '#':
        return this.#class();
      default:
        // `!`: a value deliberately left out.
        return null;
    }
  }

  /** A class with its superclasses. Each new class takes a slot; the chain ends at nil or at a known class. */
  #class(): TypedClass | null {
    const firstNew = this.#objects.length;
    const chain: { name: string; version: number }[] = [];
    const at = this.cursor.position;
    let head = this.cursor.byte();
    while (head === HEAD.literal) {
      const name = this.#sharedString(this.cursor.byte()) ?? this.cursor.fail('a class has no name', at);
      chain.push({ name, version: Number(this.cursor.integer(true)) });
      if (chain.length > MAX_SUPERCLASSES) this.#exceeded(MAX_SUPERCLASSES, 'superclasses');
      // Filled in below, when the superclass is known.
      this.#objects.push(UNFINISHED);
      head = this.cursor.byte();
    }
    let known = head === HEAD.nil ? null : this.#referredClass(head);
    for (let index = chain.length - 1; index >= 0; index--) {
      known = { kind: 'class', superclass: known, ...(chain[index] as { name: string; version: number }) };
      this.#objects[firstNew + index] = known;
    }
    return known;
  }

  #referredClass(head: number): TypedClass {
    const at = this.cursor.position - 1;
    const referred = this.#referred(head, at);
    if (isClass(referred)) return referred;
    return this.cursor.fail('a reference does not point to a class', at);
  }

  #referredObject(head: number, at: number): TypedValue {
    const referred = this.#referred(head, at);
    if (isClass(referred)) this.cursor.fail('a reference points to a class instead of an object', at);
    return referred;
  }

  #referred(head: number, at: number): TypedValue {
    const referred = this.#objects[this.#referenceNumber(head)];
    if (referred === undefined) this.cursor.fail('a reference has no target', at);
    if (referred === UNFINISHED) this.cursor.fail('an object contains itself', at);
    return referred;
  }

  #sharedString(head: number): string | null {
    if (head === HEAD.nil) return null;
    if (head === HEAD.literal) {
      const text = this.cursor.text(this.cursor.count());
      this.#strings.push(text);
      return text;
    }
    const at = this.cursor.position - 1;
    return this.#strings[this.#referenceNumber(head)] ?? this.cursor.fail('a string reference has no target', at);
  }

  #referenceNumber(head: number): number {
    return Number(this.cursor.integer(true, head)) + REFERENCE_BASE;
  }

  /** Arrays of empty elements take no bytes, so the length of the data is no limit for them. */
  #countValue(): void {
    if (++this.#values > this.#limits.maxValues) this.#exceeded(this.#limits.maxValues, 'values');
  }

  #exceeded(limit: number, what: string): never {
    const offset = this.cursor.position;
    throw new DomainError('LIMIT_EXCEEDED', msg('detail.typedstream-too-large', { limit, what, offset }), {
      details: { offset, limit },
    });
  }
}

function isClass(value: TypedValue): value is TypedClass {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'class';
}
