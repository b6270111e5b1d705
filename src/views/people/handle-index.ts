import { handleKey } from '../../model/handle.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { handleColumns, handleCounts, KINDS_WITH_HANDLES } from './handle-counts.ts';
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

/** The handles in the records of a backup, except those in chats; cached per set of runs. */
export function handleIndex(ctx: ViewContext, scope: Scope): Promise<HandleIndex> {
  return cachedForRuns(ctx, 'handle-spellings', [scope.backupId, ...scope.runs.values()], async () => {
    const keys = new Set<string>();
    for (const kind of KINDS_WITH_HANDLES) {
      for (const column of handleColumns(kind)) {
        for (const { handleKey } of await handleCounts(ctx, scope, kind, column)) keys.add(handleKey);
      }
    }
    return new HandleIndex(keys);
  });
}
