import { DomainError } from '../../model/errors.ts';
import type { ClassKeys } from '../types.ts';

const KEY_BYTES = 32;
const MAX_CLASS = 15;
/** No protection class: under it the key of the manifest's records travels (encrypted iOS 10.0). */
const RECORDS = 255;
const RECORD_KEY_BYTES = 16;

class KeyRing implements ClassKeys {
  // Private, so that neither JSON.stringify nor util.inspect (a log line) can show them.
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

/** Takes over `keys`, 32 bytes each, by protection class. */
export function createClassKeys(keys: ReadonlyMap<number, Buffer>): ClassKeys {
  return new KeyRing(new Map(keys));
}

/** The keys of {@link ClassKeys.export}, in the process they were handed to. @throws BAD_REQUEST when they are not keys */
export function importClassKeys(exported: { readonly [protectionClass: number]: string }): ClassKeys {
  const keys = new Map<number, Buffer>();
  for (const [name, text] of Object.entries(exported)) {
    const protectionClass = Number(name);
    const key = typeof text === 'string' ? Buffer.from(text, 'base64') : Buffer.alloc(0);
    const isClass = Number.isInteger(protectionClass) && protectionClass >= 0 && protectionClass <= MAX_CLASS;
    const known = isClass || protectionClass === RECORDS;
    const length = protectionClass === RECORDS ? RECORD_KEY_BYTES : KEY_BYTES;
    if (!known || key.length !== length) throw new DomainError('BAD_REQUEST', 'These are not exported class keys.');
    keys.set(protectionClass, key);
  }
  return new KeyRing(keys);
}

/** The key of the manifest's records, where the backup has such a key. */
export function recordKeyOf(keys: ClassKeys | null): Buffer | null {
  return keys instanceof KeyRing ? keys.recordKey : null;
}

/** Takes the key of the manifest's records over into `keys`. */
export function addRecordKey(keys: ClassKeys, key: Buffer): void {
  if (keys instanceof KeyRing) keys.recordKey = key;
}
