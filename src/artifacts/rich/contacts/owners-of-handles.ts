import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { handleKey } from '../../../model/handle.ts';
import { type Lost, SourceTable } from '../../kit/source-table.ts';
import { linkCards, readCards, readPreferred } from './cards.ts';
import { readValues } from './values.ts';

/**
 * ROWID of the person by canonical phone number or e-mail address. Handles shared by several people (family number or
 * mailbox) are omitted.
 */
export function ownersOfHandles(db: SqlDatabase, region: string | null, lost: Lost): ReadonlyMap<string, number> {
  const people = new SourceTable(db, 'ABPerson', lost);
  const owners = new Map<string, number>();
  if (!people.exists) return owners;
  const shared = new Set<string>();
  const values = readValues(db, () => {}, lost);
  const named = readPreferred(db, 'PreferredNamePersonID', lost);
  for (const [human, cards] of linkCards(readCards(people, lost), named).entries()) {
    for (const { rowid } of cards) {
      const ofCard = values.get(rowid);
      for (const { value } of [...(ofCard?.phones ?? []), ...(ofCard?.emails ?? [])]) {
        const key = handleKey(value, region);
        if (owners.has(key) && owners.get(key) !== human) shared.add(key);
        owners.set(key, human);
      }
    }
  }
  for (const key of shared) owners.delete(key);
  return owners;
}
