import { isAscii, isUtf8 } from 'node:buffer';
import { createDecipheriv, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { Password } from '../../../../backup/types.ts';
import { msg } from '../../../../locales/messages.ts';
import { DomainError } from '../../../../model/errors.ts';
import type { PasswordLock } from '../tables.ts';

/** Maximum number of iterations; Notes writes 20,000. A million takes about a second. */
const MAX_ITERATIONS = 1_000_000;
/** Maximum of all that one note has: the parts of a note have the same salt, so one derivation does for all. */
const MAX_ALL_ITERATIONS = 5_000_000;

/** AES with keys of 16 bytes and, since iOS 17, of 32; a wrapped key is 8 bytes longer. */
const AES_128 = { keyLength: 16, wrap: 'id-aes128-wrap', cipher: 'aes-128-gcm' } as const;
const AES_256 = { keyLength: 32, wrap: 'id-aes256-wrap', cipher: 'aes-256-gcm' } as const;
type Aes = typeof AES_128 | typeof AES_256;

/** The integrity check value of RFC 3394 §2.2.3.1. */
const UNWRAP_IV = Buffer.alloc(8, 0xa6);

const derive = promisify(pbkdf2);

/** The parts of a lock from which its key is derived and unwrapped. */
type Wrapping = Pick<PasswordLock, 'salt' | 'iterations' | 'wrappedKey'>;

/** The keys that a password of Notes opens (docs/format/notes.md). */
export class NoteKeys {
  readonly #password: Password;
  readonly #derived = new Map<string, Buffer>();
  #iterations = 0;

  /** @param password bytes are overwritten by {@link forget} */
  constructor(password: Password) {
    this.#password = composedPassword(password);
    if (typeof password !== 'string' && password !== this.#password) password.fill(0);
  }

  /**
   * The key of a lock: PBKDF2-HMAC-SHA256 derives a key that unwraps it (RFC 3394).
   * @throws WRONG_NOTE_PASSWORD, LIMIT_EXCEEDED
   */
  async keyOf(lock: Wrapping): Promise<Buffer> {
    const key = unwrapKey(bytesOf(lock.wrappedKey), await this.wrappingKey(lock));
    if (key === null) throw new DomainError('WRONG_NOTE_PASSWORD');
    return key;
  }

  /** The key that unwraps that of a lock. @throws LIMIT_EXCEEDED */
  async wrappingKey({ salt, iterations, wrappedKey }: Wrapping): Promise<Buffer> {
    const { keyLength } = aesOf(bytesOf(wrappedKey).length - UNWRAP_IV.length);
    const name = `${keyLength} ${iterations} ${salt}`;
    const known = this.#derived.get(name);
    if (known !== undefined) return known;
    this.#iterations += iterations;
    if (!(iterations <= MAX_ITERATIONS && this.#iterations <= MAX_ALL_ITERATIONS))
      throw new DomainError('LIMIT_EXCEEDED', msg('detail.note-password-too-slow', { limit: MAX_ITERATIONS }));
    const key = await derive(this.#password, bytesOf(salt), iterations, keyLength, 'sha256');
    this.#derived.set(name, key);
    return key;
  }

  /** Overwrites the password, where it is bytes, and what was derived from it. */
  forget(): void {
    for (const secret of [this.#password, ...this.#derived.values()]) if (typeof secret !== 'string') secret.fill(0);
    this.#derived.clear();
  }
}

/** Unwraps a key (RFC 3394); null if it was wrapped with another one. */
export function unwrapKey(wrappedKey: Uint8Array, wrappingKey: Buffer): Buffer | null {
  try {
    const decipher = createDecipheriv(aesOf(wrappingKey.length).wrap, wrappingKey, UNWRAP_IV);
    return Buffer.concat([decipher.update(wrappedKey), decipher.final()]);
  } catch {
    return null;
  }
}

/** Decrypts with AES-GCM; null if it is damaged, as the key is known to be right. The tag covers `authenticated`, too. */
export function decipher(
  ciphertext: Uint8Array,
  key: Buffer,
  { iv, tag, authenticated }: Pick<PasswordLock, 'iv' | 'tag' | 'authenticated'>,
): Buffer | null {
  try {
    const opening = createDecipheriv(aesOf(key.length).cipher, key, bytesOf(iv), { authTagLength: 16 });
    if (authenticated !== undefined) opening.setAAD(bytesOf(authenticated));
    opening.setAuthTag(bytesOf(tag));
    return Buffer.concat([opening.update(ciphertext), opening.final()]);
  } catch {
    return null;
  }
}

/** The bytes of base64. */
export function bytesOf(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}

function aesOf(keyLength: number): Aes {
  return keyLength === AES_256.keyLength ? AES_256 : AES_128;
}

/** Notes composes accents (NFC); a password that is typed or pasted elsewhere can have them as characters of their own. */
function composedPassword(password: Password): Password {
  if (typeof password === 'string') return password.normalize('NFC');
  // The text of other bytes would stay in memory.
  if (isAscii(password) || !isUtf8(password)) return password;
  return Buffer.from(Buffer.from(password).toString('utf8').normalize('NFC'));
}
