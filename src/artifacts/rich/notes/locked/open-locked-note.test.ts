import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../../test/corpus.ts';
import { writeBplist } from '../../../../synthetic/encoders/bplist-writer.ts';
import { KeyedArchiveWriter } from '../../../../synthetic/encoders/keyed-archive-writer.ts';
import { PlistReal } from '../../../../synthetic/encoders/plist-value.ts';
import { writeNoteBody } from '../../../../synthetic/notes/body.ts';
import { lockWithPassword } from '../../../../synthetic/notes/lock.ts';
import { type LockColumns, readLock } from '../store/lock.ts';
import type { NoteLock } from '../tables.ts';
import { openLockedNote } from './open-locked-note.ts';

const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

/** A note locked on a phone: the published example of apple_cloud_notes_parser (MIT). */
const PUBLISHED: Extract<NoteLock, { scheme: 'password' }> = {
  scheme: 'password',
  salt: base64('1165106b6b288bda1e6ecb18e65c7876'),
  iterations: 20_000,
  wrappedKey: base64('98c0e56b43b507e60c5465ec5e1bb0c74b756f7d4f4a9bff'),
  iv: base64('151f64de7be34d15dacdaea9b33471f9'),
  tag: base64('806bf2bbd3bf83cf1240b03e7c4d6ab1'),
  ciphertext: base64(
    '131b03571fc9ec47ef58e58e21fce5c10aa73a62b9e58a743bcdcc3aff1ea8ab9964f4535b8597735f3da5f6ae63b937' +
      '0625a20d633e9cf2986d4d118989124f0ddfee956e47cb5cbc3617c520b075620b37ae4056f3a1af83351fda634dfb44' +
      '6055c75f7143a5600149db333893c0ecb0ef3944e2a64542e9a4375bf152689858fed8b21aded0eab0afb11190',
  ),
};

/**
 * A body locked with a password since iOS 17, made by another implementation (Python, cryptography). The password is
 * `päss 🔑`, the hint `the usual`.
 */
const ENVELOPE = Buffer.from(
  'YnBsaXN0MDDUAQIDBAUGHSBZJGFyY2hpdmVyWCRvYmplY3RzVCR0b3BYJHZlcnNpb25fEA9OU0tleWVkQXJjaGl2ZXKnBwgT' +
    'FBUWF1UkbnVsbNUJCgsMDQ4PEBESViRjbGFzc11lbmNyeXB0ZWREYXRhWG1ldGFkYXRhXxAXdW5hdXRoZW50aWNhdGVkTWV0' +
    'YWRhdGFfEBR3cmFwcGVkRW5jcnlwdGlvbktleYAGgAWAA4ACgARPEJ9icGxpc3QwMNMBAgMEBQZecGFzc3BocmFzZUhpbnRf' +
    'EBhwYXNzcGhyYXNlSXRlcmF0aW9uQ291bnRecGFzc3BocmFzZVNhbHRZdGhlIHVzdWFsEU4gTxAgpU3KGCUwux1tEyze1iN7' +
    'LtkeP3IfyxlxF0SU1kk8nVwIDx45SFJVAAAAAAAAAQEAAAAAAAAABwAAAAAAAAAAAAAAAAAAAHhPEHxicGxpc3QwMNIBAgME' +
    'XWNpcGhlclZlcnNpb25fEBBvYmplY3RJZGVudGlmaWVyEAJfECQxMTExMTExMS0yMjIyLTMzMzMtNDQ0NC01NTU1NTU1NTU1' +
    'NTUIDRsuMAAAAAAAAAEBAAAAAAAAAAUAAAAAAAAAAAAAAAAAAABXTxAofxDWFZKnIXMs7yoEkf02sX4RJACTc7yE3wSby93K' +
    'zw7YQNtRCNlk008QXw0sgl7tPEzwwrpU9z5RXuo7P4hvaihszZKAV+SQXO5HGfXNXr9LJ1ls4/s5f3enJ6Cus/7pIy+K8iEf' +
    'nuSRxbEL7LVWO/web5NCfsvI/imd5lOC/TpRYgVO8m6EloZj0hgZGhtYJGNsYXNzZXNaJGNsYXNzbmFtZaIbHF8QGElDQ3J5' +
    'cHRvRW5jcnlwdGlvbk9iamVjdFhOU09iamVjdNEeH1Ryb290gAESAAGGoAAIABEAGwAkACkAMgBEAEwAUgBdAGQAcgB7AJUA' +
    'rACuALAAsgC0ALYBWAHXAgICZAJpAnICfQKAApsCpAKnAqwCrgAAAAAAAAIBAAAAAAAAACEAAAAAAAAAAAAAAAAAAAKz',
  'base64',
);

/** A note without attachments. */
const alone = (lock: NoteLock) => ({ lock, attachments: [] });

const NO_COLUMNS: LockColumns = { salt: null, iterations: 0, wrappedKey: null, iv: null, tag: null };

function locked(password: string, text: string): NoteLock {
  const body = writeNoteBody([{ runs: [{ text }] }]);
  const { ZDATA, ...columns } = lockWithPassword(password, body, password, 10);
  return readLock(
    {
      salt: columns.ZCRYPTOSALT,
      iterations: columns.ZCRYPTOITERATIONCOUNT,
      wrappedKey: columns.ZCRYPTOWRAPPEDKEY,
      iv: columns.ZCRYPTOINITIALIZATIONVECTOR,
      tag: columns.ZCRYPTOTAG,
    },
    ZDATA,
  ).lock;
}

describe('openLockedNote', () => {
  it('decrypts a note that a phone locked', async () => {
    const { document } = await openLockedNote(alone(PUBLISHED), 'password');
    const { blocks } = document;
    expect(blocks.map((block) => block.kind === 'paragraph' && block.spans.map(({ text }) => text).join(''))).toContain(
      'Encrypted title',
    );
  });

  it('reports a wrong password', async () => {
    for (const password of ['', 'Password', 'password ', 'root'])
      await expect(openLockedNote(alone(PUBLISHED), password)).rejects.toMatchObject({ code: 'WRONG_NOTE_PASSWORD' });
  });

  it('distinguishes damage from a wrong password', async () => {
    const lock = { ...PUBLISHED, ciphertext: base64('00'.repeat(40)) };
    await expect(openLockedNote(alone(lock), 'password')).rejects.toMatchObject({ code: 'MALFORMED_PROTOBUF' });
    await expect(openLockedNote(alone({ ...PUBLISHED, tag: '' }), 'password')).rejects.toMatchObject({
      code: 'MALFORMED_PROTOBUF',
    });
    await expect(openLockedNote(alone({ ...PUBLISHED, iv: '' }), 'password')).rejects.toMatchObject({
      code: 'MALFORMED_PROTOBUF',
    });
    await expect(openLockedNote(alone({ ...PUBLISHED, wrappedKey: 'AAAA' }), 'password')).rejects.toMatchObject({
      code: 'WRONG_NOTE_PASSWORD',
    });
  });

  it('opens a note locked with a password since iOS 17, however its accents are written', async () => {
    // What Notes writes into the columns of such a note means nothing.
    const { lock, hint } = readLock(
      { ...NO_COLUMNS, salt: Buffer.alloc(16, 1), wrappedKey: Buffer.alloc(16, 2) },
      ENVELOPE,
    );
    expect([lock.scheme, hint]).toEqual(['password', 'the usual']);
    for (const password of ['p\u00e4ss 🔑', 'pa\u0308ss 🔑', Buffer.from('pa\u0308ss 🔑')]) {
      const { document } = await openLockedNote(alone(lock), password);
      expect(document.blocks).toMatchObject([{ spans: [{ text: 'Opened 🔓' }] }]);
    }
    await expect(openLockedNote(alone(lock), 'pass 🔑')).rejects.toMatchObject({ code: 'WRONG_NOTE_PASSWORD' });
  });

  it('notices that what belongs to such a note was changed', async () => {
    const { lock } = readLock(NO_COLUMNS, ENVELOPE);
    if (lock.scheme !== 'password') throw new Error('it has no password');
    await expect(openLockedNote(alone({ ...lock, authenticated: '' }), 'päss 🔑')).rejects.toMatchObject({
      code: 'MALFORMED_PROTOBUF',
    });
    const cut = Buffer.from(ENVELOPE.toString('latin1').replace('passphraseSalt', 'passphraseXalt'), 'latin1');
    expect(readLock(NO_COLUMNS, cut).lock).toEqual({ scheme: 'unknown' });
  });

  it.each([
    [1000, 'password'],
    [0, 'unknown'],
    [-1, 'unknown'],
    [1000.5, 'unknown'],
    [2 ** 70, 'unknown'],
  ])('takes %d iterations for a lock that is: %s', (iterations, scheme) => {
    const writer = new KeyedArchiveWriter();
    const count = new PlistReal(iterations);
    const envelope = writer.add({
      wrappedEncryptionKey: writer.add(Buffer.alloc(40)),
      encryptedData: writer.add(Buffer.alloc(100)),
      metadata: writer.add(writeBplist({ cipherVersion: 2 })),
      unauthenticatedMetadata: writer.add(
        writeBplist({ passphraseSalt: Buffer.alloc(32), passphraseIterationCount: count }),
      ),
      $class: writer.addClass('ICCryptoEncryptionObject', 'NSObject'),
    });
    expect(readLock(NO_COLUMNS, writer.finish(envelope)).lock).toMatchObject({ scheme });
  });

  it('takes 20,000 iterations where there is no number, as Notes does', async () => {
    const { salt, wrappedKey, iv, tag, ciphertext } = PUBLISHED;
    const [key, vector, mac, data] = [wrappedKey, iv, tag, ciphertext].map((text) => Buffer.from(text, 'base64'));
    const columns = {
      salt: Buffer.from(salt, 'base64'),
      wrappedKey: key ?? null,
      iv: vector ?? null,
      tag: mac ?? null,
    };
    for (const iterations of [0, null]) {
      const { lock } = readLock({ ...columns, iterations }, data ?? Buffer.alloc(0));
      expect(lock).toEqual(PUBLISHED);
    }
  });

  it('limits the number of iterations', async () => {
    for (const iterations of [2 ** 40, Number.NaN, 1_000_001])
      await expect(openLockedNote(alone({ ...PUBLISHED, iterations }), 'password')).rejects.toMatchObject({
        code: 'LIMIT_EXCEEDED',
      });
  });
});

describeCorpus('passwords of every script', () => {
  it('decrypt what they encrypted', async () => {
    const names = readdirSync(corpusPath('notes/password_examples'));
    const passwords = names.flatMap((name) =>
      readFileSync(corpusPath(`notes/password_examples/${name}`), 'utf8')
        .trim()
        .split('\n'),
    );
    expect(passwords).toHaveLength(7);
    for (const password of passwords) {
      const { document } = await openLockedNote(alone(locked(password, 'Opened')), password);
      expect(document.blocks).toMatchObject([{ spans: [{ text: 'Opened' }] }]);
    }
  });
});
