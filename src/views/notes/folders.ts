import type { NoteFolderView } from '../../contract/notes.ts';
import { msg } from '../../locales/messages.ts';
import type { RowOf } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import { fold } from '../../model/fold.ts';
import type { BackupId } from '../../model/ids.ts';
import { compare } from '../compare.ts';
import { rowsOf } from '../rows-of.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { noteDirectory } from './note-directory.ts';

type FolderRow = RowOf<ViewContext['store']['tables']['note_folders']>;

/** Maximum number of folders; people usually have dozens. */
const MAX_FOLDERS = 10_000;

/**
 * The folders of notes in pre-order, accounts by name. Deleted folders are omitted if they are empty.
 * @throws BACKUP_NOT_FOUND, LIMIT_EXCEEDED
 */
export async function listNoteFolders(ctx: ViewContext, backup: BackupId): Promise<NoteFolderView[]> {
  const scope = await scopeOf(ctx, backup);
  const [rows, directory] = await Promise.all([readFolders(ctx, scope), noteDirectory(ctx, scope)]);
  const counts = new Map<string | null, number>();
  for (const { folder } of directory.entries) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  return treeOf(rows)
    .map(({ row, depth }) => folderView(row, depth, counts.get(row.key) ?? 0))
    .filter(({ isDeleted, noteCount }) => !isDeleted || noteCount > 0);
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

function folderView(row: FolderRow, depth: number, noteCount: number): NoteFolderView {
  return {
    key: row.key ?? '',
    name: row.name,
    account: row.account,
    parent: row.parent,
    depth,
    kind: row.kind ?? 'other',
    isShared: row.isShared ?? false,
    isDeleted: row.isDeleted ?? false,
    noteCount,
  };
}
