import { unarchive } from '../../../../formats/keyed-archive.ts';
import { isDomainError } from '../../../../model/errors.ts';
import type { NoteLock } from '../tables.ts';

/** Encryption columns of a note. */
export interface LockColumns {
  readonly salt: Uint8Array | null;
  readonly iterations: number | null;
  readonly wrappedKey: Uint8Array | null;
  readonly iv: Uint8Array | null;
  readonly tag: Uint8Array | null;
}

/** Length of a 16-byte key wrapped by RFC 3394: a note with its own password. */
const PASSWORD_WRAPPED_KEY = 24;
/** Class of the body's archive since iOS 16, whose key is in the keychain (seen on iOS 17.3). */
const ENVELOPE_CLASS = 'ICCryptoEncryptionObject';
const BPLIST = Buffer.from('bplist00');

/** Detects how a note is locked. Notes locked before iOS 16 keep their password (docs/format/notes.md). */
export function readLock(columns: LockColumns, ciphertext: Uint8Array): NoteLock {
  const { salt, iterations, wrappedKey, iv, tag } = columns;
  if (isEnvelope(ciphertext)) return { scheme: 'device-passcode' };
  if (wrappedKey?.length === PASSWORD_WRAPPED_KEY && iterations !== null && iterations > 0) {
    if (salt === null || iv === null || tag === null) return { scheme: 'unknown' };
    return {
      scheme: 'password',
      salt: base64(salt),
      iterations,
      wrappedKey: base64(wrappedKey),
      iv: base64(iv),
      tag: base64(tag),
      ciphertext: base64(ciphertext),
    };
  }
  return { scheme: wrappedKey !== null && !iterations ? 'device-passcode' : 'unknown' };
}

function isEnvelope(ciphertext: Uint8Array): boolean {
  if (!BPLIST.equals(ciphertext.subarray(0, BPLIST.length))) return false;
  try {
    const envelope = unarchive(ciphertext);
    return (
      envelope !== null && typeof envelope === 'object' && '$class' in envelope && envelope.$class === ENVELOPE_CLASS
    );
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return false;
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
