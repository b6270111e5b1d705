/** States of the end of a stored file; `shorter` and `longer` compare its length with the manifest's. */
export const FILE_INTEGRITIES = ['ok', 'truncated', 'padding-invalid', 'shorter', 'longer'] as const;

/** How the end of a stored file was determined. */
export type FileIntegrity =
  /** Exact. */
  | 'ok'
  /** The ciphertext is not a multiple of 16 bytes because the copy was truncated; whole blocks are served. */
  | 'truncated'
  /** The padding is invalid; everything is served, or up to the manifest's size if that is within the last block. */
  | 'padding-invalid'
  /** It has fewer bytes than the manifest lists. */
  | 'shorter'
  /** It has more, as a database that was written to while the backup was made. */
  | 'longer';

/** State of a file whose end is certain, from its length and that of the manifest (null if unknown). */
export function integrityOfLength(size: number, listed: number | null): FileIntegrity {
  if (listed === null || listed < 0 || size === listed) return 'ok';
  return size < listed ? 'shorter' : 'longer';
}
