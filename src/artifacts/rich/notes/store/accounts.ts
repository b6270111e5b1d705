import { msg } from '../../../../locales/messages.ts';
import { asInteger, asShortText, type SqlValue } from '../../../kit/source-table.ts';
import { columnFamily, textOf } from './expressions.ts';
import type { NoteObjects } from './objects.ts';

/** An account that holds notes. */
export interface Account {
  readonly name: string | null;
  /** The name of its folder of media. */
  readonly identifier: string | null;
}

/** More accounts than anybody has; a store with more is damaged or made to exhaust memory. */
const MAX_ACCOUNTS = 1_000;

/** Accounts by primary key. */
export function readAccounts({ table, entities, lost }: NoteObjects): ReadonlyMap<number, Account> {
  const accounts = new Map<number, Account>();
  const expressions = [table.rowid, textOf(table, 'ZNAME'), textOf(table, 'ZIDENTIFIER')];
  for (const row of table.rows(expressions, `WHERE Z_ENT = ${entities.account} ORDER BY rowid`)) {
    const key = asInteger(row[0]);
    if (accounts.size === MAX_ACCOUNTS) {
      lost(msg('lost.beyond-limit.accounts', { limit: MAX_ACCOUNTS }));
      break;
    }
    if (key !== null) accounts.set(key, { name: asShortText(row[1]), identifier: asShortText(row[2]) });
  }
  return accounts;
}

/** The columns that may say which account a row belongs to, as expressions. */
export function accountColumns({ table }: NoteObjects): readonly string[] {
  return columnFamily(table, 'ZACCOUNT').map((column) => table.integer(column));
}

/** The account that one of {@link accountColumns} names: the others are NULL or mean something else. */
export function findAccount(
  accounts: ReadonlyMap<number, Account>,
  values: readonly (SqlValue | undefined)[],
): Account | null {
  for (const value of values) {
    const account = accounts.get(asInteger(value) ?? -1);
    if (account !== undefined) return account;
  }
  return null;
}
