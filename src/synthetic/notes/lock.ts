import { createCipheriv, pbkdf2Sync } from 'node:crypto';
import { KeyedArchiveWriter } from '../encoders/keyed-archive-writer.ts';
import { PlistUid } from '../encoders/plist-value.ts';
import { derivedBytes, type Seed } from '../random.ts';

/** RFC 3394 §2.2.3.1. */
const KEY_WRAP_IV = Buffer.alloc(8, 0xa6);

/** Columns of a locked note. */
export interface WrittenLock {
  readonly ZCRYPTOSALT: Buffer;
  readonly ZCRYPTOITERATIONCOUNT: number;
  readonly ZCRYPTOWRAPPEDKEY: Buffer;
  readonly ZCRYPTOINITIALIZATIONVECTOR: Buffer;
  readonly ZCRYPTOTAG: Buffer;
  readonly ZDATA: Buffer;
}

/** The key of a note, attachment, media or preview, wrapped with a Notes password (docs/format/notes.md). */
export class LockedKey {
  /** Columns of its row. */
  readonly columns: Pick<WrittenLock, 'ZCRYPTOSALT' | 'ZCRYPTOITERATIONCOUNT' | 'ZCRYPTOWRAPPEDKEY'>;
  readonly #seed: Seed;
  readonly #key: Buffer;

  /**
   * @param of of what it is the key; all that belongs to a note has its salt
   * @param iterations low by default to keep tests fast
   */
  constructor(seed: Seed, of: string, password: string, iterations = 1_000) {
    const salt = derivedBytes(seed, 'salt', 16);
    this.#seed = `${seed} ${of}`;
    this.#key = derivedBytes(seed, `${of} key`, 16);
    const wrap = createCipheriv('id-aes128-wrap', pbkdf2Sync(password, salt, iterations, 16, 'sha256'), KEY_WRAP_IV);
    this.columns = {
      ZCRYPTOSALT: salt,
      ZCRYPTOITERATIONCOUNT: iterations,
      ZCRYPTOWRAPPEDKEY: Buffer.concat([wrap.update(this.#key), wrap.final()]),
    };
  }

  /** Encrypts with the key; `what` gives it an IV of its own. */
  encrypt(what: string, bytes: Uint8Array): { readonly data: Buffer; readonly iv: Buffer; readonly tag: Buffer } {
    const iv = derivedBytes(this.#seed, `${what} iv`, 16);
    const cipher = createCipheriv('aes-128-gcm', this.#key, iv);
    return { data: Buffer.concat([cipher.update(bytes), cipher.final()]), iv, tag: cipher.getAuthTag() };
  }

  /** Columns with encrypted values of the row. */
  values(values: Readonly<Record<string, string>>): Readonly<Record<string, Buffer | number>> {
    const { data, iv, tag } = this.encrypt('values', Buffer.from(JSON.stringify(values)));
    return {
      ...this.columns,
      ZISPASSWORDPROTECTED: 1,
      ZENCRYPTEDVALUESJSON: data,
      ZCRYPTOINITIALIZATIONVECTOR: iv,
      ZCRYPTOTAG: tag,
    };
  }
}

/** Encrypts a body with a Notes password. */
export function lockWithPassword(seed: Seed, body: Uint8Array, password: string, iterations?: number): WrittenLock {
  const key = new LockedKey(seed, 'note', password, iterations);
  const { data, iv, tag } = key.encrypt('body', body);
  return { ...key.columns, ZCRYPTOINITIALIZATIONVECTOR: iv, ZCRYPTOTAG: tag, ZDATA: data };
}

/**
 * Columns of a note locked with the passcode of the phone (iOS 16 and later): an envelope whose key is not in a backup.
 */
export function lockWithPasscode(seed: Seed): WrittenLock {
  const writer = new KeyedArchiveWriter();
  const envelope = writer.add({
    wrappedEncryptionKey: writer.add(derivedBytes(seed, 'wrapped', 40)),
    encryptedData: writer.add(derivedBytes(seed, 'ciphertext', 300)),
    metadata: writer.add(derivedBytes(seed, 'metadata', 128)),
    $class: writer.addClass('ICCryptoEncryptionObject', 'NSObject'),
  });
  return {
    ZCRYPTOSALT: derivedBytes(seed, 'salt', 16),
    ZCRYPTOITERATIONCOUNT: 0,
    ZCRYPTOWRAPPEDKEY: derivedBytes(seed, 'key', 16),
    ZCRYPTOINITIALIZATIONVECTOR: derivedBytes(seed, 'iv', 16),
    ZCRYPTOTAG: derivedBytes(seed, 'tag', 16),
    ZDATA: writer.finish(envelope),
  };
}

/** `ZSERVERSHAREDATA`: the owner and an invited person who has not accepted, as fields of an archive without a root. */
export function writeShare(owner: string, email: string, phone: string): Buffer {
  const writer = new KeyedArchiveWriter();
  const participant = (fields: {
    readonly type: number;
    readonly accepted: number;
    readonly isMe: boolean;
    readonly name: string | null;
    readonly email: string | null;
    readonly phone: string | null;
  }): PlistUid => {
    const reference = (text: string | null): PlistUid => (text === null ? new PlistUid(0) : writer.add(text));
    const names = writer.add({
      'NS.givenName': reference(fields.name),
      $class: writer.addClass('_NSPersonNameComponentsData', 'NSObject'),
    });
    const components = writer.add({
      'NS.nameComponentsPrivate': names,
      $class: writer.addClass('NSPersonNameComponents', 'NSObject'),
    });
    const lookup = writer.add({
      EmailAddress: reference(fields.email),
      PhoneNumber: reference(fields.phone),
      $class: writer.addClass('CKUserIdentityLookupInfo', 'NSObject'),
    });
    const identity = writer.add({
      NameComponents: components,
      LookupInfo: lookup,
      $class: writer.addClass('CKUserIdentity', 'NSObject'),
    });
    return writer.add({
      Type: fields.type,
      Permission: 3,
      AcceptanceStatus: fields.accepted,
      IsCurrentUser: fields.isMe,
      UserIdentity: identity,
      $class: writer.addClass('CKShareParticipant', 'NSObject'),
    });
  };
  const participants = [
    participant({ type: 1, accepted: 2, isMe: true, name: owner, email, phone: null }),
    participant({ type: 2, accepted: 1, isMe: false, name: null, email: null, phone }),
  ];
  const array = writer.add({
    'NS.objects': participants,
    $class: writer.addClass('NSMutableArray', 'NSArray', 'NSObject'),
  });
  return writer.finish(array, 'Participants');
}
