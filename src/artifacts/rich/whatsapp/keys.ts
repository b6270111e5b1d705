/** Size of the key space of one store. */
const SPACE = 2 ** 48;
/** Maximum Z_PK; larger ones are not from Core Data and would collide with the keys of another app. */
const MAX_PK = 2 ** 47 - 1;
/** Added to the Z_PKs of numbers in old address books, so that both books of a phone can have records. */
export const OLD_BOOK = 2 ** 46;
/** Maximum number of stores; 2^53 has room for 32. */
const MAX_SPACES = 16;

/** Converts the Z_PKs of one store to keys that are unique among all stores. */
export class KeySpace {
  /** Key of the chat for messages without a chat. Core Data counts from 1. */
  readonly orphans: number;
  readonly #base: number;

  /** @param index 0 for WhatsApp, 1 for WhatsApp Business */
  constructor(index: number) {
    this.#base = index * SPACE;
    this.orphans = this.#base;
  }

  /** The key of a row; null for a Z_PK out of range, found only in damaged or crafted stores. */
  key(pk: number | null): number | null {
    return pk === null || !Number.isInteger(pk) || Math.abs(pk) > MAX_PK ? null : this.#base + pk;
  }
}

/** The store index and Z_PK of a key: the inverse of {@link KeySpace}. */
export function parseKey(key: number): { readonly space: number; readonly pk: number } {
  const space = Math.max(0, Math.round(key / SPACE));
  return { space, pk: key - space * SPACE };
}

/** True if there is a key space for the store with this index. */
export function hasSpace(index: number): boolean {
  return index < MAX_SPACES;
}
