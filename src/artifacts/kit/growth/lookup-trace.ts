import { GrowingArray } from '../../../formats/growing-array.ts';
import { Fingerprint } from './fingerprint.ts';
import type { Column } from './packed-columns.ts';

/** Steps are found by their parent and their look-up, packed into one number: 2^27 × 2^26 = 2^53. */
const LOOKUPS = 2 ** 26;
const STEPS = 2 ** 27;

/** The step of a unit that has looked up nothing. */
export const NO_STEP = 0;

/** What a look-up is made by. */
export type LookupKey = string | number;

/** Looks something up again, for each kind of look-up. */
export type Resolvers = Readonly<Record<string, (key: never) => unknown>>;

/**
 * What the records of each unit were made of besides its rows: everything that was looked up, whether found or not. Units
 * that have looked up the same in the same order share one step, which leads to the steps before it: four bytes for each
 * unit, as most messages of a chat have the same sender. Afterwards it can be told for which units a look-up has another
 * result ({@link changedSteps}), by making each only once.
 */
export class LookupTrace<Kinds extends string> {
  readonly #kinds: readonly Kinds[];
  /** Numbers of look-ups by key, for each kind; null for a rare one. */
  readonly #numbers: readonly (Map<LookupKey, number> | null)[];
  readonly #keys: LookupKey[] = [];
  readonly #kindOf = new GrowingArray(Uint32Array);
  /** Fingerprints of the results. */
  readonly #prints = new GrowingArray(Float64Array);
  readonly #parents = new GrowingArray(Uint32Array);
  readonly #lookups = new GrowingArray(Uint32Array);
  /** Steps by look-up that follow {@link NO_STEP}, and the others by their parent and look-up. */
  readonly #firstSteps: number[] = [];
  readonly #steps = new Map<number, number>();
  readonly #fingerprint = new Fingerprint();
  /** The step that was made last. */
  step = NO_STEP;
  /** True if there are more look-ups or steps than can be told apart. */
  isFull = false;
  /** False while look-ups belong to no unit. */
  isOn = true;

  /**
   * @param kinds of look-ups; the same keys of two kinds are two look-ups
   * @param rare kinds whose keys hardly any two units look up: each look-up counts as another one
   */
  constructor(kinds: readonly Kinds[], rare: readonly Kinds[] = []) {
    this.#kinds = kinds;
    this.#numbers = kinds.map((kind) => (rare.includes(kind) ? null : new Map<LookupKey, number>()));
    this.#addStep(NO_STEP, 0);
  }

  /** Number of a kind for {@link note}. */
  kind(name: Kinds): number {
    return this.#kinds.indexOf(name);
  }

  /** Notes that the current unit looked something up. */
  note(kind: number, key: LookupKey, result: unknown): void {
    if (!this.isOn) return;
    const numbers = this.#numbers[kind];
    if (numbers === null || numbers === undefined) {
      if (!this.isFull) this.step = this.#addStep(this.step, this.#addLookup(kind, key, this.#printOf(result)));
      return;
    }
    let lookup = numbers.get(key);
    if (lookup === undefined) {
      lookup = this.#addLookup(kind, key, this.#printOf(result));
      numbers.set(key, lookup);
    }
    if (this.isFull) return;
    this.step = this.step === NO_STEP ? this.#firstStep(lookup) : this.#nextStep(lookup);
  }

  /** The step of a unit that has looked up only this. */
  #firstStep(lookup: number): number {
    const known = this.#firstSteps[lookup] ?? NO_STEP;
    return known === NO_STEP ? (this.#firstSteps[lookup] = this.#addStep(NO_STEP, lookup)) : known;
  }

  #nextStep(lookup: number): number {
    const place = this.step * LOOKUPS + lookup;
    const known = this.#steps.get(place);
    if (known !== undefined) return known;
    const step = this.#addStep(this.step, lookup);
    this.#steps.set(place, step);
    return step;
  }

  #addLookup(kind: number, key: LookupKey, print: number): number {
    const number = this.#keys.push(key) - 1;
    this.#kindOf.push(kind);
    this.#prints.push(print);
    if (number >= LOOKUPS - 1) this.isFull = true;
    return number;
  }

  #addStep(parent: number, lookup: number): number {
    const step = this.#parents.length;
    this.#parents.push(parent);
    this.#lookups.push(lookup);
    if (step >= STEPS - 1) this.isFull = true;
    return step;
  }

  #printOf(result: unknown): number {
    this.#fingerprint.reset();
    this.#fingerprint.value(result);
    return this.#fingerprint.number53;
  }

  /** Makes all look-ups again: 1 for each step on whose way one has another result now, which is noted. */
  changedSteps(resolvers: Readonly<Record<Kinds, (key: never) => unknown>>): Uint8Array {
    const wasOn = this.isOn;
    this.isOn = false;
    const isChanged = new Uint8Array(this.#keys.length);
    const all = this.#kinds.map((kind) => resolvers[kind] as (key: LookupKey) => unknown);
    for (const [lookup, key] of this.#keys.entries()) {
      const print = this.#printOf(all[this.#kindOf.at(lookup) as number]?.(key));
      if (print === this.#prints.at(lookup)) continue;
      isChanged[lookup] = 1;
      this.#prints.values[lookup] = print;
    }
    this.isOn = wasOn;
    const changed = new Uint8Array(this.#parents.length);
    for (let step = 1; step < changed.length; step++) {
      const parent = changed[this.#parents.at(step) as number] as number;
      changed[step] = parent | (isChanged[this.#lookups.at(step) as number] as number);
    }
    return changed;
  }

  /** Number of {@link takeColumns}. */
  static readonly columns = 5;

  /**
   * As columns, without the steps that none of the units has; theirs are numbered anew in place. The trace is of no use
   * afterwards.
   */
  takeColumns(units: Uint32Array): readonly Column[] {
    const [parents, lookups] = [this.#parents.values, this.#lookups.values];
    const isUsed = new Uint8Array(parents.length);
    for (const step of units) isUsed[step] = 1;
    for (let step = parents.length - 1; step > 0; step--) if (isUsed[step] === 1) isUsed[parents[step] as number] = 1;
    const numbers = new Uint32Array(parents.length);
    const lookupNumbers = new Uint32Array(this.#keys.length);
    const kept = { parents: new GrowingArray(Uint32Array), lookups: new GrowingArray(Uint32Array) };
    const keys: LookupKey[] = [];
    const facts = { kinds: new GrowingArray(Uint32Array), prints: new GrowingArray(Float64Array) };
    for (let step = 1, next = 1; step < parents.length; step++) {
      if (isUsed[step] === 0) continue;
      numbers[step] = next++;
      const lookup = lookups[step] as number;
      if (lookupNumbers[lookup] === 0) {
        lookupNumbers[lookup] = keys.push(this.#keys[lookup] as LookupKey);
        facts.kinds.push(this.#kindOf.at(lookup) as number);
        facts.prints.push(this.#prints.at(lookup) as number);
      }
      kept.parents.push(numbers[parents[step] as number] as number);
      kept.lookups.push((lookupNumbers[lookup] as number) - 1);
    }
    for (let unit = 0; unit < units.length; unit++) units[unit] = numbers[units[unit] as number] as number;
    const text = new TextEncoder().encode(JSON.stringify(keys));
    return [text, facts.kinds.values, facts.prints.values, kept.parents.values, kept.lookups.values];
  }

  /** The trace of {@link takeColumns}; null if it cannot be used. */
  static from<Kinds extends string>(
    kinds: readonly Kinds[],
    rare: readonly Kinds[],
    [text, kindOf, prints, parents, lookups]: readonly ArrayBuffer[],
  ): LookupTrace<Kinds> | null {
    if (text === undefined || kindOf === undefined || prints === undefined) return null;
    if (parents === undefined || parents.byteLength !== lookups?.byteLength) return null;
    const keys = keysOf(text);
    const [ofLookups, results] = [new Uint32Array(kindOf), new Float64Array(prints)];
    if (keys?.length !== ofLookups.length || keys.length !== results.length) return null;
    const trace = new LookupTrace(kinds, rare);
    for (const [lookup, key] of keys.entries()) {
      trace.#keys.push(key);
      trace.#numbers[ofLookups[lookup] as number]?.set(key, lookup);
    }
    trace.#kindOf.append(ofLookups);
    trace.#prints.append(results);
    const [before, made] = [new Uint32Array(parents), new Uint32Array(lookups)];
    for (let at = 0; at < before.length; at++) {
      // A step follows the one that it comes after.
      if ((before[at] as number) > at || (made[at] as number) >= keys.length) return null;
      const [parent, lookup] = [before[at] as number, made[at] as number];
      const step = trace.#addStep(parent, lookup);
      if ((trace.#numbers[ofLookups[lookup] as number] ?? null) === null) continue;
      if (parent === NO_STEP) trace.#firstSteps[lookup] = step;
      else trace.#steps.set(parent * LOOKUPS + lookup, step);
    }
    return trace;
  }

  /** Number of steps. */
  get size(): number {
    return this.#parents.length;
  }
}

/** The keys of a column; null if it is damaged. */
function keysOf(text: ArrayBuffer): readonly LookupKey[] | null {
  try {
    const keys: unknown = JSON.parse(Buffer.from(text).toString());
    const isKey = (key: unknown): key is LookupKey => typeof key === 'string' || typeof key === 'number';
    return Array.isArray(keys) && keys.every(isKey) ? keys : null;
  } catch {
    return null;
  }
}
