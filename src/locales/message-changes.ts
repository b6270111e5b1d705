import type { MessageView } from '../contract/chat.ts';

/** How a message was changed after it was sent, and when. */
export interface MessageChanges {
  /** Whether all of it was unsent, or only some of its bubbles. */
  readonly unsent: 'whole' | 'part' | null;
  readonly isEdited: boolean;
  /** Time of the last edit; null where it is not known. */
  readonly editedAt: number | null;
  /** When it was unsent; null where it is not known. */
  readonly unsentAt: number | null;
}

type Changed = Pick<MessageView, 'announcement' | 'attachments' | 'editedAt' | 'edits' | 'text'>;

/**
 * Tells edits from unsending. Messages has one date for both, so the date of a message of which some bubbles were edited
 * and others unsent is that of the edit only if a version has it, too. Page, CLI and exports have the same rule.
 */
export function messageChanges({ announcement, attachments, editedAt, edits, text }: Changed): MessageChanges {
  if (!edits.some(({ unsent }) => unsent)) {
    return { unsent: null, isEdited: editedAt !== null || edits.length > 0, editedAt, unsentAt: null };
  }
  const isWhole = announcement !== null || (text === null && attachments.length === 0);
  const edited = edits.filter(({ unsent, history }) => !unsent && history.length > 1);
  const times = edited.flatMap(({ history }) => history.slice(1)).flatMap(({ at }) => at ?? []);
  const lastEdit = times.length === 0 ? null : Math.max(...times);
  return {
    unsent: isWhole ? 'whole' : 'part',
    isEdited: edited.length > 0,
    editedAt: lastEdit,
    unsentAt: editedAt === lastEdit ? null : editedAt,
  };
}
