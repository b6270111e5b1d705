import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { ClassKeys } from '../types.ts';

const KEY_BYTES = 32;
const MAX_CLASS = 15;
/** Not a real protection class: the number under which the manifest's record key is kept (encrypted iOS 10.0). */
const RECORDS = 255;
const RECORD_KEY_BYTES = 16;
/** Class and length before each key; a length of zero ends the list. */
const HEAD_BYTES = 2;
const MEMORY_BYTES = (MAX_CLASS + 1) * (HEAD_BYTES + KEY_BYTES) + HEAD_BYTES + RECORD_KEY_BYTES;

/** Keys in memory shared by threads. Disposing of them in one thread removes them from all. */
class KeyRing implements ClassKeys {
  // Private, so that JSON.stringify and util.inspect (log lines) cannot expose it.
  readonly #memory: SharedArrayBuffer;

  constructor(memory: SharedArrayBuffer) {
    this.#memory = memory;
  }

  static memoryOf(keys: ClassKeys): SharedArrayBuffer | null {
    return keys instanceof KeyRing ? keys.#memory : null;
  }

  get(protectionClass: number): Buffer | undefined {
    return protectionClass === RECORDS ? undefined : this.#find(protectionClass);
  }

  get recordKey(): Buffer | null {
    return this.#find(RECORDS) ?? null;
  }

  set recordKey(key: Buffer) {
    this.add(RECORDS, key);
  }

  /** Adds a key and overwrites what was given. */
  add(protectionClass: number, key: Uint8Array): void {
    const end = [...this.#entries()].reduce((sum, { bytes }) => sum + HEAD_BYTES + bytes.length, 0);
    const memory = new Uint8Array(this.#memory);
    memory.set([protectionClass, key.length], end);
    memory.set(key, end + HEAD_BYTES);
    key.fill(0);
  }

  export(): Uint8Array {
    return Uint8Array.from(new Uint8Array(this.#memory));
  }

  dispose(): void {
    new Uint8Array(this.#memory).fill(0);
  }

  #find(protectionClass: number): Buffer | undefined {
    return this.#entries().find((entry) => entry.protectionClass === protectionClass)?.bytes;
  }

  *#entries(): Generator<{ readonly protectionClass: number; readonly bytes: Buffer }, void> {
    const memory = Buffer.from(this.#memory);
    for (let start = 0; start + HEAD_BYTES < memory.length; ) {
      const [protectionClass = 0, length = 0] = memory.subarray(start);
      if (length === 0) return;
      start += HEAD_BYTES;
      yield { protectionClass, bytes: memory.subarray(start, start + length) };
      start += length;
    }
  }
}

/** Takes `keys`, 32 bytes each, by protection class, and overwrites them. */
export function createClassKeys(keys: ReadonlyMap<number, Uint8Array>): ClassKeys {
  const ring = new KeyRing(new SharedArrayBuffer(MEMORY_BYTES));
  for (const [protectionClass, key] of keys) ring.add(protectionClass, key);
  return ring;
}

/**
 * Takes the keys from {@link ClassKeys.export} and overwrites `exported`.
 * @throws BAD_REQUEST if they are not keys
 */
export function importClassKeys(exported: Uint8Array): ClassKeys {
  const keys = new Map<number, Uint8Array>();
  let [isValid, start] = [exported.length === MEMORY_BYTES, 0];
  while (isValid && start < exported.length && exported[start + 1] !== 0) {
    const [protectionClass = -1, length = 0] = exported.subarray(start);
    start += HEAD_BYTES;
    isValid =
      protectionClass === RECORDS
        ? length === RECORD_KEY_BYTES
        : protectionClass <= MAX_CLASS && length === KEY_BYTES && start + length <= exported.length;
    keys.set(protectionClass, exported.subarray(start, start + length));
    start += length;
  }
  if (!isValid) {
    exported.fill(0);
    throw new DomainError('BAD_REQUEST', msg('detail.invalid-class-keys'));
  }
  return createClassKeys(keys);
}

/** The memory of `keys` for another thread, where {@link sharedClassKeys} opens it. */
export function memoryOfKeys(keys: ClassKeys): SharedArrayBuffer {
  const memory = KeyRing.memoryOf(keys);
  if (memory === null) throw new DomainError('BAD_REQUEST', msg('detail.invalid-class-keys'));
  return memory;
}

/** The keys of another thread: the same memory, so that disposing of one disposes of both. */
export function sharedClassKeys(memory: SharedArrayBuffer): ClassKeys {
  return new KeyRing(memory);
}

/** The manifest's record key, if the backup has one. */
export function recordKeyOf(keys: ClassKeys | null): Buffer | null {
  return keys instanceof KeyRing ? keys.recordKey : null;
}

/** Adds the manifest's record key to `keys`. */
export function addRecordKey(keys: ClassKeys, key: Buffer): void {
  if (keys instanceof KeyRing) keys.recordKey = key;
}
