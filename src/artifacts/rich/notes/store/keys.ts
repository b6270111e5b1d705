/** Keys per table, unique over all stores. */
export interface TableKeys {
  readonly folders: Keys;
  readonly notes: Keys;
  readonly attachments: Keys;
}

/**
 * Assigns unique keys to the records of a table: the identifier, or with the primary key if the identifier is missing
 * or taken (every account has a `DefaultFolder-CloudKit`; a crafted store can repeat any).
 */
export class Keys {
  readonly #taken = new Set<string>();

  /** Returns a new unique key. The same records in the same order get the same keys. */
  give(identifier: string | null, primaryKey: number): string {
    let key = identifier ?? `z${primaryKey}`;
    // Primary keys are unique, but a crafted identifier can equal any key.
    while (this.#taken.has(key)) key += `~${primaryKey}`;
    this.#taken.add(key);
    return key;
  }
}
