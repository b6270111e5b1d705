/** A table of a database. */
interface Table {
  readonly name: string;
  /** Null if unknown. */
  readonly rows: number | null;
  readonly isReadable: boolean;
}

/** Tables with which SQLite, Core Data and iOS administer a database, as opposed to what is in it. */
const ADMINISTRATION = /^(?:_|sqlite_|Z_(?:METADATA|MODELCACHE|PRIMARYKEY)$|ATRANSACTION)/i;

/** The table that is shown first: one with rows, and with contents rather than administration, if there is one. */
export function firstTable<T extends Table>(tables: readonly T[]): T | undefined {
  const filled = tables.filter(({ rows, isReadable }) => isReadable && rows !== 0);
  return filled.find(({ name }) => !ADMINISTRATION.test(name)) ?? filled[0] ?? tables[0];
}
