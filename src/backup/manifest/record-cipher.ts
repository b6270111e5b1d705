import { createDecipheriv, hash, timingSafeEqual } from 'node:crypto';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { databaseError } from '../source-database/database-error.ts';
import { columns, tables } from '../source-database/schema.ts';
import type { SqlDatabase } from '../source-database/sql.ts';
import type { BlobDecoder } from './decode-blob.ts';

/** AES-128. */
const KEY_BYTES = 16;
const BLOCK = 16;
const IV = Uint8Array.from({ length: BLOCK }, (_, index) => index);
const BASE64 = /^[A-Za-z0-9+/=\s]+$/;

/** Values that encrypted iOS 10.0 writes to `Properties` of Manifest.db. */
export interface RecordSecret {
  readonly salt: Uint8Array;
  /** SHA-256 of password and salt. */
  readonly passwordHash: Uint8Array;
}

/**
 * Encryption parameters of the records of a Manifest.db; null if they are not encrypted. Only encrypted backups of iOS
 * 10.0 have them: 10.1 writes plain records, and 10.2 encrypts the whole database.
 *
 * @throws MALFORMED_DATABASE
 */
export function readRecordSecret(db: SqlDatabase): RecordSecret | null {
  try {
    if (!tables(db).has('Properties')) return null;
    const names = columns(db, 'Properties');
    if (!names.has('key') || !names.has('value')) return null;
    const find = db.prepare('SELECT value FROM Properties WHERE key = ? AND octet_length(value) <= 4096');
    const salt = bytesOf(find.get('salt')?.['value']);
    const passwordHash = bytesOf(find.get('passwordHash')?.['value']);
    return salt === null || passwordHash === null ? null : { salt, passwordHash };
  } catch (error) {
    throw databaseError(error);
  }
}

/** The key of the records: the first 16 bytes of SHA-1 over password and salt. Null for a wrong password. */
export function recordKey(password: Uint8Array, { salt, passwordHash }: RecordSecret): Buffer | null {
  const secret = Buffer.concat([password, salt]);
  try {
    const proof = hash('sha256', secret, 'buffer');
    if (proof.length !== passwordHash.length || !timingSafeEqual(proof, passwordHash)) return null;
    return hash('sha1', secret, 'buffer').subarray(0, KEY_BYTES);
  } finally {
    secret.fill(0);
  }
}

/** A decoder for records encrypted with `key` and for plain ones. */
export function encryptedRecords(key: Uint8Array, decode: BlobDecoder): BlobDecoder {
  return (blob) => decode(isBplist(blob) ? blob : decrypt(key, blob));
}

/** AES-128-CBC, either base64-encoded or raw. @throws MALFORMED_MANIFEST */
function decrypt(key: Uint8Array, blob: Uint8Array): Uint8Array {
  const text = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength).toString('latin1');
  const bytes = BASE64.test(text) ? Buffer.from(text, 'base64') : blob;
  if (bytes.length === 0 || bytes.length % BLOCK !== 0) throw malformed();
  const decipher = createDecipheriv('aes-128-cbc', key, IV).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  if (!isBplist(padded)) throw malformed();
  // Remove PKCS#7 padding if present. The plist in the record ends with its trailer, before the padding.
  const padding = padded.at(-1) ?? 0;
  return padding >= 1 && padding <= BLOCK ? padded.subarray(0, padded.length - padding) : padded;
}

function isBplist(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(6, bytes.byteLength)).toString('latin1') === 'bplist';
}

function bytesOf(value: unknown): Uint8Array | null {
  if (value instanceof Uint8Array) return value;
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : null;
}

function malformed(): DomainError {
  return new DomainError('MALFORMED_MANIFEST', msg('detail.manifest-record-damaged'));
}
