import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { splitWrappedKey, type WrappedKey } from '../keybag/wrapped-key.ts';
import type { EntryDetails } from './entry.ts';
import { readMbdbRecord } from './mbdb.ts';
import { decodeMbFile } from './mbfile.ts';

/** Decodes the record of one file. @throws DomainError if it cannot be decoded */
export type BlobDecoder = (blob: Uint8Array) => EntryDetails;

/** Decodes `Files.file` of Manifest.db, an archived MBFile. */
export function decodeMbFileBlob(blob: Uint8Array): EntryDetails {
  const file = decodeMbFile(blob);
  return {
    mode: file.mode ?? 0,
    sizeHint: file.size,
    modifiedAt: file.lastModified,
    changedAt: file.lastStatusChange,
    createdAt: file.birth,
    protectionClass: file.keyClass ?? file.protectionClass,
    wrappedKey: file.wrappedKey === null ? null : new Uint8Array(file.wrappedKey),
    digest: file.digest === null ? null : new Uint8Array(file.digest),
    target: file.target,
  };
}

/** Decodes a record of Manifest.mbdb. */
export function decodeMbdbBlob(blob: Uint8Array): EntryDetails {
  const record = readMbdbRecord(blob, 0);
  const key = splitKey(record.encryptionKey);
  return {
    mode: record.mode,
    sizeHint: record.size,
    modifiedAt: record.modified * 1000,
    changedAt: record.changed * 1000,
    createdAt: record.created * 1000,
    protectionClass: key?.protectionClass ?? record.protectionClass,
    wrappedKey: key?.wrapped ?? null,
    digest: record.digest === null ? null : new Uint8Array(record.digest),
    target: record.target,
  };
}

/** An unreadable key must not be treated as absent, because the file would then count as unencrypted. */
function splitKey(bytes: Uint8Array | null): WrappedKey | null {
  if (bytes === null || bytes.length === 0) return null;
  const key = splitWrappedKey(new Uint8Array(bytes));
  if (key === null)
    throw new DomainError('MALFORMED_MANIFEST', msg('detail.wrong-key-length', { bytes: bytes.length, expected: 44 }));
  return key;
}
