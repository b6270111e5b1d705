import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { ClassKeys } from '../types.ts';
import { unwrapKey } from './key-wrap.ts';

/** The key of a file or of the manifest, wrapped with the key of its protection class. */
export interface WrappedKey {
  readonly protectionClass: number;
  /** 40 bytes. */
  readonly wrapped: Uint8Array;
}

/** Splits `ManifestKey` into a little-endian u32 class and a 40-byte key. Null for any other format. */
export function splitWrappedKey(bytes: Uint8Array): WrappedKey | null {
  if (bytes.length !== 44) return null;
  const protectionClass = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  return { protectionClass, wrapped: bytes.subarray(4) };
}

/**
 * Unwraps the key of `what` ("sms.db").
 * @throws BACKUP_LOCKED (no keys, or none of its class), DAMAGED_BACKUP (its class key does not unwrap it)
 */
export function unwrapWith(keys: ClassKeys | null, { protectionClass, wrapped }: WrappedKey, what: string): Buffer {
  if (keys === null) throw new DomainError('BACKUP_LOCKED', msg('detail.file-locked', { what }));
  const classKey = keys.get(protectionClass);
  if (classKey === undefined) {
    throw new DomainError('BACKUP_LOCKED', msg('detail.class-key-missing', { protectionClass, what }));
  }
  const key = unwrapKey(classKey, wrapped);
  if (key === null) throw new DomainError('DAMAGED_BACKUP', msg('detail.key-damaged', { what }));
  return key;
}
