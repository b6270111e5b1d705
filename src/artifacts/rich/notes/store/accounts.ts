import { msg } from '../../../../locales/messages.ts';
import { asInteger, asShortText, type SourceTable, type SqlValue } from '../../../kit/source-table.ts';
import { columnFamily, textOf } from './expressions.ts';
import type { NoteObjects } from './objects.ts';

/** An account of notes. */
export interface Account {
  readonly name: string | null;
  /** Name of its media folder. */
  readonly identifier: string | null;
}

/** Maximum number of accounts; exceeded only by damaged or hostile stores. */
const MAX_ACCOUNTS = 1_000;

/** Accounts by primary key. */
export function readAccounts({ table, entities, lost }: NoteObjects): ReadonlyMap<number, Account> {
  const accounts = new Map<number, Account>();
  const expressions = { rowid: table.rowid, name: textOf(table, 'ZNAME'), identifier: textOf(table, 'ZIDENTIFIER') };
  for (const row of table.rows(expressions, `WHERE Z_ENT = ${entities.account} ORDER BY rowid`)) {
    const key = asInteger(row.rowid);
    if (accounts.size === MAX_ACCOUNTS) {
      lost(msg('lost.beyond-limit.accounts', { limit: MAX_ACCOUNTS }));
      break;
    }
    if (key !== null) accounts.set(key, { name: asShortText(row.name), identifier: asShortText(row.identifier) });
  }
  return accounts;
}

/**
 * SQL for the primary key of the account of a row: the first value in these columns, then in the columns `ZACCOUNT`…,
 * that is the key of an account. Columns of other entities are NULL or hold other keys.
 */
export function accountKeyOf(
  table: SourceTable,
  accounts: ReadonlyMap<number, Account>,
  first: readonly string[] = [],
): string {
  const keys = [...accounts.keys()].join(', ');
  const columns = [...first.filter((name) => table.has(name)), ...columnFamily(table, 'ZACCOUNT')];
  if (columns.length === 0 || keys === '') return 'NULL';
  return `CASE ${columns.map((name) => `WHEN "${name}" IN (${keys}) THEN "${name}"`).join(' ')} END`;
}

/** The account of a key selected by {@link accountKeyOf}. */
export function accountOf(accounts: ReadonlyMap<number, Account>, key: SqlValue): Account | null {
  return accounts.get(asInteger(key) ?? -1) ?? null;
}
