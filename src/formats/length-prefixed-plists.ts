import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { parsePlist } from './plist.ts';
import type { PlistLimits } from './plist-limits.ts';
import type { PlistValue } from './plist-value.ts';

/** The property lists of a file, and how many of them could not be read. */
export interface LengthPrefixedPlists {
  readonly plists: readonly PlistValue[];
  readonly lost: number;
}

/** More than any log holds. */
const MAX_PLISTS = 1_000_000;

/**
 * Reads property lists that follow one another, each behind its length in four bytes (little-endian): logs of calls that
 * are not yet in the history. A list that is malformed is counted as lost; one whose length leads beyond the file ends it.
 *
 * @throws MALFORMED_FILE when not even the first is whole
 * @throws LIMIT_EXCEEDED beyond the limits
 */
export function readLengthPrefixedPlists(bytes: Uint8Array, limits?: Partial<PlistLimits>): LengthPrefixedPlists {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const plists: PlistValue[] = [];
  let lost = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = at + 4 <= bytes.length ? view.getUint32(at, true) : Number.POSITIVE_INFINITY;
    const end = at + 4 + length;
    if (length === 0 || end > bytes.length) {
      lost++;
      break;
    }
    if (plists.length >= MAX_PLISTS) {
      throw new DomainError('LIMIT_EXCEEDED', msg('detail.too-many-plists', { limit: MAX_PLISTS }));
    }
    try {
      plists.push(parsePlist(bytes.subarray(at + 4, end), limits));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'MALFORMED_PLIST') throw error;
      lost++;
    }
    at = end;
  }
  if (plists.length === 0 && lost > 0) {
    throw new DomainError('MALFORMED_FILE', msg('detail.not-length-prefixed'));
  }
  return { plists, lost };
}
