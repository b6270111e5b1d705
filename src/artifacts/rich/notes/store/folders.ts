import { msg } from '../../../../locales/messages.ts';
import type { RowOf } from '../../../../model/columns.ts';
import { asBlob, asInteger, asShortText, asText, SourceTable } from '../../../kit/source-table.ts';
import type { FolderKind, noteFolders } from '../tables.ts';
import { type Account, accountKeyOf, accountOf } from './accounts.ts';
import { blobOf, boundedTextOf, textOf } from './expressions.ts';
import type { Keys } from './keys.ts';
import type { NoteObjects } from './objects.ts';
import { MAX_SHARE, readShare } from './share.ts';

/** A row of `note_folders`. */
export type FolderRow = RowOf<typeof noteFolders>;

/** A folder and its account. */
export interface Folder {
  readonly row: FolderRow;
  readonly account: Account | null;
}

/** Maximum number of folders; exceeded only by damaged or hostile stores. */
const MAX_FOLDERS = 50_000;
/** Maximum number of folders in each other; Notes allows 5. */
const MAX_DEPTH = 16;
/** Maximum size of the query of a smart folder, in bytes. */
const MAX_QUERY = 64 * 1024;

/** Values of `ZFOLDERTYPE` (docs/format/notes.md); 2 and above are smart and system folders. */
const NORMAL = 0;
const TRASH = 1;
const SMART = 2;

/** Folders in ascending primary key order. */
export function readFolders(
  objects: NoteObjects,
  accounts: ReadonlyMap<number, Account>,
  keys: Keys,
): ReadonlyMap<number, Folder> {
  const { table, entities, note, lost } = objects;
  const folders = new Map<number, Folder & { readonly parent: number | null }>();
  const expressions = {
    rowid: table.rowid,
    name: textOf(table, 'ZTITLE2'),
    identifier: textOf(table, 'ZIDENTIFIER'),
    kind: table.integer('ZFOLDERTYPE'),
    parent: table.integer('ZPARENT'),
    isDeleted: table.flag('ZMARKEDFORDELETION'),
    smartQuery: boundedTextOf(table, 'ZSMARTFOLDERQUERYJSON', MAX_QUERY),
    isQueryTooLarge: table.exceeds('ZSMARTFOLDERQUERYJSON', MAX_QUERY),
    share: blobOf(table, 'ZSERVERSHAREDATA', MAX_SHARE),
    isShared: table.exceeds('ZSERVERSHAREDATA', 0),
    account: accountKeyOf(table, accounts, ['ZOWNER']),
  };
  for (const row of table.rows(expressions, `WHERE Z_ENT = ${entities.folder} ORDER BY rowid`)) {
    const sourceKey = asInteger(row.rowid);
    if (sourceKey === null || folders.has(sourceKey)) continue;
    if (folders.size === MAX_FOLDERS) {
      lost(msg('lost.beyond-limit.folders', { limit: MAX_FOLDERS }));
      break;
    }
    const identifier = asShortText(row.identifier);
    const kindCode = asInteger(row.kind);
    const smartQuery = asText(row.smartQuery) || null;
    if (row.isQueryTooLarge === 1) lost(msg('lost.too-large.values'));
    const share = asBlob(row.share);
    const kind = kindOf(kindCode, identifier, smartQuery);
    if (kind === 'other') note(msg('note.unknown-code', { field: 'folder-type', value: kindCode ?? '' }));
    const account = accountOf(accounts, row.account);
    const folder: FolderRow = {
      key: keys.give(identifier, sourceKey),
      store: 'modern',
      name: asShortText(row.name),
      account: account?.name ?? null,
      parent: null,
      kind,
      kindCode,
      isDeleted: row.isDeleted === 1,
      isShared: row.isShared === 1,
      participants: share === null ? null : readShare(share),
      smartQuery,
      sourceKey,
    };
    folders.set(sourceKey, { row: folder, account, parent: asInteger(row.parent) });
  }
  return new Map(
    [...folders].map(([sourceKey, { row, account, parent }]) => {
      const above = parent === null || parent === sourceKey ? undefined : folders.get(parent);
      const { isShared, participants } = sharedBy(sourceKey, folders);
      return [sourceKey, { row: { ...row, parent: above?.row.key ?? null, isShared, participants }, account }];
    }),
  );
}

/** The folder itself or the nearest one above it that is shared, as folders within it are shared with it. */
function sharedBy(
  sourceKey: number,
  folders: ReadonlyMap<number, Folder & { readonly parent: number | null }>,
): Pick<FolderRow, 'isShared' | 'participants'> {
  let folder = folders.get(sourceKey);
  for (let depth = 0; folder !== undefined && depth < MAX_DEPTH; depth++) {
    if (folder.row.isShared === true) return folder.row;
    folder = folders.get(folder.parent ?? -1);
  }
  return { isShared: false, participants: null };
}

function kindOf(code: number | null, identifier: string | null, query: string | null): FolderKind {
  if (code === TRASH || identifier?.startsWith('TrashFolder')) return 'trash';
  if (query !== null || code === SMART) return 'smart';
  return code === NORMAL || code === null ? 'normal' : 'other';
}

/**
 * Folder of every note up to iOS 11, by primary keys. Name and columns of the join table contain the entity numbers
 * (iOS 9: `Z_12NOTES` with `Z_12FOLDERS` and `Z_9NOTES`).
 */
export function readFolderJoin({ db, entities, lost }: NoteObjects): ReadonlyMap<number, number> {
  const folderOf = new Map<number, number>();
  const [folders, notes] = [`Z_${entities.folder}FOLDERS`, `Z_${entities.note}NOTES`];
  const join = new SourceTable(db, `Z_${entities.folder}NOTES`, lost);
  if (!join.has(folders, notes)) return folderOf;
  for (const row of join.allRows({ folder: join.integer(folders), note: join.integer(notes) })) {
    const [folder, note] = [asInteger(row.folder), asInteger(row.note)];
    if (folder !== null && note !== null) folderOf.set(note, folder);
  }
  return folderOf;
}
