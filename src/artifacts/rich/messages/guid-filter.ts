const SLOTS = 2 ** 20;
/** How many UTF-16 code units from the end are looked at: more than enough of a random GUID. */
const LOOKED_AT = 8;

/**
 * Says of most GUIDs that they were never added, at a fraction of the price of a look-up in a large `Map` (whose key
 * must be hashed in full, and which is scattered over memory). Never wrong about one that was.
 */
export class GuidFilter {
  readonly #slots = new Uint8Array(SLOTS);

  /** From now on {@link mayHold} is true for this one. */
  add(guid: string): void {
    this.#slots[slotOf(guid)] = 1;
  }

  /** False only for a GUID that was never added. */
  mayHold(guid: string): boolean {
    return this.#slots[slotOf(guid)] === 1;
  }
}

function slotOf(guid: string): number {
  let hash = 0;
  for (let index = Math.max(0, guid.length - LOOKED_AT); index < guid.length; index++) {
    hash = (Math.imul(hash, 31) + guid.charCodeAt(index)) | 0;
  }
  return hash & (SLOTS - 1);
}
