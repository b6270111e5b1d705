import { keyPages } from '../paging/key-pages.ts';
import { rowsOf, runOf } from '../rows-of.ts';
import { cachedForRuns } from '../run-cache.ts';
import { type Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import type { NoteParts } from './smart-folder.ts';

/** Kinds and tags of the attachments by note, for smart folders; cached per run. */
export function noteParts(ctx: ViewContext, scope: Scope): Promise<ReadonlyMap<string, NoteParts>> {
  return cachedForRuns(ctx, 'parts of notes', [runOf(scope, 'notes')], async () => {
    const parts = new Map<string, { readonly kinds: Set<string>; readonly tags: Set<string> }>();
    const pages = keyPages('', (after, limit) =>
      rowsOf(ctx, scope, 'note_attachments')
        .select(['key', 'note', 'kind', 'text', 'target', 'isDeleted'])
        .where('key', '>', after)
        .orderBy('key')
        .limit(limit)
        .execute(),
    );
    for await (const rows of pages) {
      for (const { note, kind, text, target, isDeleted } of rows) {
        if (note === null || isDeleted === true) continue;
        const known = parts.get(note) ?? { kinds: new Set(), tags: new Set() };
        parts.set(note, known);
        known.kinds.add(kind ?? 'other');
        if (kind === 'hashtag') known.tags.add((target ?? text?.replace(/^#/, '') ?? '').toUpperCase());
      }
    }
    return parts;
  });
}
