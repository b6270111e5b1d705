import type { SourceRow } from '../../../model/columns.ts';
import { KNOWN_DOMAINS, MAIN_PATHS } from './domains.ts';
import { parseKey } from './keys.ts';

/**
 * The rows of a Core Data table from which a record was made. The app is part of its key.
 *
 * @param key key of the record, or of another in the same key space
 * @param pks Z_PKs. Default: that in the key
 */
export function sourceRowsOf(
  key: number | null,
  store: 'db' | 'calls' | 'contacts',
  table: string,
  pks?: readonly number[],
): SourceRow[] {
  if (key === null) return [];
  const { space, pk } = parseKey(key);
  const isIn = (file: { readonly domain: string; readonly relativePath: string }): boolean =>
    isOfSpace(space, file.domain) && (store !== 'db' || MAIN_PATHS.includes(file.relativePath));
  return (pks ?? [pk]).map((each) => ({ store, tables: [table], where: { Z_PK: each }, isIn }));
}

/** Beyond the known domains the key space depends on the backup, so that any other domain matches. */
function isOfSpace(space: number, domain: string): boolean {
  const known = KNOWN_DOMAINS[space]?.[0];
  return known === undefined ? !KNOWN_DOMAINS.some(([name]) => name === domain) : known === domain;
}
