import { createStore, type Store } from '../store.ts';

/** A pending request to unlock a backup. */
export interface UnlockWish {
  readonly backup: string;
  /** Called with `true` after unlocking, `false` if the user cancelled. */
  readonly settle: (unlocked: boolean) => void;
}

/** State of the unlock dialog; null if closed. */
export const unlockWish: Store<UnlockWish | null> = createStore<UnlockWish | null>(null);

/** Backups whose dialog was cancelled: reads do not open it again automatically. */
const declined = new Set<string>();

let current: { readonly backup: string; readonly answer: Promise<boolean> } | null = null;

/** Opens the unlock dialog and resolves when it closes. Requests for the same backup share one dialog. */
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

/** True if the user cancelled the dialog of this backup and has not unlocked it since. */
export function wasDeclined(backup: string): boolean {
  return declined.has(backup);
}
