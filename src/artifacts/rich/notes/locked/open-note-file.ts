import { msg } from '../../../../locales/messages.ts';
import { DomainError } from '../../../../model/errors.ts';
import type { NoteFileKey } from '../../../../model/notes/file-key.ts';
import { readLockEnvelope } from '../store/lock-envelope.ts';
import { bytesOf, decipher, unwrapKey } from './note-cipher.ts';

/** Maximum size of a file of a locked note, in bytes: Notes locks pictures, drawings and scans, but no films. */
export const MAX_NOTE_FILE = 64 * 1024 * 1024;

/**
 * Decrypts a file of a locked note (docs/format/notes.md). It is checked as a whole before anything of it is returned.
 * @throws MALFORMED_MEDIA if it is damaged or the key is that of another file, LIMIT_EXCEEDED
 */
export function openNoteFile(bytes: Uint8Array, key: NoteFileKey): Buffer {
  if (bytes.length > MAX_NOTE_FILE)
    throw new DomainError('LIMIT_EXCEEDED', msg('detail.note-file-too-large', { limit: MAX_NOTE_FILE }));
  const opened = key.in === 'store' ? decipher(bytes, bytesOf(key.key), key) : openEnvelope(bytes, key);
  if (opened === null) throw new DomainError('MALFORMED_MEDIA', msg('detail.note-file-damaged'));
  return opened;
}

function openEnvelope(bytes: Uint8Array, key: Extract<NoteFileKey, { in: 'file' }>): Buffer | null {
  const lock = readLockEnvelope(bytes)?.password ?? null;
  // Another salt belongs to another password.
  if (lock === null || !bytesOf(key.salt).equals(lock.salt) || lock.iterations !== key.iterations) return null;
  const base64 = (part: Uint8Array): string => Buffer.from(part).toString('base64');
  const own = unwrapKey(lock.wrappedKey, bytesOf(key.key));
  if (own === null) return null;
  return decipher(lock.ciphertext, own, {
    iv: base64(lock.iv),
    tag: base64(lock.tag),
    authenticated: base64(lock.authenticated),
  });
}
