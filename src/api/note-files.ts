import { MAX_NOTE_FILE, openNoteFile } from '../artifacts/rich/notes/locked/open-note-file.ts';
import type { BackupFile } from '../backup/types.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { NoteFileKey } from '../model/notes/file-key.ts';

/** What Notes adds to the name of an encrypted file. */
const ENCRYPTED = /\.encrypted$/;

/**
 * A file of a locked note, decrypted in memory. Takes ownership of `file` and closes it in all cases.
 * @throws MALFORMED_MEDIA if it is damaged or the key is that of another file, LIMIT_EXCEEDED, and what reading throws
 */
export async function openedNoteFile(file: BackupFile, key: NoteFileKey): Promise<BackupFile> {
  try {
    if (file.size > MAX_NOTE_FILE)
      throw new DomainError('LIMIT_EXCEEDED', msg('detail.note-file-too-large', { limit: MAX_NOTE_FILE }));
    const bytes = openNoteFile(await file.read(0, file.size), key);
    const { entry, integrity } = file;
    return {
      entry: { ...entry, relativePath: openedNoteName(entry.relativePath) },
      size: bytes.length,
      integrity,
      read: async (position, length) => bytes.subarray(position, position + length),
      async *stream({ start = 0, end = bytes.length } = {}) {
        yield bytes.subarray(start, end);
      },
      close: async () => undefined,
    };
  } finally {
    await file.close();
  }
}

/** The name or path of a file when it is decrypted. */
export function openedNoteName(path: string): string {
  return path.replace(ENCRYPTED, '');
}
