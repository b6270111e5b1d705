import type { BackupId } from '../../model/ids.ts';
import { type Mark, sameTag } from '../../model/mark.ts';
import type { ParsedQuery, RecordReference } from '../../storage/index.ts';
import { foldedWords, matchesWords } from '../fold.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { searchReferences } from './references.ts';

/** The records that `is:`, `tag:` and `note:` choose and leave out. */
export interface MarkSelection {
  readonly only?: ReadonlyMap<BackupId, readonly RecordReference[]>;
  readonly except?: ReadonlyMap<BackupId, readonly RecordReference[]>;
  /** Values of `tag:` that no record of these backups has. */
  readonly unknownTags: readonly string[];
}

/** Evaluates the filters on marks; without any, nothing is read. */
export async function selectMarks(
  ctx: ViewContext,
  scopes: ReadonlyMap<BackupId, Scope>,
  query: ParsedQuery,
): Promise<MarkSelection> {
  const chooses = [query.is, query.tags, query.notes].some((values) => values.length > 0);
  const excludes = [query.excludedIs, query.excludedTags, query.excludedNotes].some((values) => values.length > 0);
  if (!chooses && !excludes) return { unknownTags: [] };
  const only = new Map<BackupId, readonly RecordReference[]>();
  const except = new Map<BackupId, readonly RecordReference[]>();
  const known: string[] = [];
  for (const [backup, scope] of scopes) {
    const marks = await ctx.store.marks.list(backup);
    known.push(...marks.flatMap(({ tags }) => tags));
    const among = (wanted: (mark: Mark) => boolean) => searchReferences(ctx, scope, marks.filter(wanted));
    if (chooses) only.set(backup, await among((mark) => isChosen(mark, query)));
    if (excludes) except.set(backup, await among((mark) => isExcluded(mark, query)));
  }
  return {
    ...(chooses ? { only } : {}),
    ...(excludes ? { except } : {}),
    unknownTags: query.tags.filter((tag) => !known.some((other) => sameTag(tag, other))),
  };
}

function isChosen(mark: Mark, { is, tags, notes }: ParsedQuery): boolean {
  return (
    (is.length === 0 || is.some((word) => isSo(mark, word))) &&
    (tags.length === 0 || tags.some((tag) => hasTag(mark, tag))) &&
    (notes.length === 0 || notes.some((words) => hasWords(mark, words)))
  );
}

function isExcluded(mark: Mark, { excludedIs, excludedTags, excludedNotes }: ParsedQuery): boolean {
  return (
    excludedIs.some((word) => isSo(mark, word)) ||
    excludedTags.some((tag) => hasTag(mark, tag)) ||
    excludedNotes.some((words) => hasWords(mark, words))
  );
}

function isSo({ starred, tags, note }: Mark, word: string): boolean {
  if (word === 'starred') return starred;
  if (word === 'tagged') return tags.length > 0;
  return word === 'noted' ? note !== null : true;
}

/** True if a mark has a tag, without regard to case and accents. */
export function hasTag({ tags }: Pick<Mark, 'tags'>, wanted: string): boolean {
  return tags.some((tag) => sameTag(tag, wanted));
}

function hasWords({ note }: Mark, words: string): boolean {
  return note !== null && matchesWords(foldedWords(words), foldedWords(note));
}
