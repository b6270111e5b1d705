/** The keys of each table, which stay unique over all stores. */
export interface TableKeys {
  readonly folders: Keys;
  readonly notes: Keys;
  readonly attachments: Keys;
}

/**
 * Gives every record of a table a key of its own: its identifier, and where that is missing or taken (two accounts both
 * have a `DefaultFolder-CloudKit`; a crafted store has anything) its primary key as well.
 */
export class Keys {
  readonly #taken = new Set<string>();

  /** A key nobody has yet. The same records in the same order get the same keys. */
  give(identifier: string | null, primaryKey: number): string {
    let key = identifier ?? `z${primaryKey}`;
    // The primary key is unique, but a crafted identifier can look like any key.
    while (this.#taken.has(key)) key += `~${primaryKey}`;
    this.#taken.add(key);
    return key;
  }
}
