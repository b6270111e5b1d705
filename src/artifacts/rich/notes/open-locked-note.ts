import { isAscii, isUtf8 } from 'node:buffer';
import { createDecipheriv, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { Password } from '../../../backup/types.ts';
import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import type { NoteDocument } from '../../../model/notes/document.ts';
import { inflate } from './body/inflate.ts';
import { readNoteBody } from './body/note-body.ts';
import type { NoteLock } from './tables.ts';

/** Maximum number of iterations; Notes writes 20,000. A million takes about a second. */
const MAX_ITERATIONS = 1_000_000;

/** AES with keys of 16 bytes and, since iOS 17, of 32; a wrapped key is 8 bytes longer. */
const AES_128 = { keyLength: 16, wrap: 'id-aes128-wrap', cipher: 'aes-128-gcm' } as const;
const AES_256 = { keyLength: 32, wrap: 'id-aes256-wrap', cipher: 'aes-256-gcm' } as const;
type Aes = typeof AES_128 | typeof AES_256;

/** The integrity check value of RFC 3394 §2.2.3.1. */
const UNWRAP_IV = Buffer.alloc(8, 0xa6);

const derive = promisify(pbkdf2);

/**
 * Decrypts a locked note with its password, which is that of Notes and not of the backup (docs/format/notes.md).
 * PBKDF2-HMAC-SHA256 derives a key that unwraps (RFC 3394) the note's key; AES-GCM decrypts the body. Tables and other
 * attachments are encrypted separately: the document has only their positions.
 *
 * @param lock the `lock` of its row
 * @param password overwritten where it is bytes
 * @throws WRONG_NOTE_PASSWORD
 * @throws UNSUPPORTED_NOTE_LOCK if the note is locked with the passcode of the phone or in an unknown way
 * @throws LIMIT_EXCEEDED, MALFORMED_PROTOBUF if the password is right and the note is damaged
 */
export async function openLockedNote(lock: NoteLock, password: Password): Promise<NoteDocument> {
  if (lock.scheme !== 'password')
    throw new DomainError(
      'UNSUPPORTED_NOTE_LOCK',
      lock.scheme === 'device-passcode' ? msg('detail.note-locked-by-passcode') : msg('detail.unknown-note-lock'),
    );
  if (!(lock.iterations <= MAX_ITERATIONS))
    throw new DomainError('LIMIT_EXCEEDED', msg('detail.note-password-too-slow', { limit: MAX_ITERATIONS }));
  const wrapped = bytes(lock.wrappedKey);
  const aes = wrapped.length === AES_256.keyLength + UNWRAP_IV.length ? AES_256 : AES_128;
  const composed = composedPassword(password);
  const kek = await derive(composed, bytes(lock.salt), lock.iterations, aes.keyLength, 'sha256');
  for (const secret of [password, composed]) if (typeof secret !== 'string') secret.fill(0);
  return readNoteBody(inflate(decrypt(lock, unwrap(wrapped, kek, aes), aes)));
}

/** Notes composes accents (NFC); a password that is typed or pasted elsewhere can have them as characters of their own. */
function composedPassword(password: Password): Password {
  if (typeof password === 'string') return password.normalize('NFC');
  // The text of other bytes would stay in memory.
  if (isAscii(password) || !isUtf8(password)) return password;
  return Buffer.from(Buffer.from(password).toString('utf8').normalize('NFC'));
}

function unwrap(wrapped: Buffer, kek: Buffer, { wrap }: Aes): Buffer {
  try {
    const decipher = createDecipheriv(wrap, kek, UNWRAP_IV);
    return Buffer.concat([decipher.update(wrapped), decipher.final()]);
  } catch (error) {
    throw new DomainError('WRONG_NOTE_PASSWORD', undefined, { cause: error });
  }
}

function decrypt(lock: Extract<NoteLock, { scheme: 'password' }>, key: Buffer, { cipher }: Aes): Buffer {
  try {
    const decipher = createDecipheriv(cipher, key, bytes(lock.iv), { authTagLength: 16 });
    if (lock.authenticated !== undefined) decipher.setAAD(bytes(lock.authenticated));
    decipher.setAuthTag(bytes(lock.tag));
    return Buffer.concat([decipher.update(bytes(lock.ciphertext)), decipher.final()]);
  } catch (error) {
    // The key is right, otherwise unwrapping would have failed.
    throw new DomainError('MALFORMED_PROTOBUF', msg('detail.note-cipher-damaged'), { cause: error });
  }
}

function bytes(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}
