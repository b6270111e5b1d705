import { createStore, type Store } from '../store.ts';

/** Somebody wants a backup unlocked and waits for it. */
export interface UnlockWish {
  readonly backup: string;
  /** `true` when it was unlocked, `false` when the person did not want to. */
  readonly settle: (unlocked: boolean) => void;
}

/** What the unlock dialog shows; null while it is closed. */
export const unlockWish: Store<UnlockWish | null> = createStore<UnlockWish | null>(null);

/** Backups for which the person closed the dialog: reads do not open it again by themselves. */
const declined = new Set<string>();

let current: { readonly backup: string; readonly answer: Promise<boolean> } | null = null;

/** Opens the unlock dialog; resolves when it closes. Wishes for the same backup share one dialog. */
export function askToUnlock(backup: string): Promise<boolean> {
  if (current?.backup === backup) return current.answer;
  unlockWish.get()?.settle(false);
  const answer = new Promise<boolean>((resolve) => {
    unlockWish.set({
      backup,
      settle: (unlocked) => {
        current = null;
        unlockWish.set(null);
        if (unlocked) declined.delete(backup);
        else declined.add(backup);
        resolve(unlocked);
      },
    });
  });
  current = { backup, answer };
  return answer;
}

/** True when the person closed the dialog of this backup and did not unlock it since. */
export function wasDeclined(backup: string): boolean {
  return declined.has(backup);
}
