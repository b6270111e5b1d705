const SLOTS = 2 ** 20;
/** Number of UTF-16 code units from the end that are used: enough of a random GUID. */
const LOOKED_AT = 8;

/**
 * A Bloom-like filter for GUIDs without false negatives: much faster than a look-up in a large `Map`, which must hash
 * the whole key and has poor memory locality.
 */
export class GuidFilter {
  readonly #slots = new Uint8Array(SLOTS);
  #lastGuid = '';
  #lastHeld = false;

  /** Adds a GUID. */
  add(guid: string): void {
    this.#slots[slotOf(guid)] = 1;
    this.#lastGuid = '';
  }

  /** False only if the GUID was not added. */
  mayHold(guid: string): boolean {
    // Several questions are asked about each message.
    if (guid !== this.#lastGuid || guid === '') {
      this.#lastHeld = this.#slots[slotOf(guid)] === 1;
      this.#lastGuid = guid;
    }
    return this.#lastHeld;
  }
}

function slotOf(guid: string): number {
  let hash = 0;
  for (let index = Math.max(0, guid.length - LOOKED_AT); index < guid.length; index++) {
    hash = (Math.imul(hash, 31) + guid.charCodeAt(index)) | 0;
  }
  return hash & (SLOTS - 1);
}
