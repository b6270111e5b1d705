import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { msg } from '../../../../locales/messages.ts';
import { asInteger, asShortText, type Lost, SourceTable } from '../../../kit/source-table.ts';
import { textOf } from '../store/expressions.ts';
import type { FolderRow } from '../store/folders.ts';
import type { Keys } from '../store/keys.ts';

/** A folder of legacy notes: a mailbox of a mail account, or the folder on the phone. */
export interface LegacyFolder {
  readonly row: FolderRow;
}

interface Account {
  readonly name: string | null;
  /** Primary key of its first folder, which contains the others only on the server. */
  readonly defaultFolder: number | null;
}

/** Maximum number of folders and of accounts. */
const MAX_FOLDERS = 10_000;

/** Names that the store has for the notes on the phone; Notes shows no account, and “Notes” as the folder. */
const LOCAL_ACCOUNT = 'LOCAL_NOTES_ACCOUNT';
const LOCAL_FOLDER = 'LOCAL_NOTES_STORE';

/** Folders (`ZSTORE`) by primary key, with the names of their accounts. */
export function readLegacyFolders(db: SqlDatabase, keys: Keys, lost: Lost): ReadonlyMap<number, LegacyFolder> {
  const accounts = readAccounts(db, lost);
  const folders = new Map<number, LegacyFolder>();
  const table = new SourceTable(db, 'ZSTORE', lost);
  if (!table.exists) return folders;
  const expressions = {
    rowid: table.rowid,
    name: textOf(table, 'ZNAME'),
    account: table.integer('ZACCOUNT'),
    address: textOf(table, 'ZEXTERNALIDENTIFIER'),
  };
  const addresses = new Map<number, string>();
  const byAddress = new Map<string, number>();
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const sourceKey = asInteger(row.rowid);
    if (sourceKey === null || folders.has(sourceKey)) continue;
    if (folders.size === MAX_FOLDERS) {
      lost(msg('lost.beyond-limit.folders', { limit: MAX_FOLDERS }));
      break;
    }
    const [name, address] = [asShortText(row.name), asShortText(row.address)];
    const accountKey = asInteger(row.account) ?? -1;
    const account = accounts.get(accountKey);
    folders.set(sourceKey, {
      row: {
        key: keys.give(`legacy-${sourceKey}`, sourceKey),
        store: 'legacy',
        name: name === LOCAL_FOLDER ? 'Notes' : name,
        account: account?.name ?? null,
        parent: null,
        kind: 'normal',
        kindCode: null,
        isDeleted: false,
        isShared: false,
        participants: null,
        smartQuery: null,
        sourceKey,
      },
    });
    if (address === null) continue;
    addresses.set(sourceKey, `${accountKey} ${address}`);
    if (account?.defaultFolder !== sourceKey) byAddress.set(`${accountKey} ${address}`, sourceKey);
  }
  for (const [sourceKey, { row }] of folders) {
    const parent = folders.get(byAddress.get(parentAddress(addresses.get(sourceKey) ?? '')) ?? -1);
    if (parent !== undefined) folders.set(sourceKey, { row: { ...row, parent: parent.row.key } });
  }
  return folders;
}

/** The address without its last part, or '': folders of IMAP accounts have addresses like paths. */
function parentAddress(address: string): string {
  return address.slice(0, Math.max(0, address.lastIndexOf('/')));
}

function readAccounts(db: SqlDatabase, lost: Lost): ReadonlyMap<number, Account> {
  const accounts = new Map<number, Account>();
  const table = new SourceTable(db, 'ZACCOUNT', lost);
  if (!table.exists) return accounts;
  const expressions = {
    rowid: table.rowid,
    name: textOf(table, 'ZNAME'),
    defaultFolder: table.integer('ZDEFAULTSTORE'),
  };
  for (const row of table.rows(expressions)) {
    const [key, name] = [asInteger(row.rowid), asShortText(row.name)];
    if (key === null || accounts.size === MAX_FOLDERS) continue;
    accounts.set(key, { name: name === LOCAL_ACCOUNT ? null : name, defaultFolder: asInteger(row.defaultFolder) });
  }
  return accounts;
}
