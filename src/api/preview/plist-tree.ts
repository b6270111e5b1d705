import type { PlistNode } from '../../contract/preview.ts';
import { unarchiveAll } from '../../formats/keyed-archive.ts';
import { parsePlist } from '../../formats/plist.ts';
import { isDict, PlistSet, PlistUid, type PlistValue } from '../../formats/plist-value.ts';
import { isDomainError } from '../../model/errors.ts';

/** Maximum number of values: some megabytes of JSON. */
const MAX_NODES = 20_000;
/** Maximum depth, since the page nests elements. */
const MAX_DEPTH = 64;
/** Maximum length of a string in UTF-16 code units, and of data in bytes. */
const SHOWN_TEXT = 2000;
const SHOWN_BYTES = 256;

/** A property list as a tree. */
export interface PlistTree {
  readonly format: 'binary' | 'xml';
  readonly isKeyedArchive: boolean;
  readonly root: PlistNode;
  /** True if truncated. */
  readonly cut: boolean;
}

/**
 * A property list as a JSON tree. Keyed archives are decoded; if that fails, the raw property list is shown.
 * @throws MALFORMED_PLIST, LIMIT_EXCEEDED
 */
export function plistTree(bytes: Uint8Array): PlistTree {
  const format = Buffer.from(bytes.subarray(0, 6)).toString('latin1') === 'bplist' ? 'binary' : 'xml';
  const plist = parsePlist(bytes);
  const archive = unfolded(plist);
  const builder = new TreeBuilder(archive !== null);
  const root = builder.node(archive ?? plist, 0);
  return { format, isKeyedArchive: archive !== null, root, cut: builder.isCut };
}

/** Decodes a keyed archive: its root object, or all top-level objects; null if it is no valid archive. */
function unfolded(plist: PlistValue): PlistValue | null {
  if (!isDict(plist) || typeof plist['$archiver'] !== 'string') return null;
  try {
    const top = unarchiveAll(plist);
    const [only, another] = Object.keys(top);
    return only === 'root' && another === undefined ? (top['root'] ?? null) : top;
  } catch (error) {
    if (isDomainError(error, 'MALFORMED_ARCHIVE', 'LIMIT_EXCEEDED')) return null;
    throw error;
  }
}

class TreeBuilder {
  readonly #isArchive: boolean;
  #nodes = 0;
  isCut = false;

  constructor(isArchive: boolean) {
    this.#isArchive = isArchive;
  }

  node(value: PlistValue, depth: number): PlistNode {
    this.#nodes++;
    if (value === null) return { type: 'null', value: null };
    if (typeof value === 'boolean') return { type: 'boolean', value };
    if (typeof value === 'bigint') return { type: 'integer', value: value.toString() };
    if (typeof value === 'number') return numberNode(value);
    if (typeof value === 'string') return this.#text(value);
    if (value instanceof Uint8Array) return this.#data(value);
    if (value instanceof Date) return dateNode(value);
    if (value instanceof PlistUid) return { type: 'uid', value: value.value };
    if (value instanceof PlistSet) return this.#list('set', value.values, depth);
    if (Array.isArray(value)) return this.#list('array', value, depth);
    return this.#dict(value, depth);
  }

  #text(value: string): PlistNode {
    if (value.length <= SHOWN_TEXT) return { type: 'string', value: value.toWellFormed() };
    return { type: 'string', value: value.slice(0, SHOWN_TEXT).toWellFormed(), length: value.length, ...this.#cut() };
  }

  #data(value: Uint8Array): PlistNode {
    const hex = Buffer.from(value.subarray(0, SHOWN_BYTES)).toString('hex');
    const cut = value.length > SHOWN_BYTES ? this.#cut() : {};
    return { type: 'data', value: hex, length: value.length, ...cut };
  }

  #list(type: 'array' | 'set', values: readonly PlistValue[], depth: number): PlistNode {
    const items: PlistNode[] = [];
    for (const value of values) {
      if (this.#isFull(depth)) return { type, length: values.length, items, ...this.#cut() };
      items.push(this.node(value, depth + 1));
    }
    return { type, length: values.length, items };
  }

  #dict(dict: { readonly [key: string]: PlistValue }, depth: number): PlistNode {
    const className = this.#isArchive && typeof dict['$class'] === 'string' ? dict['$class'] : null;
    const keys = Object.keys(dict).filter((key) => className === null || key !== '$class');
    const head = className === null ? { type: 'dict' as const } : { type: 'object' as const, class: className };
    const entries: { readonly key: string; readonly value: PlistNode }[] = [];
    for (const key of keys) {
      if (this.#isFull(depth)) return { ...head, length: keys.length, entries, ...this.#cut() };
      const value = this.node(dict[key] as PlistValue, depth + 1);
      entries.push({ key: key.slice(0, SHOWN_TEXT).toWellFormed(), value });
    }
    return { ...head, length: keys.length, entries };
  }

  #isFull(depth: number): boolean {
    return this.#nodes >= MAX_NODES || depth >= MAX_DEPTH;
  }

  #cut(): { cut: true } {
    this.isCut = true;
    return { cut: true };
  }
}

/** Non-finite numbers are strings in JSON. Once parsed, 1 and 1.0 are the same. */
function numberNode(value: number): PlistNode {
  if (Number.isInteger(value)) return { type: 'integer', value };
  return { type: 'real', value: Number.isFinite(value) ? value : String(value) };
}

function dateNode(value: Date): PlistNode {
  return { type: 'date', value: Number.isNaN(value.getTime()) ? null : value.toISOString() };
}
