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

/** Maximum number of folders and of accounts. */
const MAX_FOLDERS = 10_000;

/** Folders (`ZSTORE`) by primary key, with the names of their accounts. */
export function readLegacyFolders(db: SqlDatabase, keys: Keys, lost: Lost): ReadonlyMap<number, LegacyFolder> {
  const accounts = readAccounts(db, lost);
  const folders = new Map<number, LegacyFolder>();
  const table = new SourceTable(db, 'ZSTORE', lost);
  if (!table.exists) return folders;
  const expressions = { rowid: table.rowid, name: textOf(table, 'ZNAME'), account: table.integer('ZACCOUNT') };
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const sourceKey = asInteger(row.rowid);
    if (sourceKey === null || folders.has(sourceKey)) continue;
    if (folders.size === MAX_FOLDERS) {
      lost(msg('lost.beyond-limit.folders', { limit: MAX_FOLDERS }));
      break;
    }
    folders.set(sourceKey, {
      row: {
        key: keys.give(`legacy-${sourceKey}`, sourceKey),
        store: 'legacy',
        name: asShortText(row.name),
        account: accounts.get(asInteger(row.account) ?? -1) ?? null,
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
  }
  return folders;
}

function readAccounts(db: SqlDatabase, lost: Lost): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const table = new SourceTable(db, 'ZACCOUNT', lost);
  if (!table.exists) return names;
  for (const row of table.rows({ rowid: table.rowid, name: textOf(table, 'ZNAME') })) {
    const [key, name] = [asInteger(row.rowid), asShortText(row.name)];
    if (key !== null && name !== null && names.size < MAX_FOLDERS) names.set(key, name);
  }
  return names;
}
