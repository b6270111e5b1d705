export { KeyHandover } from './key-handover.ts';
export { type KeyRequest, requestKeys, type SealedKeys } from './sealed-keys.ts';
export type { BackupHandle, BackupRef, ListedEntry, ListedFolder, Session, UnlockManager } from './types.ts';
export { createUnlockManager, type UnlockManagerOptions } from './unlock-manager.ts';
