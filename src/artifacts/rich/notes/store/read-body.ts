import { msg } from '../../../../locales/messages.ts';
import { isDomainError } from '../../../../model/errors.ts';
import type { NoteDocument } from '../../../../model/notes/document.ts';
import { renderText } from '../../../../model/notes/render/text.ts';
import type { Lost } from '../../../kit/source-table.ts';
import { type Inflater, isGzip } from '../body/inflate.ts';
import { type BodyContext, readNoteBody } from '../body/note-body.ts';
import type { BodyState, NoteLock } from '../tables.ts';
import { readLock } from './lock.ts';
import type { SourceNote, StoredBody } from './note-rows.ts';

/** A body with its state. */
export interface ReadBody {
  readonly bodyState: BodyState;
  readonly body: NoteDocument | null;
  readonly plainText: string | null;
  readonly lock: NoteLock | null;
  /** The hint for its password, if that is with the body and not at the note. */
  readonly passwordHint?: string;
}

/** Reads the body of a note, or returns why it cannot be read. Unreadable parts are reported to `lost`. */
export function readBody(
  note: SourceNote,
  stored: StoredBody,
  context: BodyContext,
  inflater: Inflater,
  lost: Lost,
): ReadBody {
  const nothing = { body: null, plainText: null, lock: null };
  if (stored.isTooLarge) {
    lost(msg('lost.too-large.note-bodies'));
    return { ...nothing, bodyState: 'unreadable' };
  }
  const { bytes, iv, tag } = stored;
  if (bytes === null) return { ...nothing, bodyState: 'not-downloaded' };
  // A note that was just unlocked can still have the flag: the bytes decide, if they can be read.
  if (!note.isLocked || isGzip(bytes)) {
    try {
      const body = readNoteBody(inflater.inflate(bytes), context);
      return { body, plainText: renderText(body), lock: null, bodyState: 'read' };
    } catch (error) {
      if (!isDomainError(error)) throw error;
      if (!note.isLocked) {
        lost(msg('lost.unreadable.note-bodies'));
        return { ...nothing, bodyState: 'unreadable' };
      }
    }
  }
  const { lock, hint } = readLock({ ...note.lock, iv: iv ?? note.lock.iv, tag: tag ?? note.lock.tag }, bytes);
  const ownHint = note.passwordHint === null && hint !== null ? { passwordHint: hint } : {};
  return { ...nothing, lock, bodyState: 'locked', ...ownHint };
}
