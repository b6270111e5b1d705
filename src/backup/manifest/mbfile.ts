import { FieldNames, KeyedArchiveCursor } from '../../formats/keyed-archive-cursor.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Metadata of one file in the manifest: an archived `MBFile` object. Absent fields are null. */
export interface MbFile {
  /** `/`-separated. Untrusted, like all fields. */
  relativePath: string | null;
  /** POSIX st_mode: type and permissions. */
  mode: number | null;
  /** Size in bytes, recorded before the contents: a hint only. */
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
  /** As stated by the row; `keyClass` is authoritative. */
  protectionClass: number | null;
  /** Protection class of the class key that wraps `wrappedKey`. */
  keyClass: number | null;
  /** Per-file key, AES-wrapped (RFC 3394), 40 bytes. */
  wrappedKey: Uint8Array | null;
  /** SHA-1 of the stored bytes, 20 bytes. */
  digest: Uint8Array | null;
  /** Target of a symlink. Untrusted. */
  target: string | null;
}

/** Maximum size of a blob. Real ones take 400–2,000 bytes, including extended attributes. */
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
 * Decodes the archived MBFile of a manifest row. Equivalent to `unarchive` and picking the fields, at a fraction of the
 * cost. Blobs vary in shape: sizes may be boxed, times are seconds or NSDate, data is bare or NSData
 * (docs/format/backup.md, "MBFile"). Extended attributes are not read.
 *
 * @throws MALFORMED_PLIST when the blob is not a binary plist
 * @throws MALFORMED_ARCHIVE when it is not an archive, or a field has an impossible type
 * @throws LIMIT_EXCEEDED when it is longer than 64 KiB
 */
export function decodeMbFile(blob: Uint8Array): MbFile {
  if (blob.byteLength > MAX_MBFILE_BYTES) {
    throw new DomainError('LIMIT_EXCEEDED', msg('detail.manifest-row-too-large', { limit: MAX_MBFILE_BYTES }));
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

/** An unreadable key must not be treated as absent, because the file would then count as unencrypted. */
function readEncryptionKey(file: MbFile, key: Uint8Array | null): void {
  if (key !== null && key.length !== ENCRYPTION_KEY_BYTES) {
    throw new DomainError(
      'MALFORMED_ARCHIVE',
      msg('detail.wrong-key-length', { bytes: key.length, expected: ENCRYPTION_KEY_BYTES }),
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
