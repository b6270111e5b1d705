import { handleKey } from '../../model/handle.ts';
import { PhoneSuffixes } from './phone-suffix.ts';

/** A set of canonical handles. */
export class HandleIndex {
  readonly #keys: ReadonlySet<string>;
  readonly #byPhone = new PhoneSuffixes<string>();

  constructor(keys: ReadonlySet<string>) {
    this.#keys = keys;
    for (const key of keys) this.#byPhone.add(key, key);
  }

  /** The handles of the set that match a handle in any notation. */
  find(handle: string): ReadonlySet<string> {
    const key = handleKey(handle);
    return this.#keys.has(key) ? new Set([key]) : this.#byPhone.find(key);
  }
}
