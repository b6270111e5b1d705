/** Keys of one app begin so far behind those of the one before. */
const SPACE = 2 ** 48;
/** Z_PKs beyond this are not of Core Data, and would run into the keys of another app. */
const MAX_PK = 2 ** 47 - 1;
/** Maximum number of stores; 2^53 leaves room for 32. */
const MAX_SPACES = 16;

/** Turns the Z_PKs of one store into keys that are unique among all stores. */
export class KeySpace {
  /** Key of the chat for messages that have none. Core Data counts from 1. */
  readonly orphans: number;
  readonly #base: number;

  /** @param index 0 for WhatsApp, 1 for WhatsApp Business */
  constructor(index: number) {
    this.#base = index * SPACE;
    this.orphans = this.#base;
  }

  /** The key of a row; null for a Z_PK that nothing but a damaged or crafted store has. */
  key(pk: number | null): number | null {
    return pk === null || !Number.isInteger(pk) || Math.abs(pk) > MAX_PK ? null : this.#base + pk;
  }
}

/** The store and the Z_PK that a key was made of: what {@link KeySpace} does, turned round. */
export function takeApart(key: number): { readonly space: number; readonly pk: number } {
  const space = Math.max(0, Math.round(key / SPACE));
  return { space, pk: key - space * SPACE };
}

/** True while there is a key space for the store with this index. */
export function hasSpace(index: number): boolean {
  return index < MAX_SPACES;
}
