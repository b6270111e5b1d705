import type { SourceRow } from '../../../model/columns.ts';
import { CONTACTS, KNOWN_DOMAINS, MAIN_PATHS } from './domains.ts';
import { OLD_BOOK, parseKey } from './keys.ts';

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
    isOfSpace(space, file.domain) &&
    (store !== 'db' || MAIN_PATHS.includes(file.relativePath)) &&
    (store !== 'contacts' || file.relativePath.endsWith(CONTACTS) === (table !== 'ZWAPHONE'));
  return (pks ?? [pk]).map((each) => ({ store, tables: [table], where: { Z_PK: each }, isIn }));
}

/** The row from which a contact was made: a person, in old address books a number. */
export function contactSourceRows(key: number | null): SourceRow[] {
  if (key === null) return [];
  const { pk } = parseKey(key);
  const isOld = pk >= OLD_BOOK;
  return isOld
    ? sourceRowsOf(key, 'contacts', 'ZWAPHONE', [pk - OLD_BOOK])
    : sourceRowsOf(key, 'contacts', 'ZWAADDRESSBOOKCONTACT');
}

/** Beyond the known domains the key space depends on the backup, so that any other domain matches. */
function isOfSpace(space: number, domain: string): boolean {
  const known = KNOWN_DOMAINS[space]?.[0];
  return known === undefined ? !KNOWN_DOMAINS.some(([name]) => name === domain) : known === domain;
}
