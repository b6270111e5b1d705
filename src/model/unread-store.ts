/**
 * A store of a backup that no artifact reads.
 *
 * - `database`, `plist`: one file, by its name
 * - `recordings`: the sound files of one folder
 * - `folder`: the other files of an app of which no artifact reads anything; the path is empty
 */
export interface UnreadStore {
  readonly kind: 'database' | 'plist' | 'recordings' | 'folder';
  readonly domain: string;
  readonly path: string;
  readonly files: number;
  /** Total size; 0 if unknown. */
  readonly bytes: number;
  /** Newest time of modification of its files, in UTC milliseconds; null if unknown. */
  readonly newestAt: number | null;
}
