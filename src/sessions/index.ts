export type { BackupHandle, BackupRef, ListedEntry, Session, UnlockManager } from './types.ts';
export { createUnlockManager, type UnlockManagerOptions } from './unlock-manager.ts';
