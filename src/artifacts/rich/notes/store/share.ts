import { unarchiveAll } from '../../../../formats/keyed-archive.ts';
import type { ArchiveDict, ArchiveValue } from '../../../../formats/keyed-archive-value.ts';
import { isDomainError } from '../../../../model/errors.ts';
import type { NoteParticipant } from '../tables.ts';

/** Maximum size of a share, in bytes; those seen have 10 to 20 kilobytes. */
export const MAX_SHARE = 1024 * 1024;

/** Maximum number of participants of a share; iCloud allows 100. */
const MAX_PARTICIPANTS = 200;

/** `CKShareParticipantRole`, -`Permission` and -`AcceptanceStatus` (docs/format/notes.md). */
const OWNER = 1;
const PERMISSIONS: ReadonlyMap<number, 'none' | 'read' | 'write'> = new Map([
  [1, 'none'],
  [2, 'read'],
  [3, 'write'],
]);
const ACCEPTED = 2;

/**
 * Participants of a shared note or folder: `ZSERVERSHAREDATA`, the encoded fields of a `CKShare` without a root object.
 * Null if it cannot be read.
 */
export function readShare(bytes: Uint8Array): readonly NoteParticipant[] | null {
  try {
    const participants = unarchiveAll(bytes)['Participants'];
    return Array.isArray(participants) ? participants.slice(0, MAX_PARTICIPANTS).flatMap(readParticipant) : null;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
}

function readParticipant(value: ArchiveValue): NoteParticipant[] {
  const participant = dict(value);
  if (participant === null) return [];
  const identity = dict(participant['UserIdentity']);
  const lookup = dict(identity?.['LookupInfo']);
  const names = dict(dict(identity?.['NameComponents'])?.['NS.nameComponentsPrivate']);
  const name = ['NS.givenName', 'NS.middleName', 'NS.familyName'].flatMap((key) => text(names?.[key]) ?? []).join(' ');
  const permissionCode = integer(participant['Permission']);
  const acceptanceCode = integer(participant['AcceptanceStatus']);
  const typeCode = integer(participant['Type']);
  return [
    {
      name: name === '' ? null : name,
      email: text(lookup?.['EmailAddress']),
      phone: text(lookup?.['PhoneNumber']),
      isOwner: typeCode === OWNER,
      isMe: participant['IsCurrentUser'] === true,
      permission: PERMISSIONS.get(permissionCode ?? -1) ?? null,
      hasAccepted: acceptanceCode === ACCEPTED,
      typeCode,
      permissionCode,
      acceptanceCode,
    },
  ];
}

function dict(value: ArchiveValue | undefined): ArchiveDict | null {
  const isDict = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isDict && !(value instanceof Uint8Array) && !(value instanceof Date) ? value : null;
}

function text(value: ArchiveValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function integer(value: ArchiveValue | undefined): number | null {
  return Number.isSafeInteger(value) ? (value as number) : null;
}
