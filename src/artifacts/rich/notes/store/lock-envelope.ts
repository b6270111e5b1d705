import { unarchive } from '../../../../formats/keyed-archive.ts';
import { type ArchiveValue, asArchiveDict } from '../../../../formats/keyed-archive-value.ts';
import { parsePlist } from '../../../../formats/plist.ts';
import { asBytes, asDict, asNumber, asString, type PlistDict } from '../../../../formats/plist-value.ts';
import { isDomainError } from '../../../../model/errors.ts';

/** An encrypted body in an archive, as Notes writes it since iOS 16 (docs/format/notes.md). */
export interface LockEnvelope {
  /** Null if the key is not wrapped with a password, or a part is missing. */
  readonly password: EnvelopePassword | null;
  /** True if Notes says that a password opens it. */
  readonly hasPassword: boolean;
}

/** What a password opens the body with. */
export interface EnvelopePassword {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly hint: string | null;
  readonly wrappedKey: Uint8Array;
  readonly iv: Uint8Array;
  readonly tag: Uint8Array;
  readonly ciphertext: Uint8Array;
  /** Data that the tag covers, too. */
  readonly authenticated: Uint8Array;
}

const ENVELOPE_CLASS = 'ICCryptoEncryptionObject';
const BPLIST = Buffer.from('bplist00');

/** `cipherVersion` of a body with a password of its own; 1 is with the key of the account. */
const PASSWORD_CIPHER = 2;
/** Length of a 32-byte key wrapped by RFC 3394. */
const WRAPPED_KEY = 40;
const IV = 32;
const TAG = 16;
/** Maximum length of a salt, in bytes; Notes writes 32. */
const MAX_SALT = 256;
/** Maximum length of a hint (UTF-16 code units). */
const MAX_HINT = 1_000;

/** Reads the archive; null if the bytes are none. */
export function readLockEnvelope(bytes: Uint8Array): LockEnvelope | null {
  if (!BPLIST.equals(bytes.subarray(0, BPLIST.length))) return null;
  const envelope = asArchiveDict(ifReadable(() => unarchive(bytes)) ?? null);
  if (envelope?.['$class'] !== ENVELOPE_CLASS) return null;
  const { metadata, unauthenticatedMetadata, wrappedEncryptionKey, encryptedData } = envelope;
  const hasPassword = asNumber(plistIn(metadata)?.['cipherVersion']) === PASSWORD_CIPHER;
  const nothing = { hasPassword, password: null };
  if (!hasPassword || !isBytes(metadata) || !isBytes(wrappedEncryptionKey) || !isBytes(encryptedData)) return nothing;
  const passphrase = plistIn(unauthenticatedMetadata);
  const salt = asBytes(passphrase?.['passphraseSalt']);
  const iterations = asNumber(passphrase?.['passphraseIterationCount']);
  if (salt === null || salt.length > MAX_SALT || !isCount(iterations)) return nothing;
  if (wrappedEncryptionKey.length !== WRAPPED_KEY || encryptedData.length < IV + TAG) return nothing;
  return {
    hasPassword,
    password: {
      salt,
      iterations,
      hint: asString(passphrase?.['passphraseHint'])?.slice(0, MAX_HINT) || null,
      wrappedKey: wrappedEncryptionKey,
      iv: encryptedData.subarray(-IV - TAG, -TAG),
      tag: encryptedData.subarray(-TAG),
      ciphertext: encryptedData.subarray(0, -IV - TAG),
      authenticated: metadata,
    },
  };
}

function plistIn(value: ArchiveValue | undefined): PlistDict | null {
  return isBytes(value) ? asDict(ifReadable(() => parsePlist(value))) : null;
}

function isCount(value: number | null): value is number {
  return value !== null && Number.isSafeInteger(value) && value > 0;
}

function isBytes(value: ArchiveValue | undefined): value is Uint8Array {
  return value instanceof Uint8Array;
}

function ifReadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return undefined;
  }
}
