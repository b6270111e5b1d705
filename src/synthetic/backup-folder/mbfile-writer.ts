import { KeyedArchiveWriter } from '../encoders/keyed-archive-writer.ts';
import type { PlistUid, PlistValue } from '../encoders/plist-value.ts';

/**
 * How an MBFile holds the wrapped key of a file:
 * - `inline`: an NSMutableData with its bytes (every real backup seen)
 * - `reference`: an NSMutableData whose `NS.data` is a reference to the bytes
 * - `bare`: a reference to the bytes themselves
 */
export type EncryptionKeyShape = 'inline' | 'reference' | 'bare';

/** File metadata in the column `file` of Manifest.db. */
export interface MbFile {
  readonly relativePath: string;
  /** POSIX `st_mode` including the type bits. */
  readonly mode: number;
  readonly size: number;
  readonly inode: number;
  readonly userId: number;
  readonly groupId: number;
  /** Unix seconds. */
  readonly lastModified: number;
  /** Unix seconds. */
  readonly lastStatusChange: number;
  /** Unix seconds. */
  readonly birth: number;
  readonly protectionClass: number;
  /** Protection class as u32 LE, then 40 bytes of wrapped key; missing for directories and links. */
  readonly encryptionKey?: Uint8Array | undefined;
  readonly encryptionKeyShape?: EncryptionKeyShape | undefined;
  /** SHA-1 of the stored bytes; in system domains only. */
  readonly digest?: Uint8Array | undefined;
  /** Target of a symbolic link. */
  readonly target?: string | undefined;
  /** Extended attributes: a binary plist of name → data. */
  readonly extendedAttributes?: Uint8Array | undefined;
}

function encryptionKeyObject(archive: KeyedArchiveWriter, key: Uint8Array, shape: EncryptionKeyShape): PlistUid {
  if (shape === 'bare') return archive.add(key);
  const place = archive.reserve();
  const data = shape === 'reference' ? archive.add(key) : key;
  const $class = archive.addClass('NSMutableData', 'NSData', 'NSObject');
  archive.fill(place, { 'NS.data': data, $class });
  return place;
}

/**
 * Writes the keyed archive of an MBFile. Key order, number types and object order are those of a real iOS 14.3
 * Manifest.db: directories and links are byte-identical (see the test).
 */
export function writeMbFile(file: MbFile): Buffer {
  const archive = new KeyedArchiveWriter();
  const root = archive.reserve();
  const relativePath = archive.add(file.relativePath);
  const target = file.target === undefined ? undefined : archive.add(file.target);
  const digest = file.digest === undefined ? undefined : archive.add(file.digest);
  const encryptionKey =
    file.encryptionKey === undefined
      ? undefined
      : encryptionKeyObject(archive, file.encryptionKey, file.encryptionKeyShape ?? 'inline');
  const extendedAttributes = file.extendedAttributes === undefined ? undefined : archive.add(file.extendedAttributes);
  const $class = archive.addClass('MBFile', 'NSObject');

  // The order of NSDictionary's buckets, which depends on the keys.
  const isFile = encryptionKey !== undefined;
  const fields: [string, PlistValue | undefined][] = [
    ['LastModified', file.lastModified],
    ['ProtectionClass', digest === undefined ? undefined : file.protectionClass],
    ['Flags', 0],
    ['ExtendedAttributes', digest === undefined ? extendedAttributes : undefined],
    ['GroupID', file.groupId],
    ['ExtendedAttributes', digest === undefined ? undefined : extendedAttributes],
    ['Target', target],
    ['$class', $class],
    ['LastStatusChange', file.lastStatusChange],
    ['RelativePath', relativePath],
    ['Birth', file.birth],
    ['EncryptionKey', encryptionKey],
    ['Size', BigInt(file.size)],
    ['InodeNumber', isFile ? undefined : BigInt(file.inode)],
    ['Mode', file.mode],
    ['UserID', file.userId],
    ['Digest', digest],
    ['InodeNumber', isFile ? BigInt(file.inode) : undefined],
    ['ProtectionClass', digest === undefined ? file.protectionClass : undefined],
  ];
  archive.fill(
    root,
    Object.fromEntries(fields.filter((field): field is [string, PlistValue] => field[1] !== undefined)),
  );
  return archive.finish(root);
}
