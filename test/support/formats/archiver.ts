import type { TypedUrl, TypedValue } from '../../../src/formats/typedstream/values.ts';

/** Options of {@link archive}. */
export interface ArchiveOptions {
  readonly littleEndian?: boolean;
  /** Write `NSMutableString`, `NSMutableAttributedString` and so on where such a class exists. */
  readonly mutable?: boolean;
  /** Write equal strings once and refer to them, as NSArchiver does for identical objects. */
  readonly shareStrings?: boolean;
  /** C type of integers; `q` by default. */
  readonly integerType?: 'i' | 'q';
}

const SUPERCLASSES: Readonly<Record<string, string>> = {
  NSString: 'NSObject',
  NSMutableString: 'NSString',
  NSAttributedString: 'NSObject',
  NSMutableAttributedString: 'NSAttributedString',
  NSValue: 'NSObject',
  NSNumber: 'NSValue',
  NSDate: 'NSObject',
  NSURL: 'NSObject',
  NSData: 'NSObject',
  NSMutableData: 'NSData',
  NSArray: 'NSObject',
  NSMutableArray: 'NSArray',
  NSSet: 'NSObject',
  NSMutableSet: 'NSSet',
  NSDictionary: 'NSObject',
  NSMutableDictionary: 'NSDictionary',
  NSNull: 'NSObject',
};

/**
 * A typedstream with `value` as its only group: the inverse of the reader, for tests. Nil and NSNull both read as null.
 */
export function archive(value: TypedValue, options: ArchiveOptions = {}): Uint8Array {
  const archiver = new Archiver(options);
  archiver.group('@');
  archiver.object(value);
  return archiver.finish();
}

/** Writes the primitives of a typedstream and maintains both tables. Tests also use it to write invalid streams. */
export class Archiver {
  readonly #options: ArchiveOptions;
  readonly #bytes: number[] = [];
  readonly #strings = new Map<string, number>();
  readonly #objects = new Map<unknown, number>();
  #mutable: boolean;

  constructor(options: ArchiveOptions = {}) {
    this.#options = options;
    this.#mutable = options.mutable ?? false;
    this.raw(0x04, 0x0b, ...Buffer.from(this.#little ? 'streamtyped' : 'typedstream'));
    this.integer(1000);
  }

  get #little(): boolean {
    return this.#options.littleEndian ?? true;
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  raw(...bytes: number[]): void {
    for (const byte of bytes) this.#bytes.push(byte);
  }

  /** An integer of a signed type, in as few bytes as possible. */
  integer(value: number | bigint): void {
    const number = Number(value);
    if (number >= -110 && number <= 127) this.raw(number & 0xff);
    else if (number >= -(2 ** 15) && number < 2 ** 15) this.#wide(0x81, 2, BigInt(value));
    else if (number >= -(2 ** 31) && number < 2 ** 31) this.#wide(0x82, 4, BigInt(value));
    else this.#wide(0x87, 8, BigInt(value));
  }

  /** An integer of an unsigned type. */
  unsigned(value: number | bigint): void {
    if (value < 2 ** 7) this.raw(Number(value));
    else if (value < 2 ** 16) this.#wide(0x81, 2, BigInt(value));
    else if (value < 2 ** 32) this.#wide(0x82, 4, BigInt(value));
    else this.#wide(0x87, 8, BigInt(value));
  }

  double(value: number): void {
    if (Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !Object.is(value, -0)) {
      this.integer(value);
      return;
    }
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value, this.#little);
    this.raw(0x83, ...new Uint8Array(view.buffer));
  }

  /** Starts a group by writing its type encoding. */
  group(encoding: string): void {
    this.sharedString(encoding);
  }

  sharedString(text: string): void {
    const known = this.#strings.get(text);
    if (known !== undefined) {
      this.integer(known - 110);
      return;
    }
    this.#strings.set(text, this.#strings.size);
    this.raw(0x84);
    this.string(text);
  }

  string(text: string): void {
    const bytes = Buffer.from(text);
    this.unsigned(bytes.length);
    for (const byte of bytes) this.raw(byte);
  }

  /** Starts an object. Its groups follow, then {@link end}. */
  begin(className: string, identity: unknown = {}): void {
    this.raw(0x84);
    this.#slot(identity);
    this.class(className);
  }

  end(): void {
    this.raw(0x86);
  }

  class(name: string | undefined): void {
    const known = this.#objects.get(`class ${name}`);
    if (name === undefined) this.raw(0x85);
    else if (known !== undefined) this.integer(known - 110);
    else {
      this.raw(0x84);
      this.sharedString(name);
      this.integer(name.endsWith('String') && !name.includes('Attributed') ? 1 : 0);
      this.#slot(`class ${name}`);
      this.class(SUPERCLASSES[name]);
    }
  }

  cString(text: string): void {
    const known = this.#objects.get(`c ${text}`);
    if (known !== undefined) {
      this.integer(known - 110);
      return;
    }
    this.raw(0x84);
    this.sharedString(text);
    this.#slot(`c ${text}`);
  }

  object(value: TypedValue): void {
    const identity = this.#identity(value);
    const known = this.#objects.get(identity);
    if (known === undefined) this.#newObject(value, identity);
    else this.integer(known - 110);
  }

  /** Key for sharing: the JavaScript object, or the text for strings if equal ones are to be shared. */
  #identity(value: TypedValue): unknown {
    if (typeof value === 'string' && this.#options.shareStrings === true) return `string ${value}`;
    return typeof value === 'object' && value !== null ? value : {};
  }

  #slot(identity: unknown): void {
    this.#objects.set(identity, this.#objects.size);
  }

  #newObject(value: TypedValue, identity: unknown): void {
    if (value === null) this.begin('NSNull');
    else if (typeof value === 'string') {
      this.begin(this.#className('String'), identity);
      this.group('+');
      this.string(value);
    } else if (typeof value === 'number') {
      if (Number.isInteger(value)) this.#number(this.#options.integerType ?? 'q', () => this.integer(value));
      else this.#number('d', () => this.double(value));
    } else if (typeof value === 'bigint') {
      if (value < 0n) this.#number('q', () => this.integer(value));
      else this.#number('Q', () => this.unsigned(value));
    } else if (typeof value === 'boolean') this.#number('c', () => this.raw(value ? 1 : 0));
    else this.#collection(value, identity);
    this.end();
  }

  #number(type: string, write: () => void): void {
    this.begin('NSNumber');
    this.group('*');
    this.cString(type);
    this.group(type);
    write();
  }

  #collection(value: object, identity: unknown): void {
    if (value instanceof Date) {
      this.begin('NSDate', identity);
      this.group('d');
      this.double((value.getTime() - 978_307_200_000) / 1000);
    } else if (value instanceof Uint8Array) {
      this.begin(this.#className('Data'), identity);
      this.group('i');
      this.integer(value.length);
      this.group(`[${value.length}c]`);
      this.raw(...value);
    } else if (Array.isArray(value)) this.#items('Array', 'i', value, identity);
    else if (value instanceof Set) this.#items('Set', 'I', [...(value as Set<TypedValue>)], identity);
    else if (value instanceof Map) this.#dictionary(value as Map<TypedValue, TypedValue>, identity);
    else this.#special(value as TypedUrl, identity);
  }

  #items(name: string, countType: string, items: readonly TypedValue[], identity: unknown): void {
    this.begin(this.#className(name), identity);
    this.group(countType);
    if (countType === 'I') this.unsigned(items.length);
    else this.integer(items.length);
    for (const item of items) this.#objectGroup(item);
  }

  #dictionary(entries: ReadonlyMap<TypedValue, TypedValue>, identity: unknown): void {
    this.begin(this.#className('Dictionary'), identity);
    this.group('i');
    this.integer(entries.size);
    for (const pair of entries) for (const item of pair) this.#objectGroup(item);
  }

  #special(value: Extract<TypedValue, { kind: string }>, identity: unknown): void {
    if (value.kind === 'url') {
      this.begin('NSURL', identity);
      this.group('c');
      this.raw(value.base === null ? 0 : 1);
      if (value.base !== null) this.#objectGroup(value.base);
      this.#objectGroup(value.href);
    } else if (value.kind === 'attributed-text') {
      this.begin(this.#className('AttributedString'), identity);
      this.#objectGroup(value.text);
      const seen: unknown[] = [];
      for (const run of value.runs) {
        const isNew = !seen.includes(run.attributes);
        if (isNew) seen.push(run.attributes);
        this.group('iI');
        this.integer(seen.indexOf(run.attributes) + 1);
        this.unsigned(run.length);
        if (!isNew) continue;
        this.group('@');
        // The text of a body may be mutable; its attributes never are.
        this.#immutably(() => this.object(run.attributes));
      }
    } else throw new Error(`cannot archive a ${value.kind}`);
  }

  #immutably(write: () => void): void {
    const before = this.#mutable;
    this.#mutable = false;
    write();
    this.#mutable = before;
  }

  #className(name: string): string {
    return `NS${this.#mutable ? 'Mutable' : ''}${name}`;
  }

  #objectGroup(value: TypedValue): void {
    this.group('@');
    this.object(value);
  }

  #wide(head: number, size: 2 | 4 | 8, value: bigint): void {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigInt64(0, this.#little ? value : value << BigInt(64 - size * 8), this.#little);
    this.raw(head, ...new Uint8Array(view.buffer, 0, size));
  }
}
