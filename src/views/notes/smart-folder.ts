import type { NoteEntry } from './note-directory.ts';
import type { Condition, ConditionGroup, SmartQuery } from './smart-query.ts';

/** Attachments of a note, for conditions about them. */
export interface NoteParts {
  readonly kinds: ReadonlySet<string>;
  /** Tags as Notes compares them: in capitals, without `#`. */
  readonly tags: ReadonlySet<string>;
}

/** Kinds of attachments by category. That of documents also has other kinds, so that it is not followed. */
const SECTION_KINDS: ReadonlyMap<string | null, readonly string[]> = new Map([
  ['pictures', ['image', 'video']],
  ['drawings', ['drawing']],
  ['places', ['location']],
  ['links', ['url']],
  ['audio', ['audio']],
  ['scans', ['scan', 'gallery']],
]);

/** Kinds that are no attachments for Notes, but text. */
const TEXT_KINDS: ReadonlySet<string> = new Set(['table', 'hashtag', 'mention', 'link', 'calculation', 'divider']);

/** Conditions that depend on when the phone shows the folder, on people by an opaque id, or are not known. */
const NOT_FOLLOWED: ReadonlySet<Condition['kind']> = new Set([
  'recently-created',
  'recently-modified',
  'person',
  'unknown',
]);

/** True if the notes of a smart folder follow from what is in the backup. */
export function canFollow({ groups }: SmartQuery): boolean {
  return groups.every(({ conditions }) =>
    conditions.every(({ kind, value }) => !NOT_FOLLOWED.has(kind) && (kind !== 'section' || SECTION_KINDS.has(value))),
  );
}

/** True if a note is in a smart folder whose query can be followed. */
export function isInSmartFolder({ match, groups }: SmartQuery, note: NoteEntry, parts: NoteParts | undefined): boolean {
  const holds = (group: ConditionGroup): boolean => groupHolds(group, note, parts);
  return match === 'any' ? groups.some(holds) : groups.every(holds);
}

function groupHolds({ match, conditions }: ConditionGroup, note: NoteEntry, parts: NoteParts | undefined): boolean {
  const holds = (condition: Condition): boolean => isTrue(condition, note, parts) !== condition.isNot;
  if (match === 'none') return !conditions.some(holds);
  return match === 'any' ? conditions.some(holds) : conditions.every(holds);
}

function isTrue({ kind, value, from, to }: Condition, note: NoteEntry, parts: NoteParts | undefined): boolean {
  const has = (kinds: readonly string[]): boolean => kinds.some((each) => parts?.kinds.has(each) === true);
  const within = (time: number | null): boolean =>
    time !== null && from !== null && to !== null && time >= from && time <= to;
  switch (kind) {
    case 'pinned':
      return note.isPinned;
    case 'locked':
      return note.isLocked;
    case 'quick':
      return note.isQuickNote;
    case 'shared':
      return note.isShared;
    case 'checklist':
      return note.hasChecklist;
    case 'open-checklist':
      return note.hasOpenChecklist;
    case 'done-checklist':
      return note.hasChecklist && !note.hasOpenChecklist;
    case 'attachment':
      return [...(parts?.kinds ?? [])].some((each) => !TEXT_KINDS.has(each));
    case 'section':
      return has(SECTION_KINDS.get(value) ?? []);
    case 'mention':
      return has(['mention']);
    // Tags of locked notes are stored in clear, but not disclosed.
    case 'tagged':
      return !note.isLocked && has(['hashtag']);
    case 'tag':
      return !note.isLocked && parts?.tags.has((value ?? '').toUpperCase()) === true;
    case 'folder':
      return note.folder === value;
    case 'created':
      return within(note.createdAt);
    case 'modified':
      return within(note.modifiedAt);
    case 'recently-created':
    case 'recently-modified':
    case 'person':
    case 'unknown':
      return false;
    default:
      return kind satisfies never;
  }
}
