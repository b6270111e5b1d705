import type { BackupEntry, EntryKind } from '../types.ts';

/** Contents of a file's record besides its name, from an MBFile blob or from Manifest.mbdb. */
export type EntryDetails = Omit<BackupEntry, 'fileID' | 'domain' | 'relativePath' | 'kind'>;

/** Details of a row whose record is absent or unreadable. */
export const NO_DETAILS: EntryDetails = {
  mode: 0,
  sizeHint: null,
  modifiedAt: null,
  changedAt: null,
  createdAt: null,
  protectionClass: null,
  wrappedKey: null,
  digest: null,
  target: null,
};

const TYPE_MASK = 0xf000;
const MODE_KINDS: ReadonlyMap<number, EntryKind> = new Map<number, EntryKind>([
  [0x8000, 'file'],
  [0x4000, 'directory'],
  [0xa000, 'symlink'],
]);
const FLAG_KINDS: ReadonlyMap<unknown, EntryKind> = new Map<unknown, EntryKind>([
  [1, 'file'],
  [2, 'directory'],
  [4, 'symlink'],
]);

/** `Files.flags` of each kind. */
export const KIND_FLAGS = { file: 1, directory: 2, symlink: 4 } as const;

/** The kind of a row: from its flags or, if they are 0 (re-packed backups), from the type bits of its mode. */
export function entryKind(flags: unknown, mode: number): EntryKind {
  return FLAG_KINDS.get(flags) ?? MODE_KINDS.get(mode & TYPE_MASK) ?? 'unknown';
}
