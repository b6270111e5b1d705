import { DomainError } from '../../model/errors.ts';
import type { ClassKeys } from '../types.ts';
import { createClassKeys } from './class-keys.ts';
import { deriveKek, passwordSpellings } from './derive.ts';
import { unwrapKey } from './key-wrap.ts';
import { type Keybag, parseKeybag, WRAPPED_BY_PASSWORD } from './keybag.ts';

/**
 * The class keys of a keybag, unwrapped with `password`. One class that unwraps proves the password; classes that are
 * damaged or wrapped by the device alone are left out.
 * @throws WRONG_PASSWORD when none unwraps, MALFORMED_KEYBAG, LIMIT_EXCEEDED
 */
export async function unlockKeybag(bytes: Uint8Array, password: string): Promise<ClassKeys> {
  const keybag = parseKeybag(bytes);
  if (passwordClasses(keybag).length === 0) {
    throw new DomainError('MALFORMED_KEYBAG', 'No key in the keybag of this backup is protected by a password.');
  }
  for (const spelling of passwordSpellings(password)) {
    const kek = await deriveKek(spelling, keybag);
    const keys = unwrapClasses(kek, keybag);
    kek.fill(0);
    if (keys.size > 0) return createClassKeys(keys);
  }
  throw new DomainError('WRONG_PASSWORD');
}

/** Class keys by protection class, as far as `kek` unwraps them. */
function unwrapClasses(kek: Uint8Array, keybag: Keybag): Map<number, Buffer> {
  const keys = new Map<number, Buffer>();
  for (const { protectionClass, wrappedKey } of passwordClasses(keybag)) {
    const key = unwrapKey(kek, wrappedKey);
    if (key !== null) keys.set(protectionClass, key);
  }
  return keys;
}

function passwordClasses(keybag: Keybag): { protectionClass: number; wrappedKey: Buffer }[] {
  return keybag.classes.flatMap(({ protectionClass, wrap, wrappedKey }) =>
    (wrap & WRAPPED_BY_PASSWORD) !== 0 && wrappedKey !== null ? [{ protectionClass, wrappedKey }] : [],
  );
}
