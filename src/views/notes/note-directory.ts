import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { fold } from '../../model/fold.ts';
import { compare } from '../compare.ts';
import { keyPages } from '../paging/key-pages.ts';
import { rowsOf, runOf } from '../rows-of.ts';
import { cachedForRuns } from '../run-cache.ts';
import { type Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { noteTitle } from './note-view.ts';

/** Maximum number of notes in memory (without text) for sorting and counting; people have some thousands. */
const MAX_NOTES = 200_000;

/** Sort order of notes. */
export type NoteSort = 'modified' | 'created' | 'title';

/** Data for filtering and sorting a note. */
export interface NoteEntry {
  readonly key: string;
  readonly folder: string | null;
  readonly account: string | null;
  readonly createdAt: number | null;
  readonly modifiedAt: number | null;
  readonly isPinned: boolean;
  readonly isLocked: boolean;
  readonly isQuickNote: boolean;
  readonly isShared: boolean;
  readonly hasChecklist: boolean;
  readonly hasOpenChecklist: boolean;
  /** Deleted by the owner, whether or not it is still in Recently Deleted. */
  readonly isGone: boolean;
  readonly sortTitle: string;
}

/** The notes of a backup in every sort order. */
export class NoteDirectory {
  readonly entries: readonly NoteEntry[];
  readonly #sorted = new Map<NoteSort, readonly NoteEntry[]>();

  constructor(entries: readonly NoteEntry[]) {
    this.entries = entries;
  }

  /** All notes, newest first or by title; notes without a time last. */
  sorted(sort: NoteSort): readonly NoteEntry[] {
    const sorted = this.#sorted.get(sort) ?? this.entries.toSorted(ORDERS[sort]);
    this.#sorted.set(sort, sorted);
    return sorted;
  }
}

const ORDERS: Readonly<Record<NoteSort, (a: NoteEntry, b: NoteEntry) => number>> = {
  modified: (a, b) => newest(a.modifiedAt, b.modifiedAt) || compare(a.key, b.key),
  created: (a, b) => newest(a.createdAt, b.createdAt) || compare(a.key, b.key),
  title: (a, b) => compare(a.sortTitle, b.sortTitle) || compare(a.key, b.key),
};

/** Newest first, unknown last. */
function newest(a: number | null, b: number | null): number {
  return a === b ? 0 : (b ?? -Infinity) - (a ?? -Infinity);
}

/** The notes of a backup; cached per run. @throws LIMIT_EXCEEDED if there are more than fit in memory */
export function noteDirectory(ctx: ViewContext, scope: Scope): Promise<NoteDirectory> {
  return cachedForRuns(ctx, 'notes', [runOf(scope, 'notes')], () => load(ctx, scope));
}

async function load(ctx: ViewContext, scope: Scope): Promise<NoteDirectory> {
  const entries: NoteEntry[] = [];
  const pages = keyPages('', (after, limit) =>
    rowsOf(ctx, scope, 'notes')
      .select(['key', 'title', 'snippet', 'folder', 'account', 'createdAt', 'modifiedAt'])
      .select(['isPinned', 'isLocked', 'isQuickNote', 'isShared', 'isTrashed', 'isDeleted'])
      .select(['hasChecklist', 'hasOpenChecklist'])
      .where('key', '>', after)
      .orderBy('key')
      .limit(limit)
      .execute(),
  );
  for await (const rows of pages) {
    if (entries.length >= MAX_NOTES) {
      throw new DomainError('LIMIT_EXCEEDED', msg('detail.too-many-notes', { limit: MAX_NOTES }));
    }
    for (const {
      key,
      folder,
      account,
      createdAt,
      modifiedAt,
      isPinned,
      isLocked,
      isQuickNote,
      isShared,
      hasChecklist,
      hasOpenChecklist,
      isTrashed,
      isDeleted,
      ...row
    } of rows) {
      entries.push({
        key: key ?? '',
        folder,
        account,
        createdAt,
        modifiedAt,
        isPinned: isPinned ?? false,
        isLocked: isLocked ?? false,
        isQuickNote: isQuickNote ?? false,
        isShared: isShared ?? false,
        hasChecklist: hasChecklist ?? false,
        hasOpenChecklist: hasOpenChecklist ?? false,
        isGone: isTrashed === true || isDeleted === true,
        sortTitle: fold(noteTitle(row)),
      });
    }
  }
  return new NoteDirectory(entries);
}
