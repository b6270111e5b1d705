import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { ClassKeys, Password } from '../types.ts';
import { createClassKeys } from './class-keys.ts';
import { deriveKek, tryVariants } from './derive.ts';
import { unwrapKey } from './key-wrap.ts';
import { type Keybag, parseKeybag, WRAPPED_BY_PASSWORD } from './keybag.ts';

/**
 * The class keys of a keybag, unwrapped with `password`. One class that unwraps proves the password. Classes that are
 * damaged or wrapped only by the device are left out.
 * @throws WRONG_PASSWORD if none unwraps, MALFORMED_KEYBAG, LIMIT_EXCEEDED
 */
export async function unlockKeybag(bytes: Uint8Array, password: Password): Promise<ClassKeys> {
  const keybag = parseKeybag(bytes);
  if (passwordClasses(keybag).length === 0) {
    throw new DomainError('MALFORMED_KEYBAG', msg('detail.keybag-without-password-key'));
  }
  const found = await tryVariants(password, async (variant) => {
    const kek = await deriveKek(variant, keybag);
    const keys = unwrapClasses(kek, keybag);
    kek.fill(0);
    return keys.size > 0 ? keys : null;
  });
  if (found === null) throw new DomainError('WRONG_PASSWORD');
  return createClassKeys(found);
}

/** The class keys that `kek` unwraps, by protection class. */
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
