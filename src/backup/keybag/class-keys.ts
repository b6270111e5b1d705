import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { ClassKeys } from '../types.ts';

const KEY_BYTES = 32;
const MAX_CLASS = 15;
/** Not a real protection class: the number under which the manifest's record key is exported (encrypted iOS 10.0). */
const RECORDS = 255;
const RECORD_KEY_BYTES = 16;

class KeyRing implements ClassKeys {
  // Private, so that JSON.stringify and util.inspect (log lines) cannot expose them.
  readonly #keys: Map<number, Buffer>;

  constructor(keys: Map<number, Buffer>) {
    this.#keys = keys;
  }

  get(protectionClass: number): Buffer | undefined {
    return protectionClass === RECORDS ? undefined : this.#keys.get(protectionClass);
  }

  get recordKey(): Buffer | null {
    return this.#keys.get(RECORDS) ?? null;
  }

  set recordKey(key: Buffer) {
    this.#keys.set(RECORDS, key);
  }

  export(): Record<number, string> {
    return Object.fromEntries(
      [...this.#keys].map(([protectionClass, key]) => [protectionClass, key.toString('base64')]),
    );
  }

  dispose(): void {
    for (const key of this.#keys.values()) key.fill(0);
    this.#keys.clear();
  }
}

/** Takes ownership of `keys`, 32 bytes each, by protection class. */
export function createClassKeys(keys: ReadonlyMap<number, Buffer>): ClassKeys {
  return new KeyRing(new Map(keys));
}

/**
 * Restores the keys from {@link ClassKeys.export} in the receiving process.
 * @throws BAD_REQUEST if they are not keys
 */
export function importClassKeys(exported: { readonly [protectionClass: number]: string }): ClassKeys {
  const keys = new Map<number, Buffer>();
  for (const [name, text] of Object.entries(exported)) {
    const protectionClass = Number(name);
    const key = typeof text === 'string' ? Buffer.from(text, 'base64') : Buffer.alloc(0);
    const isClass = Number.isInteger(protectionClass) && protectionClass >= 0 && protectionClass <= MAX_CLASS;
    const known = isClass || protectionClass === RECORDS;
    const length = protectionClass === RECORDS ? RECORD_KEY_BYTES : KEY_BYTES;
    if (!known || key.length !== length) throw new DomainError('BAD_REQUEST', msg('detail.invalid-class-keys'));
    keys.set(protectionClass, key);
  }
  return new KeyRing(keys);
}

/** The manifest's record key, if the backup has one. */
export function recordKeyOf(keys: ClassKeys | null): Buffer | null {
  return keys instanceof KeyRing ? keys.recordKey : null;
}

/** Adds the manifest's record key to `keys`. */
export function addRecordKey(keys: ClassKeys, key: Buffer): void {
  if (keys instanceof KeyRing) keys.recordKey = key;
}
