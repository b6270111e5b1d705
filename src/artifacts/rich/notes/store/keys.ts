/** Keys per table, unique over all stores. */
export interface TableKeys {
  readonly folders: Keys;
  readonly notes: Keys;
  readonly attachments: Keys;
}

/**
 * Gives every record of a table a unique key: its identifier, with its primary key where the identifier is missing or taken
 * (every account has a `DefaultFolder-CloudKit`; a crafted store can repeat anything).
 */
export class Keys {
  readonly #taken = new Set<string>();

  /** A new unique key. The same records in the same order get the same keys. */
  give(identifier: string | null, primaryKey: number): string {
    let key = identifier ?? `z${primaryKey}`;
    // The primary key is unique, but a crafted identifier can look like any key.
    while (this.#taken.has(key)) key += `~${primaryKey}`;
    this.#taken.add(key);
    return key;
  }
}
