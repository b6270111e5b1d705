import { FieldNames, KeyedArchiveCursor } from '../../formats/keyed-archive-cursor.ts';
import { DomainError } from '../../model/errors.ts';

/** What the manifest keeps of one file: an archived `MBFile` object. A field it does not state is null. */
export interface MbFile {
  /** `/`-separated. Hostile, as everything here. */
  relativePath: string | null;
  /** POSIX st_mode: type and permissions. */
  mode: number | null;
  /** Bytes, taken before the contents were: a hint only. */
  size: number | null;
  /** UTC milliseconds. */
  birth: number | null;
  /** UTC milliseconds. */
  lastModified: number | null;
  /** UTC milliseconds. */
  lastStatusChange: number | null;
  userId: number | null;
  groupId: number | null;
  inode: number | bigint | null;
  flags: number | null;
  /** What the row states; `keyClass` is the one that counts. */
  protectionClass: number | null;
  /** Protection class of the class key that wraps `wrappedKey`. */
  keyClass: number | null;
  /** Per-file key, AES-wrapped (RFC 3394), 40 bytes. */
  wrappedKey: Uint8Array | null;
  /** SHA-1 of the stored bytes, 20 bytes. */
  digest: Uint8Array | null;
  /** Where a symlink points. Hostile. */
  target: string | null;
}

/** Longest blob that is read: real ones have 400–2,000 bytes, extended attributes included. */
const MAX_MBFILE_BYTES = 64 * 1024;

/** `EncryptionKey`: the class as a little-endian 32-bit integer, then the wrapped key. */
const ENCRYPTION_KEY_BYTES = 44;
const KEY_CLASS_BYTES = 4;

const FIELDS = new FieldNames([
  'RelativePath',
  'Mode',
  'Size',
  'Birth',
  'LastModified',
  'LastStatusChange',
  'UserID',
  'GroupID',
  'InodeNumber',
  'Flags',
  'ProtectionClass',
  'EncryptionKey',
  'Digest',
  'Target',
]);

const cursor = new KeyedArchiveCursor();

/**
 * Reads the archived MBFile of a manifest row: what `unarchive` and picking the fields would give, at a fraction of the
 * cost. Not all blobs have one shape: sizes come boxed, times as seconds or as NSDate, data bare or as NSData
 * (reference backup-format.md §7). Extended attributes are not read.
 *
 * @throws MALFORMED_PLIST when the blob is not a binary plist
 * @throws MALFORMED_ARCHIVE when it is not an archive, or a field has an impossible type
 * @throws LIMIT_EXCEEDED when it is longer than 64 KiB
 */
export function decodeMbFile(blob: Uint8Array): MbFile {
  if (blob.byteLength > MAX_MBFILE_BYTES) {
    throw new DomainError('LIMIT_EXCEEDED', `A manifest row goes beyond the limit of ${MAX_MBFILE_BYTES} bytes.`);
  }
  cursor.open(blob);
  const file = emptyMbFile();
  for (let index = 0; index < cursor.size; index++) {
    const name = cursor.name(index, FIELDS);
    if (name !== undefined) readField(file, name, cursor.value(index));
  }
  return file;
}

function readField(file: MbFile, name: NonNullable<ReturnType<typeof FIELDS.matchText>>, value: number): void {
  switch (name) {
    case 'RelativePath':
      file.relativePath = cursor.text(value);
      break;
    case 'Mode':
      file.mode = cursor.safeInteger(value);
      break;
    case 'Size':
      file.size = cursor.safeInteger(value);
      break;
    case 'Birth':
      file.birth = cursor.time(value);
      break;
    case 'LastModified':
      file.lastModified = cursor.time(value);
      break;
    case 'LastStatusChange':
      file.lastStatusChange = cursor.time(value);
      break;
    case 'UserID':
      file.userId = cursor.safeInteger(value);
      break;
    case 'GroupID':
      file.groupId = cursor.safeInteger(value);
      break;
    case 'InodeNumber':
      file.inode = cursor.integer(value);
      break;
    case 'Flags':
      file.flags = cursor.safeInteger(value);
      break;
    case 'ProtectionClass':
      file.protectionClass = cursor.safeInteger(value);
      break;
    case 'EncryptionKey':
      readEncryptionKey(file, cursor.bytes(value));
      break;
    case 'Digest':
      file.digest = cursor.bytes(value);
      break;
    case 'Target':
      file.target = cursor.text(value);
      break;
  }
}

/** A key that cannot be read must not look like none: the file would pass for unencrypted. */
function readEncryptionKey(file: MbFile, key: Uint8Array | null): void {
  if (key !== null && key.length !== ENCRYPTION_KEY_BYTES) {
    throw new DomainError(
      'MALFORMED_ARCHIVE',
      `The key of a manifest row has ${key.length} bytes instead of ${ENCRYPTION_KEY_BYTES}.`,
    );
  }
  file.keyClass = key === null ? null : new DataView(key.buffer, key.byteOffset).getUint32(0, true);
  file.wrappedKey = key === null ? null : key.subarray(KEY_CLASS_BYTES);
}

function emptyMbFile(): MbFile {
  return {
    relativePath: null,
    mode: null,
    size: null,
    birth: null,
    lastModified: null,
    lastStatusChange: null,
    userId: null,
    groupId: null,
    inode: null,
    flags: null,
    protectionClass: null,
    keyClass: null,
    wrappedKey: null,
    digest: null,
    target: null,
  };
}
