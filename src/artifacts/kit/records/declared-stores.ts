import type { ArtifactFacts } from './declaration.ts';
import type { RecordStore } from './stores.ts';

/** Name of the only store. */
const STORE = 'store';

/** The stores by name, each with all its places. */
export function storesOf({
  store,
  stores = {},
}: Pick<ArtifactFacts, 'store' | 'stores'>): Readonly<Record<string, RecordStore>> {
  const all = { ...(store === undefined ? {} : { [STORE]: store }), ...stores };
  return Object.fromEntries(
    Object.entries(all).map(([name, parts]) => {
      const [first, ...others] = [parts].flat();
      if (first === undefined) throw new Error(`Store ${name} has no place.`);
      const places = [first, ...others].flatMap(({ pattern }) => pattern.places);
      return [name, { ...first, pattern: { ...first.pattern, places } }];
    }),
  );
}
