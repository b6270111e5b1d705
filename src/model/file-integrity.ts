/** States of the end of a stored file. */
export const FILE_INTEGRITIES = ['ok', 'truncated', 'padding-invalid', 'shorter'] as const;

/** How the end of a stored file was determined. */
export type FileIntegrity =
  /** Exact. */
  | 'ok'
  /** The ciphertext is not a multiple of 16 bytes because the copy was truncated; whole blocks are served. */
  | 'truncated'
  /** The padding is invalid; everything is served, or up to the manifest's size if that is within the last block. */
  | 'padding-invalid'
  /** It has fewer bytes than the manifest lists, and no padding tells whether they are all. */
  | 'shorter';

/**
 * State of a file without padding, from its length and that of the manifest (null if unknown). More bytes are usual for
 * a database, which is written to between the listing and the copying (docs/format/backup.md).
 */
export function integrityOfLength(size: number, listed: number | null): FileIntegrity {
  return listed !== null && size < listed ? 'shorter' : 'ok';
}
