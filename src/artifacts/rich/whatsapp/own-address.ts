import { parsePlist } from '../../../formats/plist.ts';
import { asDict } from '../../../formats/plist-value.ts';
import { isDomainError, isLocalFailure } from '../../../model/errors.ts';
import type { SourceFileBytes } from '../../kit/artifact.ts';
import { normaliseJid } from './jid.ts';

/** Maximum size of the preferences, in bytes. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Keys with the owner's address, the current one first (docs/format/whatsapp.md). */
const KEYS = ['OwnJabberID', 'LastOwnJabberID'];

/** The address of the owner in the app's preferences; null where they cannot be read or do not have it. */
export function ownAddress(preferences: readonly SourceFileBytes[]): string | null {
  for (const file of preferences) {
    const values = file.state === 'present' ? read(file) : null;
    for (const key of KEYS) {
      const value = values?.[key];
      const jid = typeof value === 'string' ? normaliseJid(value) : null;
      if (jid !== null) return jid;
    }
  }
  return null;
}

function read(file: SourceFileBytes) {
  try {
    return asDict(parsePlist(file.read(MAX_BYTES)));
  } catch (error) {
    if (!isDomainError(error) || isDomainError(error, 'BACKUP_LOCKED', 'CANCELLED') || isLocalFailure(error))
      throw error;
    // Without it the owner counts among the recipients, which costs no record.
    return null;
  }
}
