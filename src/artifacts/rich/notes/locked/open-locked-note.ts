import type { Password } from '../../../../backup/types.ts';
import { msg } from '../../../../locales/messages.ts';
import { DomainError, isDomainError } from '../../../../model/errors.ts';
import type { NoteDocument } from '../../../../model/notes/document.ts';
import type { NoteFileKey, NoteFileKeys } from '../../../../model/notes/file-key.ts';
import { inflate } from '../body/inflate.ts';
import { readNoteBody } from '../body/note-body.ts';
import type { NoteLock, PasswordLock } from '../tables.ts';
import { bytesOf, decipher, NoteKeys } from './note-cipher.ts';
import { type LockedAttachment, type OpenedAttachment, OpenedAttachments } from './opened-attachments.ts';

/** A locked note as it is stored. */
export interface LockedNote {
  readonly lock: NoteLock;
  readonly attachments: readonly LockedAttachment[];
}

/** A note that a password opened. */
export interface OpenedNote {
  readonly document: NoteDocument;
  /** What was encrypted in its attachments, by their keys. */
  readonly attachments: Readonly<Record<string, OpenedAttachment>>;
  /** What opens its files. */
  readonly fileKeys: NoteFileKeys;
}

/**
 * Opens a locked note with its password, which is that of Notes and not of the backup (docs/format/notes.md). Attachments
 * that it does not open stay locked: they may have been locked with another password.
 *
 * @param password overwritten where it is bytes
 * @throws WRONG_NOTE_PASSWORD
 * @throws UNSUPPORTED_NOTE_LOCK if the note is locked with the passcode of the phone or in an unknown way
 * @throws LIMIT_EXCEEDED, MALFORMED_PROTOBUF if the password is right and the note is damaged
 */
export async function openLockedNote({ lock, attachments }: LockedNote, password: Password): Promise<OpenedNote> {
  if (lock.scheme !== 'password')
    throw new DomainError(
      'UNSUPPORTED_NOTE_LOCK',
      lock.scheme === 'device-passcode' ? msg('detail.note-locked-by-passcode') : msg('detail.unknown-note-lock'),
    );
  const keys = new NoteKeys(password);
  try {
    const body = inflate(await open(lock, keys));
    const opened = new OpenedAttachments(attachments, await openValues(attachments, keys));
    return {
      document: readNoteBody(body, opened),
      attachments: opened.values(),
      fileKeys: await openFiles(lock, attachments, keys),
    };
  } finally {
    keys.forget();
  }
}

async function open(lock: PasswordLock, keys: NoteKeys): Promise<Buffer> {
  const opened = decipher(bytesOf(lock.ciphertext), await keys.keyOf(lock), lock);
  if (opened === null) throw new DomainError('MALFORMED_PROTOBUF', msg('detail.note-cipher-damaged'));
  return opened;
}

/** The values of attachments and of their files, decrypted, by the key of the attachment. */
async function openValues(
  attachments: readonly LockedAttachment[],
  keys: NoteKeys,
): Promise<ReadonlyMap<string, readonly Buffer[]>> {
  const opened = new Map<string, readonly Buffer[]>();
  for (const { key, lock } of attachments) {
    const parts: Buffer[] = [];
    for (const part of [lock?.values, lock?.fileValues]) {
      const values = part === undefined ? null : await ifOpen(() => open(part, keys));
      if (values !== null) parts.push(values);
    }
    if (key !== null && parts.length > 0) opened.set(key, parts);
  }
  return opened;
}

async function openFiles(
  note: PasswordLock,
  attachments: readonly LockedAttachment[],
  keys: NoteKeys,
): Promise<NoteFileKeys> {
  const opened: Record<string, NoteFileKey> = {};
  // Since iOS 17 a file has its own key, which that of the password opens.
  const wrapping: NoteFileKey | null =
    note.authenticated === undefined
      ? null
      : { in: 'file', key: base64(await keys.wrappingKey(note)), salt: note.salt, iterations: note.iterations };
  for (const { isLocked, file, preview, lock } of attachments) {
    if (isLocked !== true) continue;
    for (const [fileID, part] of [
      [file, lock?.file],
      [preview, lock?.preview],
    ] as const) {
      if (fileID === null) continue;
      const key = wrapping ?? (part === undefined ? null : await ifOpen(() => fileKey(part, keys)));
      if (key !== null) opened[fileID] = key;
    }
  }
  return opened;
}

async function fileKey(lock: PasswordLock, keys: NoteKeys): Promise<NoteFileKey> {
  return { in: 'store', key: base64(await keys.keyOf(lock)), iv: lock.iv, tag: lock.tag };
}

/** Null if another password is needed, or the part is damaged. */
async function ifOpen<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64');
}
