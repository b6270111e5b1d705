import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { asInteger, asShortText, type Lost, SourceTable } from '../../kit/source-table.ts';

/** Accounts of cards, and the owner's own cards. */
export interface Accounts {
  /** Name of the account by `StoreID`. */
  readonly names: ReadonlyMap<number, string>;
  /** ROWIDs of the owner's own cards (`ABStore.MeIdentifier`). */
  readonly ownerCards: ReadonlySet<number>;
}

/** Reads `ABStore` and `ABAccount`. */
export function readAccounts(db: SqlDatabase, lost: Lost): Accounts {
  const names = new Map<number, string>();
  const ownerCards = new Set<number>();
  const accounts = new Map<number, string>();
  const accountTable = new SourceTable(db, 'ABAccount', lost);
  if (accountTable.has('AccountIdentifier')) {
    const columns = { rowid: accountTable.rowid, identifier: accountTable.value('AccountIdentifier') };
    for (const row of accountTable.rows(columns)) {
      const identifier = asShortText(row.identifier);
      if (identifier !== null) accounts.set(asInteger(row.rowid) ?? -1, identifier);
    }
  }
  const stores = new SourceTable(db, 'ABStore', lost);
  if (!stores.exists) return { names, ownerCards };
  const expressions = {
    rowid: stores.rowid,
    name: stores.value('Name'),
    identifier: stores.value('StoreInternalIdentifier'),
    account: stores.integer('AccountID'),
    me: stores.integer('MeIdentifier'),
  };
  for (const row of stores.rows(expressions)) {
    const store = asInteger(row.rowid);
    const me = asInteger(row.me);
    if (me !== null && me >= 0) ownerCards.add(me);
    const name = asShortText(row.name) ?? accounts.get(asInteger(row.account) ?? -1) ?? asShortText(row.identifier);
    if (store !== null && name !== null) names.set(store, name);
  }
  return { names, ownerCards };
}

/** Group names by the card's ROWID. Nested groups (`member_type` 1) are not followed. */
export function readGroups(db: SqlDatabase, lost: Lost): ReadonlyMap<number, readonly string[]> {
  const byCard = new Map<number, number[]>();
  const groups = new SourceTable(db, 'ABGroup', lost);
  const members = new SourceTable(db, 'ABGroupMembers', lost);
  if (!groups.has('Name') || !members.has('group_id', 'member_id')) return new Map();
  const names = new Map<number, string>();
  for (const row of groups.rows({ rowid: groups.rowid, name: groups.value('Name') })) {
    const name = asShortText(row.name);
    if (name !== null) names.set(asInteger(row.rowid) ?? -1, name);
  }
  const expressions = {
    group: members.integer('group_id'),
    member: members.integer('member_id'),
    isGroup: members.flag('member_type'),
  };
  for (const row of members.rows(expressions, 'ORDER BY rowid')) {
    const [group, card] = [asInteger(row.group), asInteger(row.member)];
    if (group === null || !names.has(group) || card === null || row.isGroup === 1) continue;
    const ofCard = byCard.get(card);
    if (ofCard === undefined) byCard.set(card, [group]);
    else ofCard.push(group);
  }
  const namesOf = (ofCard: readonly number[]): string[] =>
    ofCard.toSorted((a, b) => a - b).map((group) => names.get(group) ?? '');
  return new Map([...byCard].map(([card, ofCard]) => [card, namesOf(ofCard)]));
}
