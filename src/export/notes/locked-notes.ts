import type { NoteView } from '../../contract/notes.ts';
import { isDomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import {
  getLockedNote,
  getNote,
  type LockedNote,
  type OpenedNote,
  openedNote,
  type ViewContext,
} from '../../views/index.ts';

/** Opens a locked note with passwords that only the caller has; null if none of them opens it. */
export type OpenNote = (note: LockedNote) => Promise<OpenedNote | null>;

/** Locked notes of an export. */
export interface LockedCount {
  /** Those whose text the export has. */
  readonly opened: number;
  /** Those of which it has the title only. */
  readonly locked: number;
}

/** Where notes are read, and how locked ones are opened. */
interface NoteSource {
  readonly views: ViewContext;
  readonly backup: BackupId;
  readonly openNote?: OpenNote | undefined;
}

/** Counts the locked notes with these keys, and tries to open each. */
export async function countLockedNotes(source: NoteSource, keys: AsyncIterable<string>): Promise<LockedCount> {
  let [opened, locked] = [0, 0];
  for await (const key of keys) {
    if ((await openWith(source, key)) === null) locked++;
    else opened++;
  }
  return { opened, locked };
}

/** A note as it is exported: with its text and attachments if it is locked and can be opened. @throws NOT_FOUND */
export async function readNote(source: NoteSource, key: string): Promise<NoteView> {
  const { views, backup } = source;
  const note = await getNote(views, backup, key);
  if (!isStillLocked(note)) return note;
  const opened = await openWith(source, key);
  if (opened === null) return note;
  // Its files are opened where they are read: an export has no keys.
  const { fileKeys: _, ...content } = await openedNote(views, backup, key, opened);
  return { ...note, ...content, bodyState: 'read' };
}

/** True for a note whose text is encrypted. */
export function isStillLocked({ isLocked, bodyState }: Pick<NoteView, 'isLocked' | 'bodyState'>): boolean {
  return isLocked && bodyState === 'locked';
}

async function openWith({ views, backup, openNote }: NoteSource, key: string): Promise<OpenedNote | null> {
  if (openNote === undefined) return null;
  try {
    return await openNote(await getLockedNote(views, backup, key));
  } catch (error) {
    // Without the parameters of its encryption, no password opens it.
    if (isDomainError(error, 'UNSUPPORTED_NOTE_LOCK')) return null;
    throw error;
  }
}
