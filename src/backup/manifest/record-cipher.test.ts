import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDomainError } from '../../model/errors.ts';
import { recordCipher } from '../../synthetic/backup-folder/manifest-writer.ts';
import { NO_DETAILS } from './entry.ts';
import { encryptedRecords, readRecordSecret, recordKey } from './record-cipher.ts';

const SALT = Buffer.from('00112233445566778899', 'hex');
const cipher = recordCipher('pässword', SALT);
const secret = { salt: SALT, passwordHash: cipher.properties['passwordHash'] ?? new Uint8Array() };

/** The bytes that reached the decoder. */
function decrypted(blob: Uint8Array): Uint8Array {
  let seen: Uint8Array = new Uint8Array();
  const key = recordKey(Buffer.from('pässword'), secret);
  if (key === null) throw new Error('the password is right');
  encryptedRecords(key, (plain) => {
    seen = plain;
    return NO_DETAILS;
  })(blob);
  return seen;
}

describe('the records of an encrypted Manifest.db of iOS 10.0', () => {
  it.each([15, 16, 17, 1000])('of %i bytes are read as base64, as bytes and unencrypted', (length) => {
    const record = Buffer.concat([Buffer.from('bplist00'), Buffer.alloc(length - 8, 0xaa)]);
    const text = cipher.encrypt(record);
    expect(decrypted(Buffer.from(text))).toEqual(record);
    expect(decrypted(Buffer.from(`${text.slice(0, 8)}\n${text.slice(8)}`))).toEqual(record);
    expect(decrypted(Buffer.from(text, 'base64'))).toEqual(record);
    expect(decrypted(record)).toEqual(record);
  });

  it('need the password whose hash is in the database', () => {
    expect(recordKey(Buffer.from('password'), secret)).toBeNull();
    expect(recordKey(Buffer.from('pässword'), { ...secret, passwordHash: Buffer.alloc(5) })).toBeNull();
    // SHA-1 of "password" and these bytes, and its first 16 bytes, computed with coreutils.
    const known = {
      salt: Buffer.from('salt'),
      passwordHash: Buffer.from('7a37b85c8918eac19a9089c0fa5a2ab4dce3f90528dcdeec108b23ddf3607b99', 'hex'),
    };
    expect(recordKey(Buffer.from('password'), known)?.toString('hex')).toBe('c88e9c67041a74e0357befdff93f87dd');
  });

  it('throw a DomainError for other bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        try {
          decrypted(bytes);
        } catch (error) {
          if (!isDomainError(error, 'MALFORMED_MANIFEST')) throw error;
        }
      }),
      { seed: 3 },
    );
  });

  it.each([
    ['', null],
    ['CREATE TABLE Properties (a)', null],
    ['CREATE VIEW Properties AS SELECT 1 AS key, 2 AS value', null],
    ["CREATE TABLE Properties (key, value); INSERT INTO Properties VALUES ('salt', x'01')", null],
    [
      "CREATE TABLE Properties (key, value); INSERT INTO Properties VALUES ('salt', x'01'), ('passwordHash', 'text')",
      { salt: Uint8Array.of(1), passwordHash: Buffer.from('text') },
    ],
  ])('are treated as encrypted only according to Properties: %s', (sql, expected) => {
    const db = new DatabaseSync(':memory:');
    db.exec(sql);
    expect(readRecordSecret(db)).toEqual(expected);
  });
});
