import { fold } from './fold.ts';

/** Maximum number of marked records per backup. */
export const MAX_MARKS = 5000;
/** Maximum number of tags of a record. */
export const MAX_TAGS = 20;
/** Maximum length of a tag in UTF-16 units. */
export const MAX_TAG_LENGTH = 40;
/** Maximum length of a note in UTF-16 units. */
export const MAX_NOTE_LENGTH = 4000;
/** Maximum number of saved searches. */
export const MAX_SEARCHES = 200;

/** A record by the key under which it is found again after a new index: id of its kind, key in its table. */
export interface RecordKey {
  readonly kind: string;
  readonly key: string;
}

/** What a person added to a record. */
export interface Mark extends RecordKey {
  readonly starred: boolean;
  /** In the order in which they were added; equal ones (see {@link sameTag}) once. */
  readonly tags: readonly string[];
  readonly note: string | null;
  /** UTC milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A change of a mark; what is absent stays. */
export interface MarkChange {
  readonly starred?: boolean | undefined;
  /** Replaces all tags. */
  readonly tags?: readonly string[] | undefined;
  readonly addTags?: readonly string[] | undefined;
  readonly removeTags?: readonly string[] | undefined;
  /** Null or an empty text removes the note. */
  readonly note?: string | null | undefined;
}

/** A tag without outer and repeated spaces; `tag:` in a search quotes one with spaces. */
export function cleanTag(tag: string): string {
  return tag
    .normalize('NFC')
    .replaceAll(/[\s"“”„«»]+/gu, ' ')
    .trim();
}

/** True if two tags differ only in what a search ignores: case, accents. */
export function sameTag(a: string, b: string): boolean {
  return fold(cleanTag(a)) === fold(cleanTag(b));
}

/** Tags with others added and removed, each once. */
export function changedTags(
  tags: readonly string[],
  { tags: all, addTags = [], removeTags = [] }: MarkChange,
): string[] {
  const kept = (all ?? tags).filter((tag) => !removeTags.some((removed) => sameTag(tag, removed)));
  const result: string[] = [];
  for (const tag of [...kept, ...addTags].map(cleanTag)) {
    if (tag !== '' && !result.some((other) => sameTag(other, tag))) result.push(tag);
  }
  return result;
}

/** True if nothing is left of a mark. */
export function isEmptyMark({ starred, tags, note }: Pick<Mark, 'starred' | 'tags' | 'note'>): boolean {
  return !starred && tags.length === 0 && note === null;
}
