import { createStore, type Store } from '../store.ts';

/** A pending request to unlock a backup. */
export interface UnlockRequest {
  readonly backup: string;
  /** Called with `true` after unlocking, `false` if the user cancelled. */
  readonly settle: (unlocked: boolean) => void;
}

/** State of the unlock dialog; null if closed. */
export const unlockRequest: Store<UnlockRequest | null> = createStore<UnlockRequest | null>(null);

/** Backups whose dialog was cancelled: reads do not open it again automatically. */
const declined = new Set<string>();

let current: { readonly backup: string; readonly answer: Promise<boolean> } | null = null;

/** Opens the unlock dialog and resolves when it closes. Requests for the same backup share one dialog. */
export function askToUnlock(backup: string): Promise<boolean> {
  if (current?.backup === backup) return current.answer;
  unlockRequest.get()?.settle(false);
  const answer = new Promise<boolean>((resolve) => {
    unlockRequest.set({
      backup,
      settle: (unlocked) => {
        current = null;
        unlockRequest.set(null);
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
