import type { NoteLock, PasswordLock } from '../tables.ts';
import { readLockEnvelope } from './lock-envelope.ts';

/** Encryption columns of a note. */
export interface LockColumns {
  readonly salt: Uint8Array | null;
  readonly iterations: number | null;
  readonly wrappedKey: Uint8Array | null;
  readonly iv: Uint8Array | null;
  readonly tag: Uint8Array | null;
}

/** How a note is locked. */
export interface ReadLock {
  readonly lock: NoteLock;
  /** The hint for the password that is with the body. */
  readonly hint: string | null;
}

/** Length of a 16-byte key wrapped by RFC 3394: a note with its own password. */
const PASSWORD_WRAPPED_KEY = 24;
/** What Notes takes for a number of iterations that is none (docs/format/notes.md). */
const DEFAULT_ITERATIONS = 20_000;

/** Detects how a note is locked. Notes locked before iOS 16 keep their password (docs/format/notes.md). */
export function readLock(columns: LockColumns, ciphertext: Uint8Array): ReadLock {
  const envelope = readLockEnvelope(ciphertext);
  if (envelope === null) return { lock: lockOfColumns(columns, ciphertext), hint: null };
  const { password, hasPassword } = envelope;
  if (password === null) return { lock: { scheme: hasPassword ? 'unknown' : 'device-passcode' }, hint: null };
  return {
    lock: {
      scheme: 'password',
      salt: base64(password.salt),
      iterations: password.iterations,
      wrappedKey: base64(password.wrappedKey),
      iv: base64(password.iv),
      tag: base64(password.tag),
      ciphertext: base64(password.ciphertext),
      authenticated: base64(password.authenticated),
    },
    hint: password.hint,
  };
}

function lockOfColumns({ salt, iterations, wrappedKey, iv, tag }: LockColumns, ciphertext: Uint8Array): NoteLock {
  if (wrappedKey?.length === PASSWORD_WRAPPED_KEY) {
    if (salt === null || iv === null || tag === null) return { scheme: 'unknown' };
    return {
      scheme: 'password',
      salt: base64(salt),
      iterations: iterations !== null && iterations > 0 ? iterations : DEFAULT_ITERATIONS,
      wrappedKey: base64(wrappedKey),
      iv: base64(iv),
      tag: base64(tag),
      ciphertext: base64(ciphertext),
    };
  }
  return { scheme: wrappedKey !== null && !iterations ? 'device-passcode' : 'unknown' };
}

/** The lock of a file whose encryption is in columns; null if no password opens it, or it is in the file. */
export function fileLock(columns: LockColumns): PasswordLock | null {
  const lock = lockOfColumns(columns, new Uint8Array());
  return lock.scheme === 'password' ? lock : null;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
