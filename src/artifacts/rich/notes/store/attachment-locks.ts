import {
  asBlob,
  asInteger,
  type Lookup,
  type Row,
  type SourceTable,
  type SqlValue,
} from '../../../kit/source-table.ts';
import type { AttachmentLock, PasswordLock } from '../tables.ts';
import { blobOf } from './expressions.ts';
import { fileLock, type LockColumns, readLock } from './lock.ts';

/** Maximum size of salts, keys, IVs and tags in bytes; they have 16 to 40. */
const MAX_CRYPTO = 256;
/** Maximum size of encrypted values in bytes: those of a table have its compressed data in Base64. */
const MAX_VALUES = 6 * 1024 * 1024;

/** Kind of an encrypted file: the media of an attachment, what Notes made of a drawing or scan, or a preview. */
export type LockedFile = 'media' | 'image' | 'document' | 'preview';

/** Reads how attachments of locked notes are encrypted (docs/format/notes.md). */
export class AttachmentLocks {
  readonly #lookup: Lookup<keyof ReturnType<typeof lockExpressions>>;

  constructor(table: SourceTable) {
    this.#lookup = table.lookup(lockExpressions(table));
  }

  /**
   * Of an attachment; null if no password opens anything of it.
   *
   * @param rows primary keys of the attachment, its media and its preview
   * @param own the kind of file that Notes made for it
   */
  read(
    rows: { readonly attachment: number; readonly media: number | null; readonly preview: number | null },
    own: LockedFile | null,
  ): AttachmentLock | null {
    const attachment = this.#lookup(rows.attachment);
    const media = rows.media === null ? null : this.#lookup(rows.media);
    const preview = rows.preview === null ? null : this.#lookup(rows.preview);
    const lock = {
      values: valuesOf(attachment),
      fileValues: valuesOf(media),
      file: media === null ? fileOf(attachment, own) : fileOf(media, 'media'),
      preview: fileOf(preview, 'preview'),
    };
    const known = Object.entries(lock).filter(([, part]) => part !== null);
    return known.length === 0 ? null : (Object.fromEntries(known) as AttachmentLock);
  }
}

type LockRow = Row<keyof ReturnType<typeof lockExpressions>>;

function valuesOf(row: LockRow | null): PasswordLock | null {
  const ciphertext = asBlob(row?.values);
  if (row === null || ciphertext === null) return null;
  const { lock } = readLock(columnsOf(row, row.tag, row.iv), ciphertext);
  return lock.scheme === 'password' ? lock : null;
}

function fileOf(row: LockRow | null, kind: LockedFile | null): PasswordLock | null {
  if (row === null || kind === null) return null;
  const { mediaTag, mediaIv, imageTag, imageIv, documentTag, documentIv, tag, iv } = row;
  const own = {
    media: [mediaTag, mediaIv],
    image: [imageTag, imageIv],
    document: [documentTag, documentIv],
    preview: [tag, iv],
  } as const;
  return fileLock(columnsOf(row, ...own[kind]));
}

function columnsOf(row: LockRow, tag: SqlValue, iv: SqlValue): LockColumns {
  return {
    salt: asBlob(row.salt),
    iterations: asInteger(row.iterations),
    wrappedKey: asBlob(row.wrappedKey) ?? asBlob(row.verifier),
    tag: asBlob(tag),
    iv: asBlob(iv),
  };
}

function lockExpressions(table: SourceTable) {
  const small = (name: string): string => blobOf(table, name, MAX_CRYPTO);
  return {
    salt: small('ZCRYPTOSALT'),
    iterations: table.integer('ZCRYPTOITERATIONCOUNT'),
    wrappedKey: small('ZCRYPTOWRAPPEDKEY'),
    verifier: small('ZCRYPTOVERIFIER'),
    values: blobOf(table, 'ZENCRYPTEDVALUESJSON', MAX_VALUES),
    tag: small('ZCRYPTOTAG'),
    iv: small('ZCRYPTOINITIALIZATIONVECTOR'),
    mediaTag: small('ZASSETCRYPTOTAG'),
    mediaIv: small('ZASSETCRYPTOINITIALIZATIONVECTOR'),
    imageTag: small('ZFALLBACKIMAGECRYPTOTAG'),
    imageIv: small('ZFALLBACKIMAGECRYPTOINITIALIZATIONVECTOR'),
    documentTag: small('ZFALLBACKPDFCRYPTOTAG'),
    documentIv: small('ZFALLBACKPDFCRYPTOINITIALIZATIONVECTOR'),
  };
}
