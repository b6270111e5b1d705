import type { NoteFilter } from '../../api/notes.ts';
import { choiceParam, type RawSearch, textParam } from '../../search-params.ts';

/** Orders of the list. */
export const NOTE_SORTS = ['modified', 'created', 'title'] as const;
/** Parts of the notes that stand beside the folders. */
export const NOTE_PARTS = ['locked', 'deleted'] as const;

/** What the address of the screen says. */
export interface NoteSearch {
  /** Key of the folder. */
  readonly folder?: string;
  readonly show?: (typeof NOTE_PARTS)[number];
  readonly sort?: (typeof NOTE_SORTS)[number];
  /** Key of the note that is open. */
  readonly n?: string;
}

/** Reads the address. */
export function readNoteSearch(raw: RawSearch): NoteSearch {
  return {
    ...textParam(raw, 'folder'),
    ...choiceParam(raw, 'show', NOTE_PARTS),
    ...choiceParam(raw, 'sort', NOTE_SORTS),
    ...textParam(raw, 'n'),
  };
}

/** The filter of the API that an address means. */
export function filterOf({ folder, show, sort }: NoteSearch): NoteFilter {
  return {
    folder,
    sort,
    ...(show === 'locked' ? { locked: true } : {}),
    ...(show === 'deleted' ? { trashed: 'only' } : {}),
  };
}

/** The address of a note in the same list, or of the list alone. */
export function toNote({ n: _open, ...list }: NoteSearch, note?: string): NoteSearch {
  return note === undefined ? list : { ...list, n: note };
}
