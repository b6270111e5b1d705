/**
 * Opens a file of a locked note whose password is known; bytes are base64.
 *
 * - `store`: the key of the file, with what the store has about its encryption
 * - `file`: the key that opens the one in the file (iOS 17 and later), and what it was derived with
 */
export type NoteFileKey =
  | { readonly in: 'store'; readonly key: string; readonly iv: string; readonly tag: string }
  | { readonly in: 'file'; readonly key: string; readonly salt: string; readonly iterations: number };

/** Keys of files by fileID. */
export type NoteFileKeys = Readonly<Record<string, NoteFileKey>>;
