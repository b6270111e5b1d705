import type { NoteFilter } from '../../api/notes.ts';
import { type MarkSearch, marksIn, readMarkSearch } from '../../marks/mark-search.ts';
import { choiceParam, type RawSearch, textParam } from '../../search-params.ts';

/** Sort orders of the list. */
export const NOTE_SORTS = ['modified', 'created', 'title'] as const;
/** Subsets of notes besides folders. */
export const NOTE_PARTS = ['quick', 'locked', 'deleted'] as const;

/** URL state of the screen. */
export interface NoteSearch extends MarkSearch {
  /** Search text. */
  readonly q?: string;
  /** Key of the folder. */
  readonly folder?: string;
  readonly show?: (typeof NOTE_PARTS)[number];
  readonly sort?: (typeof NOTE_SORTS)[number];
  /** Key of the open note. */
  readonly n?: string;
}

/** Parses the URL parameters. */
export function readNoteSearch(raw: RawSearch): NoteSearch {
  return {
    ...textParam(raw, 'q'),
    ...textParam(raw, 'folder'),
    ...choiceParam(raw, 'show', NOTE_PARTS),
    ...readMarkSearch(raw),
    ...choiceParam(raw, 'sort', NOTE_SORTS),
    ...textParam(raw, 'n'),
  };
}

/** The API filter of a URL state. */
export function filterOf({ q, folder, show, sort, ...search }: NoteSearch): NoteFilter {
  return {
    folder,
    sort,
    ...marksIn(search),
    query: q === undefined ? undefined : whileTyping(q),
    ...(show === 'quick' ? { quick: true } : {}),
    ...(show === 'locked' ? { locked: true } : {}),
    ...(show === 'deleted' ? { trashed: 'only' } : {}),
  };
}

/** The URL state of a folder, with the same search text, marks and order and no open note. */
export function inFolder(
  { q, sort, ...search }: Pick<NoteSearch, 'q' | 'sort' | keyof MarkSearch>,
  place: Pick<NoteSearch, 'folder' | 'show'> = {},
): NoteSearch {
  return { ...place, ...marksIn(search), ...(q === undefined ? {} : { q }), ...(sort === undefined ? {} : { sort }) };
}

/** The URL state with this note open in the same list, or none. */
export function toNote({ n: _open, ...list }: NoteSearch, note?: string): NoteSearch {
  return note === undefined ? list : { ...list, n: note };
}

/** A word at the end, which may be incomplete. */
const LAST_WORD = /(?:^|\s)[\p{L}\p{N}]{2,}$/u;

/** Search query while typing: the last word can be a prefix, except in a phrase or an exclusion. */
function whileTyping(text: string): string {
  return LAST_WORD.test(text) && !text.includes('"') ? `${text}*` : text;
}
