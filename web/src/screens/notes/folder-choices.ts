import type { NoteFolderView } from '../../../../src/contract/notes.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { NoteSearch } from './note-search.ts';

/** A selectable list of notes: a folder, or a subset of all notes. */
export interface FolderChoice {
  /** Unique among the choices. */
  readonly id: string;
  readonly name: string;
  /** Null for choices of all accounts. */
  readonly account: string | null;
  readonly depth: number;
  /** Number of notes; null if not counted. */
  readonly count: number | null;
  /** The query of a smart folder. */
  readonly smart: Pick<NoteFolderView, 'query' | 'isFollowed'> | null;
  readonly search: NoteSearch;
}

/** All notes, Quick Notes, locked and deleted notes, and folders by account.  */
export function folderChoices(folders: readonly NoteFolderView[], { notes }: Texts): FolderChoice[] {
  const general = { account: null, depth: 0, count: null, smart: null };
  return [
    { ...general, id: 'all', name: notes.all, search: {} },
    { ...general, id: 'quick', name: notes.quick, search: { show: 'quick' } },
    { ...general, id: 'locked', name: notes.locked, search: { show: 'locked' } },
    { ...general, id: 'deleted', name: notes.deleted, search: { show: 'deleted' } },
    ...folders.map(
      ({ key, name, account, depth, kind, isDeleted, noteCount, query, isFollowed }): FolderChoice => ({
        id: `folder:${key}`,
        name: name ?? notes.unnamed,
        account: account ?? '',
        depth,
        count: noteCount,
        smart: kind === 'smart' ? { query, isFollowed } : null,
        search: { folder: key, ...(kind === 'trash' || isDeleted ? { show: 'deleted' } : {}) },
      }),
    ),
  ];
}
