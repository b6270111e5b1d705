import type { SourceRow } from '../../../model/columns.ts';
import { KNOWN_DOMAINS, MAIN_PATHS } from './domains.ts';
import { takeApart } from './keys.ts';

/**
 * The rows of a Core Data table that a record of some app was made of. Which app tells its key.
 *
 * @param key of the record, or of one that shares its key space
 * @param pks the Z_PKs; that in the key when not given
 */
export function sourceRowsOf(
  key: number | null,
  store: 'db' | 'calls',
  table: string,
  pks?: readonly number[],
): SourceRow[] {
  if (key === null) return [];
  const { space, pk } = takeApart(key);
  const isIn = (file: { readonly domain: string; readonly relativePath: string }): boolean =>
    isOfSpace(space, file.domain) && (store !== 'db' || MAIN_PATHS.includes(file.relativePath));
  return (pks ?? [pk]).map((each) => ({ store, tables: [table], where: { Z_PK: each }, isIn }));
}

/** Beyond the known domains the place depends on what else is in the backup: any other may be meant. */
function isOfSpace(space: number, domain: string): boolean {
  const known = KNOWN_DOMAINS[space]?.[0];
  return known === undefined ? !KNOWN_DOMAINS.some(([name]) => name === domain) : known === domain;
}
