import type { NoteFilter } from '../../api/notes.ts';
import { choiceParam, type RawSearch, textParam } from '../../search-params.ts';

/** Orders of the list. */
export const NOTE_SORTS = ['modified', 'created', 'title'] as const;
/** Parts of the notes that stand beside the folders. */
export const NOTE_PARTS = ['locked', 'deleted'] as const;

/** What the address of the screen says. */
export interface NoteSearch {
  /** Words that stand in them. */
  readonly q?: string;
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
    ...textParam(raw, 'q'),
    ...textParam(raw, 'folder'),
    ...choiceParam(raw, 'show', NOTE_PARTS),
    ...choiceParam(raw, 'sort', NOTE_SORTS),
    ...textParam(raw, 'n'),
  };
}

/** The filter of the API that an address means. */
export function filterOf({ q, folder, show, sort }: NoteSearch): NoteFilter {
  return {
    folder,
    sort,
    query: q === undefined ? undefined : whileTyping(q),
    ...(show === 'locked' ? { locked: true } : {}),
    ...(show === 'deleted' ? { trashed: 'only' } : {}),
  };
}

/** The address of the notes of a folder: with the words and the order of the list, and no note open. */
export function inFolder(
  { q, sort }: Pick<NoteSearch, 'q' | 'sort'>,
  place: Pick<NoteSearch, 'folder' | 'show'> = {},
): NoteSearch {
  return { ...place, ...(q === undefined ? {} : { q }), ...(sort === undefined ? {} : { sort }) };
}

/** The address of a note in the same list, or of the list alone. */
export function toNote({ n: _open, ...list }: NoteSearch, note?: string): NoteSearch {
  return note === undefined ? list : { ...list, n: note };
}

/** A plain word at the end, which may not be typed to its end yet. */
const LAST_WORD = /(?:^|\s)[\p{L}\p{N}]{2,}$/u;

/** A list is narrowed by every letter: the last word may be the beginning of one. Not in a phrase, and not what is excluded. */
function whileTyping(text: string): string {
  return LAST_WORD.test(text) && !text.includes('"') ? `${text}*` : text;
}
