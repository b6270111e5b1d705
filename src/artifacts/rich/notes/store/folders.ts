import { msg } from '../../../../locales/messages.ts';
import type { RowOf } from '../../../../model/columns.ts';
import { asBlob, asInteger, asShortText, SourceTable } from '../../../kit/source-table.ts';
import type { FolderKind, noteFolders } from '../tables.ts';
import { type Account, accountColumns, findAccount } from './accounts.ts';
import { blobOf, textOf } from './expressions.ts';
import type { Keys } from './keys.ts';
import type { NoteObjects } from './objects.ts';
import { MAX_SHARE, readShare } from './share.ts';

/** A row of `note_folders`. */
export type FolderRow = RowOf<typeof noteFolders>;

/** A folder, and what its notes need of it. */
export interface Folder {
  readonly row: FolderRow;
  readonly account: Account | null;
}

/** More folders than anybody has; a store with more is damaged or made to exhaust memory. */
const MAX_FOLDERS = 50_000;

/** `ZFOLDERTYPE` (reference media-notes §2.2): 2 and above are smart folders and those of the system. */
const NORMAL = 0;
const TRASH = 1;
const SMART = 2;

/** Folders by primary key, in its order. */
export function readFolders(
  objects: NoteObjects,
  accounts: ReadonlyMap<number, Account>,
  keys: Keys,
): ReadonlyMap<number, Folder> {
  const { table, entities, note, lost } = objects;
  const folders = new Map<number, Folder & { readonly parent: number | null }>();
  const expressions = [
    table.rowid,
    textOf(table, 'ZTITLE2'),
    textOf(table, 'ZIDENTIFIER'),
    table.integer('ZFOLDERTYPE'),
    table.integer('ZPARENT'),
    table.flag('ZMARKEDFORDELETION'),
    textOf(table, 'ZSMARTFOLDERQUERYJSON'),
    blobOf(table, 'ZSERVERSHAREDATA', MAX_SHARE),
    table.exceeds('ZSERVERSHAREDATA', 0),
    table.integer('ZOWNER'),
    ...accountColumns(objects),
  ];
  for (const row of table.rows(expressions, `WHERE Z_ENT = ${entities.folder} ORDER BY rowid`)) {
    const sourceKey = asInteger(row[0]);
    if (sourceKey === null || folders.has(sourceKey)) continue;
    if (folders.size === MAX_FOLDERS) {
      lost(msg('lost.beyond-limit.folders', { limit: MAX_FOLDERS }));
      break;
    }
    const identifier = asShortText(row[2]);
    const kindCode = asInteger(row[3]);
    const smartQuery = asShortText(row[6]);
    const share = asBlob(row[7]);
    const kind = kindOf(kindCode, identifier, smartQuery);
    if (kind === 'other') note(msg('note.unknown-code', { field: 'folder-type', value: kindCode ?? '' }));
    const account = findAccount(accounts, row.slice(9));
    const folder: FolderRow = {
      key: keys.give(identifier, sourceKey),
      store: 'modern',
      name: asShortText(row[1]),
      account: account?.name ?? null,
      parent: null,
      kind,
      kindCode,
      isDeleted: row[5] === 1,
      isShared: row[8] === 1,
      participants: share === null ? null : readShare(share),
      smartQuery,
      sourceKey,
    };
    folders.set(sourceKey, { row: folder, account, parent: asInteger(row[4]) });
  }
  return new Map(
    [...folders].map(([sourceKey, { row, account, parent }]) => {
      const above = parent === null || parent === sourceKey ? undefined : folders.get(parent);
      return [sourceKey, { row: { ...row, parent: above?.row.key ?? null }, account }];
    }),
  );
}

function kindOf(code: number | null, identifier: string | null, query: string | null): FolderKind {
  if (code === TRASH || identifier?.startsWith('TrashFolder')) return 'trash';
  if (query !== null || code === SMART) return 'smart';
  return code === NORMAL || code === null ? 'normal' : 'other';
}

/**
 * In which folder each note lies up to iOS 11, by primary keys: the join table has the numbers of the entities in its
 * name and columns (iOS 9: `Z_12NOTES` with `Z_12FOLDERS` and `Z_9NOTES`).
 */
export function readFolderJoin({ db, entities, lost }: NoteObjects): ReadonlyMap<number, number> {
  const folderOf = new Map<number, number>();
  const [folders, notes] = [`Z_${entities.folder}FOLDERS`, `Z_${entities.note}NOTES`];
  const join = new SourceTable(db, `Z_${entities.folder}NOTES`, lost);
  if (!join.has(folders, notes)) return folderOf;
  for (const row of join.allRows([join.integer(folders), join.integer(notes)])) {
    const [folder, note] = [asInteger(row[0]), asInteger(row[1])];
    if (folder !== null && note !== null) folderOf.set(note, folder);
  }
  return folderOf;
}
