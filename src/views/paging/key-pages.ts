/** Rows at a time: quick to read, and little to hold. */
const PAGE = 1000;

/** Reads the rows after a key, in the order of their keys, at most `limit` of them. */
type ReadPage<K, R> = (after: K, limit: number) => Promise<readonly R[]>;

/** Every row of a list, a page at a time along its keys, which all stand after `start`. */
export async function* keyPages<K, R extends { readonly key: K | null }>(
  start: K,
  read: ReadPage<K, R>,
): AsyncGenerator<readonly R[]> {
  for (let after: K | null = start; after !== null; ) {
    const rows: readonly R[] = await read(after, PAGE);
    if (rows.length > 0) yield rows;
    after = rows.length < PAGE ? null : (rows.at(-1)?.key ?? null);
  }
}
