import type { NoteFolderView, SmartQueryView } from '../../contract/notes.ts';
import { msg } from '../../locales/messages.ts';
import type { RowOf } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import { fold } from '../../model/fold.ts';
import type { BackupId } from '../../model/ids.ts';
import { compare } from '../compare.ts';
import { rowsOf } from '../rows-of.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { type NoteEntry, noteDirectory } from './note-directory.ts';
import { noteParts } from './note-parts.ts';
import { canFollow, isInSmartFolder } from './smart-folder.ts';
import { parseSmartQuery, type SmartQuery } from './smart-query.ts';

type FolderRow = RowOf<ViewContext['store']['tables']['note_folders']>;

/** Maximum number of folders; people usually have dozens. */
const MAX_FOLDERS = 10_000;
/** Maximum number of times a note is compared with a condition of a smart folder. */
const MAX_STEPS = 10_000_000;

/**
 * The folders of notes in pre-order, accounts by name. Deleted folders are omitted if they are empty.
 * @throws BACKUP_NOT_FOUND, LIMIT_EXCEEDED
 */
export async function listNoteFolders(ctx: ViewContext, backup: BackupId): Promise<NoteFolderView[]> {
  const scope = await scopeOf(ctx, backup);
  const [rows, directory] = await Promise.all([readFolders(ctx, scope), noteDirectory(ctx, scope)]);
  const smart = await smartFolders(ctx, scope, rows);
  const nameOf = new Map(rows.map(({ key, name }) => [key, name]));
  const counts = new Map<string | null, number>();
  for (const { folder } of directory.entries) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  return treeOf(rows)
    .map(({ row, depth }) => folderView(row, depth, smart.get(row.key) ?? counts.get(row.key) ?? 0, nameOf))
    .filter(({ isDeleted, noteCount }) => !isDeleted || (noteCount ?? 0) > 0);
}

/** The query of a smart folder with its notes in the order of the directory; null if it cannot be followed. */
interface SmartFolder {
  readonly query: SmartQuery | null;
  readonly notes: readonly NoteEntry[] | null;
}

/** The notes of the smart folders, by key: those of the same account that were not deleted. */
async function smartFolders(
  ctx: ViewContext,
  scope: Scope,
  rows: readonly Pick<FolderRow, 'key' | 'kind' | 'account' | 'smartQuery'>[],
): Promise<ReadonlyMap<string | null, SmartFolder>> {
  const wanted = rows.filter(({ kind }) => kind === 'smart');
  if (wanted.length === 0) return new Map();
  const [{ entries }, parts] = await Promise.all([noteDirectory(ctx, scope), noteParts(ctx, scope)]);
  let budget = MAX_STEPS;
  return new Map(
    wanted.map(({ key, account, smartQuery }): readonly [string | null, SmartFolder] => {
      const query = smartQuery === null ? null : parseSmartQuery(smartQuery);
      const steps = entries.length * (query?.groups.flatMap(({ conditions }) => conditions).length ?? 0);
      if (query === null || !canFollow(query) || steps > budget) return [key, { query, notes: null }];
      budget -= steps;
      const notes = entries.filter(
        (note) => !note.isGone && note.account === account && isInSmartFolder(query, note, parts.get(note.key)),
      );
      return [key, { query, notes }];
    }),
  );
}

/** Keys of the notes of a smart folder; null for other folders. Those of one that cannot be followed are not known: none. */
export async function notesOfSmartFolder(
  ctx: ViewContext,
  scope: Scope,
  folder: string,
): Promise<ReadonlySet<string> | null> {
  const rows = await rowsOf(ctx, scope, 'note_folders')
    .select(['key', 'kind', 'account', 'smartQuery'])
    .where('key', '=', folder)
    .where('kind', '=', 'smart')
    .execute();
  if (rows.length === 0) return null;
  const smart = await smartFolders(ctx, scope, rows);
  return new Set(smart.get(folder)?.notes?.map(({ key }) => key));
}

async function readFolders(ctx: ViewContext, scope: Scope): Promise<FolderRow[]> {
  const rows = await rowsOf(ctx, scope, 'note_folders')
    .selectAll()
    .orderBy('key')
    .limit(MAX_FOLDERS + 1)
    .execute();
  if (rows.length <= MAX_FOLDERS) return rows;
  throw new DomainError('LIMIT_EXCEEDED', msg('detail.too-many-note-folders', { limit: MAX_FOLDERS }));
}

interface Branch {
  readonly row: FolderRow;
  readonly depth: number;
}

/** Pre-order traversal. Folders that form a cycle, in damaged stores only, are treated as roots. */
function treeOf(rows: readonly FolderRow[]): Branch[] {
  const sorted = rows
    .map((row) => ({ row, account: fold(row.account ?? ''), name: fold(row.name ?? '') }))
    .sort(
      (a, b) => compare(a.account, b.account) || compare(a.name, b.name) || compare(a.row.key ?? '', b.row.key ?? ''),
    )
    .map(({ row }) => row);
  const keys = new Set(rows.map(({ key }) => key));
  const childrenOf = Map.groupBy(sorted, ({ parent }) => (keys.has(parent) ? parent : null));
  const seen = new Set<FolderRow>();
  const branches: Branch[] = [];
  const visit = (roots: readonly FolderRow[]): void => {
    const waiting: Branch[] = roots.toReversed().map((row) => ({ row, depth: 0 }));
    for (let branch = waiting.pop(); branch !== undefined; branch = waiting.pop()) {
      if (seen.has(branch.row)) continue;
      seen.add(branch.row);
      branches.push(branch);
      const depth = branch.depth + 1;
      for (const row of (childrenOf.get(branch.row.key) ?? []).toReversed()) waiting.push({ row, depth });
    }
  };
  visit(childrenOf.get(null) ?? []);
  for (const row of sorted) visit([row]);
  return branches;
}

/** @param holds the number of its notes, or a smart folder */
function folderView(
  row: FolderRow,
  depth: number,
  holds: number | SmartFolder,
  nameOf: ReadonlyMap<string | null, string | null>,
): NoteFolderView {
  const smart = typeof holds === 'number' ? null : holds;
  const query = smart?.query ?? null;
  return {
    key: row.key ?? '',
    name: row.name,
    account: row.account,
    parent: row.parent,
    depth,
    kind: row.kind ?? 'other',
    isShared: row.isShared ?? false,
    isDeleted: row.isDeleted ?? false,
    noteCount: typeof holds === 'number' ? holds : (holds.notes?.length ?? null),
    query: query === null ? null : queryView(query, nameOf),
    isFollowed: smart === null || smart.notes !== null,
  };
}

/** The query with folders by their names. */
function queryView({ match, groups }: SmartQuery, nameOf: ReadonlyMap<string | null, string | null>): SmartQueryView {
  return {
    match,
    groups: groups.map(({ match, conditions }) => ({
      match,
      conditions: conditions.map((one) => ({
        ...one,
        value: one.kind === 'folder' ? (nameOf.get(one.value) ?? one.value) : one.value,
      })),
    })),
  };
}
