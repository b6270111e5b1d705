/** Rows per page. */
const PAGE = 1000;

/** Reads up to `limit` rows after a key, ordered by key. */
type ReadPage<K, R> = (after: K, limit: number) => Promise<readonly R[]>;

/** Yields all rows with keys after `start`, in pages ordered by key. */
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
