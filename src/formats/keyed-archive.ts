import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { type ClassDecoder, decoderFor } from './keyed-archive-classes.ts';
import { type ArchiveDict, type ArchiveValue, emptyArchiveDict } from './keyed-archive-value.ts';
import { parsePlist } from './plist.ts';
import { enforceLimit, type PlistLimits, VALUE_COST, withDefaultLimits } from './plist-limits.ts';
import {
  asDict,
  asString,
  isDict,
  type MaybePlistValue,
  type PlistDict,
  PlistSet,
  PlistUid,
  type PlistValue,
} from './plist-value.ts';

/** Options of {@link unarchive}. */
export interface UnarchiveOptions {
  /** Entry of `$top` to read. Defaults to `root`, or the only entry there is (`dd-result` for Data Detectors). */
  readonly key?: string;
  /** Limits for the plist and for the size and depth of the result. */
  readonly limits?: Partial<PlistLimits>;
}

/** Value in `costs` of an object that is being resolved; encountering it again means a cycle. */
const IN_PROGRESS = -1;

/**
 * Reads an NSKeyedArchiver archive, given as a plist or as its bytes. Foundation's value classes become plain values
 * (keyed-archive-classes.ts). Any other object keeps its fields, with its class name in `$class`. This includes
 * NSAttributedString: `NSString`, `NSAttributes` (of one run, or an array) and `NSAttributeInfo`.
 *
 * @throws MALFORMED_ARCHIVE when it is not an archive, a referenced object is missing, or an object contains itself
 * @throws MALFORMED_PLIST when the bytes are not a plist
 * @throws LIMIT_EXCEEDED beyond the limits
 */
export function unarchive(source: Uint8Array | PlistValue, options: UnarchiveOptions = {}): ArchiveValue {
  const { top, unarchiver } = open(source, options);
  const keys = Object.keys(top);
  const key = options.key ?? (keys.length === 1 ? keys[0] : 'root');
  const value = key === undefined ? undefined : top[key];
  if (value === undefined) throw malformed(`it has no top object "${key}"`);
  return unarchiver.resolve(value, 0);
}

/** Like {@link unarchive}, for all entries of `$top`. */
export function unarchiveAll(
  source: Uint8Array | PlistValue,
  options: Pick<UnarchiveOptions, 'limits'> = {},
): ArchiveDict {
  const { top, unarchiver } = open(source, options);
  const all = emptyArchiveDict();
  for (const [key, value] of Object.entries(top)) all[key] = unarchiver.resolve(value, 0);
  return all;
}

function open(
  source: Uint8Array | PlistValue,
  { limits }: Pick<UnarchiveOptions, 'limits'>,
): { top: PlistDict; unarchiver: Unarchiver } {
  const archive = asDict(source instanceof Uint8Array ? parsePlist(source, limits) : source);
  const top = asDict(archive?.$top);
  const objects = archive?.$objects;
  if (top === null || !Array.isArray(objects)) throw malformed('it has no $top or no $objects');
  return { top, unarchiver: new Unarchiver(objects, withDefaultLimits(limits)) };
}

class Unarchiver {
  readonly #objects: readonly PlistValue[];
  readonly #limits: PlistLimits;
  /** Values already resolved, by index into `$objects`. */
  readonly #resolved: ArchiveValue[] = [];
  /** Output size of each of `resolved` including shared parts in full; 0 if not resolved yet. */
  readonly #costs: Float64Array;
  readonly #classes = new Map<number, ObjectClass>();
  #spent = 0;

  constructor(objects: readonly PlistValue[], limits: PlistLimits) {
    this.#objects = objects;
    this.#limits = limits;
    this.#resolved.length = objects.length;
    this.#costs = new Float64Array(objects.length);
  }

  /** The value with all UIDs in it resolved. `depth` counts the UIDs and containers on the path to it. */
  resolve(value: PlistValue, depth: number): ArchiveValue {
    if (value instanceof PlistUid) return this.#reference(value.value, depth);
    this.#charge(VALUE_COST);
    if (typeof value === 'string' || value instanceof Uint8Array) {
      this.#charge(value.length);
      return value;
    }
    if (Array.isArray(value)) return this.#list(value, depth);
    if (value instanceof PlistSet) return this.#list(value.values, depth);
    if (isDict(value)) return value.$class === undefined ? this.#fields(value, depth) : this.#object(value, depth);
    return value;
  }

  #reference(index: number, depth: number): ArchiveValue {
    const known = this.#costs[index];
    if (known === undefined) throw malformed(`it refers to object ${index} of ${this.#objects.length}`);
    if (known === IN_PROGRESS) throw malformed(`object ${index} contains itself`);
    if (known > 0) {
      this.#charge(known);
      return this.#resolved[index] as ArchiveValue;
    }
    this.#costs[index] = IN_PROGRESS;
    const before = this.#spent;
    const target = this.#objects[index] as PlistValue;
    const value = target === '$null' ? this.#null() : this.resolve(target, this.#deeper(depth));
    this.#costs[index] = this.#spent - before;
    this.#resolved[index] = value;
    return value;
  }

  #object(object: PlistDict, depth: number): ArchiveValue {
    const { name, decoder } = this.#classOf(object.$class);
    const value = decoder?.(object, (field) => (field === undefined ? null : this.resolve(field, this.#deeper(depth))));
    if (value !== undefined) return value;
    const fields = this.#fields(object, depth);
    fields.$class = name;
    return fields;
  }

  #fields(dict: PlistDict, depth: number): ArchiveDict {
    const fields = emptyArchiveDict();
    for (const key of Object.keys(dict)) {
      if (key !== '$class') fields[key] = this.resolve(dict[key] as PlistValue, this.#deeper(depth));
    }
    return fields;
  }

  #list(values: readonly PlistValue[], depth: number): ArchiveValue[] {
    return values.map((value) => this.resolve(value, this.#deeper(depth)));
  }

  #classOf(reference: MaybePlistValue): ObjectClass {
    if (!(reference instanceof PlistUid)) throw malformed('the class of an object is not a reference');
    let known = this.#classes.get(reference.value);
    if (known === undefined) {
      const description = asDict(this.#objects[reference.value]);
      const name = asString(description?.$classname);
      if (description === null || name === null) throw malformed('an object has no class');
      const ancestors = Array.isArray(description.$classes) ? description.$classes : [];
      known = { name, decoder: decoderFor([name, ...ancestors]) };
      this.#classes.set(reference.value, known);
    }
    return known;
  }

  #null(): null {
    this.#charge(VALUE_COST);
    return null;
  }

  #deeper(depth: number): number {
    enforceLimit(depth + 1, this.#limits.maxDepth, 'nested objects');
    return depth + 1;
  }

  #charge(cost: number): void {
    this.#spent += cost;
    enforceLimit(this.#spent, this.#limits.maxOutput, 'bytes of contents');
  }
}

interface ObjectClass {
  readonly name: string;
  /** Undefined for classes that keep their fields. */
  readonly decoder: ClassDecoder | undefined;
}

function malformed(what: string): DomainError {
  return new DomainError('MALFORMED_ARCHIVE', msg('detail.archive-malformed', { problem: what }));
}
