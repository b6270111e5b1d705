import type { DatabaseSync } from 'node:sqlite';
import { msg } from '../../../../locales/messages.ts';
import { asInteger, asShortText, type Lost, SourceTable } from '../../../kit/source-table.ts';
import { textOf } from '../store/expressions.ts';
import type { FolderRow } from '../store/folders.ts';
import type { Keys } from '../store/keys.ts';

/** A folder of legacy notes: a mailbox of a mail account, or the one on the phone. */
export interface LegacyFolder {
  readonly row: FolderRow;
}

/** More folders or accounts than anybody has. */
const MAX_FOLDERS = 10_000;

/** Folders (`ZSTORE`) by primary key, with the names of their accounts. */
export function readLegacyFolders(db: DatabaseSync, keys: Keys, lost: Lost): ReadonlyMap<number, LegacyFolder> {
  const accounts = readAccounts(db, lost);
  const folders = new Map<number, LegacyFolder>();
  const table = new SourceTable(db, 'ZSTORE', lost);
  if (!table.exists) return folders;
  for (const row of table.rows([table.rowid, textOf(table, 'ZNAME'), table.integer('ZACCOUNT')], 'ORDER BY rowid')) {
    const sourceKey = asInteger(row[0]);
    if (sourceKey === null || folders.has(sourceKey)) continue;
    if (folders.size === MAX_FOLDERS) {
      lost(msg('lost.beyond-limit.folders', { limit: MAX_FOLDERS }));
      break;
    }
    folders.set(sourceKey, {
      row: {
        key: keys.give(`legacy-${sourceKey}`, sourceKey),
        store: 'legacy',
        name: asShortText(row[1]),
        account: accounts.get(asInteger(row[2]) ?? -1) ?? null,
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

function readAccounts(db: DatabaseSync, lost: Lost): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const table = new SourceTable(db, 'ZACCOUNT', lost);
  if (!table.exists) return names;
  for (const row of table.rows([table.rowid, textOf(table, 'ZNAME')])) {
    const [key, name] = [asInteger(row[0]), asShortText(row[1])];
    if (key !== null && name !== null && names.size < MAX_FOLDERS) names.set(key, name);
  }
  return names;
}
