import type { Inclusion, Page } from '../../contract/common.ts';
import type { NoteSummaryView } from '../../contract/notes.ts';
import type { BackupId } from '../../model/ids.ts';
import { chooseByMarks, isChosen, type MarkFilter } from '../marks/mark-filter.ts';
import { pageOfList } from '../paging/paged-array.ts';
import { rowsOf } from '../rows-of.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { notesOfSmartFolder } from './folders.ts';
import { foundNotes } from './found-notes.ts';
import { type NoteSort, noteDirectory } from './note-directory.ts';
import { NOTE_SUMMARY_COLUMNS, noteSummary } from './note-view.ts';

/** Query of a list of notes. */
export interface NoteQuery extends MarkFilter {
  /** Key of a folder. */
  readonly folder?: string;
  /** Name of an account. */
  readonly account?: string;
  readonly pinned?: boolean;
  readonly locked?: boolean;
  readonly quick?: boolean;
  /** Whether deleted notes are listed. Default: `no`. */
  readonly trashed?: Inclusion;
  /** Search syntax: only matching notes. */
  readonly query?: string;
  /** Default: `modified`. */
  readonly sort?: NoteSort;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/** A page of notes. @throws BACKUP_NOT_FOUND, BAD_REQUEST (cursor, query), LIMIT_EXCEEDED (too many to sort) */
export async function listNotes(
  ctx: ViewContext,
  backup: BackupId,
  request: NoteQuery,
): Promise<Page<NoteSummaryView>> {
  const {
    folder,
    account,
    pinned,
    locked,
    quick,
    trashed = 'no',
    query = '',
    sort = 'modified',
    limit,
    cursor,
  } = request;
  const scope = await scopeOf(ctx, backup);
  const directory = await noteDirectory(ctx, scope);
  const smart = folder === undefined ? null : await notesOfSmartFolder(ctx, scope, folder);
  const found = query.trim() === '' ? null : await foundNotes(ctx, scope, backup, query);
  const marked = await chooseByMarks(ctx, backup, 'note', request);
  const wanted = directory
    .sorted(sort)
    .filter(
      (note) =>
        (folder === undefined || (smart === null ? note.folder === folder : smart.has(note.key))) &&
        (account === undefined || note.account === account) &&
        (pinned === undefined || note.isPinned === pinned) &&
        (locked === undefined || note.isLocked === locked) &&
        (quick === undefined || note.isQuickNote === quick) &&
        isChosen(marked, note.key) &&
        (found === null || found.has(note.key)) &&
        (trashed === 'too' || note.isGone === (trashed === 'only')),
    );
  const { items, next } = await pageOfList(wanted, { limit, cursor, name: sort });
  const keys = items.map(({ key }) => key);
  const notes = await summariesByKey(ctx, scope, keys);
  return { items: keys.flatMap((key) => notes.get(key) ?? []), next };
}

async function summariesByKey(
  ctx: ViewContext,
  scope: Scope,
  keys: readonly string[],
): Promise<Map<string, NoteSummaryView>> {
  if (keys.length === 0) return new Map();
  const rows = await rowsOf(ctx, scope, 'notes').select(NOTE_SUMMARY_COLUMNS).where('key', 'in', keys).execute();
  return new Map(rows.map((row) => [row.key ?? '', noteSummary(row)]));
}
