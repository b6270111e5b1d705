import { fromAppleSeconds } from './apple-time.ts';
import { BplistLayout, MARKER, malformed } from './bplist-layout.ts';
import { enforceLimit, type PlistLimits, VALUE_COST, withDefaultLimits } from './plist-limits.ts';
import { emptyDict, type PlistDict, PlistSet, PlistUid, type PlistValue } from './plist-value.ts';

/** Value in `costs` of an object that is being read; encountering it again means a cycle. */
const IN_PROGRESS = -1;

/**
 * Reads a binary property list (`bplist00`). Only objects reachable from the top object are read, and all of them must
 * be valid. Objects referenced several times become one shared value. A date outside the range of a `Date` becomes
 * null. The last of two equal keys wins.
 *
 * @throws MALFORMED_PLIST when it is truncated, cyclic or otherwise invalid
 * @throws LIMIT_EXCEEDED beyond `limits`
 */
export function parseBplist(bytes: Uint8Array, limits?: Partial<PlistLimits>): PlistValue {
  const bounds = withDefaultLimits(limits);
  enforceLimit(bytes.byteLength, bounds.maxBytes, 'bytes');
  const layout = new BplistLayout();
  layout.load(bytes);
  enforceLimit(layout.objectCount, bounds.maxObjects, 'values');
  return new BplistReader(layout, bounds).read(layout.topObject, 0);
}

class BplistReader {
  readonly #layout: BplistLayout;
  readonly #limits: PlistLimits;
  /** Values already read, by object number. */
  readonly #values: PlistValue[] = [];
  /** Output size of each of `values` including shared parts in full; 0 if not read yet. */
  readonly #costs: Float64Array;
  /** Output size so far, checked against `limits.maxOutput`. */
  #spent = 0;

  constructor(layout: BplistLayout, limits: PlistLimits) {
    this.#layout = layout;
    this.#limits = limits;
    this.#values.length = layout.objectCount;
    this.#costs = new Float64Array(layout.objectCount);
  }

  read(number: number, depth: number): PlistValue {
    const position = this.#layout.position(number);
    const known = this.#costs[number] as number;
    if (known > 0) {
      this.#charge(known);
      return this.#values[number] as PlistValue;
    }
    if (known === IN_PROGRESS) throw malformed('a container contains itself', position);
    this.#costs[number] = IN_PROGRESS;
    const before = this.#spent;
    const value = this.#decode(position, depth);
    this.#costs[number] = this.#spent - before;
    this.#values[number] = value;
    return value;
  }

  #decode(position: number, depth: number): PlistValue {
    const layout = this.#layout;
    const marker = layout.bytes[position] as number;
    this.#charge(VALUE_COST);
    switch (marker >> 4) {
      case MARKER.singleton:
        if (marker === 0x00) return null;
        if (marker === 0x08) return false;
        if (marker === 0x09) return true;
        break;
      case MARKER.integer:
        return layout.integer(position);
      case MARKER.real:
        return layout.real(position);
      case MARKER.date:
        if (marker === 0x33) return toDate(layout.real(position));
        break;
      case MARKER.data:
        layout.measure(position, 1);
        this.#charge(layout.count);
        return layout.data(position);
      case MARKER.ascii:
        layout.measure(position, 1);
        this.#charge(layout.count);
        return layout.string(position);
      case MARKER.utf16:
        layout.measure(position, 2);
        this.#charge(2 * layout.count);
        return layout.string(position);
      case MARKER.uid:
        return new PlistUid(layout.uid(position));
      case MARKER.array:
        return this.#list(position, depth);
      case MARKER.set:
        return new PlistSet(this.#list(position, depth));
      case MARKER.dict:
        return this.#dict(position, depth);
    }
    throw malformed(`an object has the unknown type 0x${marker.toString(16).padStart(2, '0')}`, position);
  }

  #list(position: number, depth: number): PlistValue[] {
    const layout = this.#layout;
    enforceLimit(depth + 1, this.#limits.maxDepth, 'nested containers');
    layout.measure(position, layout.refWidth);
    const { count, body } = layout;
    this.#charge(count * VALUE_COST);
    const list: PlistValue[] = [];
    for (let index = 0; index < count; index++) list.push(this.read(layout.reference(body, index), depth + 1));
    return list;
  }

  #dict(position: number, depth: number): PlistDict {
    const layout = this.#layout;
    enforceLimit(depth + 1, this.#limits.maxDepth, 'nested containers');
    layout.measure(position, 2 * layout.refWidth);
    const { count, body } = layout;
    this.#charge(count * VALUE_COST);
    const dict = emptyDict();
    for (let index = 0; index < count; index++) {
      const key = this.read(layout.reference(body, index), depth + 1);
      if (typeof key !== 'string') throw malformed('a key is not a string', position);
      dict[key] = this.read(layout.reference(body, count + index), depth + 1);
    }
    return dict;
  }

  #charge(cost: number): void {
    this.#spent += cost;
    enforceLimit(this.#spent, this.#limits.maxOutput, 'bytes of contents');
  }
}

function toDate(appleSeconds: number): Date | null {
  const milliseconds = fromAppleSeconds(appleSeconds);
  return milliseconds === null ? null : new Date(milliseconds);
}
