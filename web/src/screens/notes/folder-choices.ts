import type { NoteFolderView } from '../../../../src/contract/notes.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { NoteSearch } from './note-search.ts';

/** A place whose notes can be listed: a folder, or a part of all of them. */
export interface FolderChoice {
  /** Unique among the choices. */
  readonly id: string;
  readonly name: string;
  /** Null for what is about all accounts. */
  readonly account: string | null;
  readonly depth: number;
  /** How many notes lie in it; null where that is not counted. */
  readonly count: number | null;
  readonly search: NoteSearch;
}

/** All notes, the locked ones, and every folder under its account. Folders that only ask a question hold no notes. */
export function folderChoices(folders: readonly NoteFolderView[], { notes }: Texts): FolderChoice[] {
  const general = { account: null, depth: 0, count: null };
  return [
    { ...general, id: 'all', name: notes.all, search: {} },
    { ...general, id: 'locked', name: notes.locked, search: { show: 'locked' } },
    { ...general, id: 'deleted', name: notes.deleted, search: { show: 'deleted' } },
    ...folders
      .filter(({ kind }) => kind !== 'smart')
      .map(
        ({ key, name, account, depth, kind, isDeleted, noteCount }): FolderChoice => ({
          id: `folder:${key}`,
          name: name ?? notes.unnamed,
          account: account ?? '',
          depth,
          count: noteCount,
          search: { folder: key, ...(kind === 'trash' || isDeleted ? { show: 'deleted' } : {}) },
        }),
      ),
  ];
}
