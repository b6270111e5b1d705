import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';

/** Domain separation: included in everything that is hashed, so that nothing made for another purpose is accepted. */
const PROTOCOL = 'apple-juicer worker keys 2';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Subject of a key request: the job, the run whose lease the worker holds, and the server. */
export interface KeySubject {
  readonly server: string;
  readonly job: string;
  readonly run: string;
}

/** A key request as a worker sends it. Useless without the private key, and accepted only once. */
export interface KeyRequest {
  readonly job: string;
  readonly run: string;
  /** X25519 public key made for this request only, 32 bytes in base64url. */
  readonly publicKey: string;
  /** UTC milliseconds on the worker's clock. */
  readonly at: number;
  /** 16 random bytes in base64url. */
  readonly nonce: string;
  /** HMAC-SHA-256 of all of the above with the workers' secret, in base64url. */
  readonly mac: string;
}

/** Class keys that only the requesting worker can open. */
export interface SealedKeys {
  /** The server's X25519 public key for this answer, in base64url. */
  readonly publicKey: string;
  /** AES-256-GCM: IV, ciphertext and tag in base64url. */
  readonly sealed: string;
}

/** Makes a request and the function that opens its answer. */
export function requestKeys(
  secret: string,
  subject: KeySubject,
  now = Date.now(),
): { readonly request: KeyRequest; readonly open: (answer: SealedKeys) => Uint8Array } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const unsigned = { publicKey: rawKey(publicKey), at: now, nonce: randomBytes(16).toString('base64url') };
  const { job, run } = subject;
  const mac = macOf(secret, subject, unsigned).toString('base64url');
  return {
    request: { job, run, ...unsigned, mac },
    open: (answer) => open(secret, subject, { privateKey, publicKey: unsigned.publicKey }, answer),
  };
}

/** True if the request was made by a holder of the secret, for this server. Compares in constant time. */
export function isGenuine(secret: string, server: string, request: KeyRequest): boolean {
  const given = Buffer.from(request.mac, 'base64url');
  const expected = macOf(secret, { server, job: request.job, run: request.run }, request);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * Seals keys, as `ClassKeys.export` returns them, for the sender of a genuine request, and overwrites them.
 * @throws FORBIDDEN if its public key is invalid
 */
export function sealKeys(secret: string, server: string, request: KeyRequest, keys: Uint8Array): SealedKeys {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const ownKey = rawKey(publicKey);
  const context = contextOf({ server, job: request.job, run: request.run }, request.publicKey, ownKey);
  const key = derive(secret, privateKey, request.publicKey, context);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(context);
  const sealed = Buffer.concat([iv, cipher.update(keys), cipher.final(), cipher.getAuthTag()]);
  keys.fill(0);
  return { publicKey: ownKey, sealed: sealed.toString('base64url') };
}

function open(
  secret: string,
  subject: KeySubject,
  own: { readonly privateKey: KeyObject; readonly publicKey: string },
  { publicKey, sealed }: SealedKeys,
): Uint8Array {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= IV_BYTES + TAG_BYTES) throw unopened();
  const context = contextOf(subject, own.publicKey, publicKey);
  const key = derive(secret, own.privateKey, publicKey, context);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(context).setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const keys = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
    decipher.final();
    return keys;
  } catch (error) {
    throw unopened(error);
  }
}

function unopened(cause?: unknown): DomainError {
  return new DomainError('FORBIDDEN', msg('detail.keys-for-another-recipient'), { cause });
}

/** Mixes the shared secret of the workers and the X25519 secret, so that breaking one of them is not enough. */
function derive(secret: string, privateKey: KeyObject, theirKey: string, context: Uint8Array): Uint8Array {
  let shared: Buffer;
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: theirKey }, format: 'jwk' });
    shared = diffieHellman({ privateKey, publicKey });
  } catch (error) {
    // Not 32 bytes, or a small-order point, which would make the shared secret predictable.
    throw new DomainError('FORBIDDEN', msg('detail.invalid-public-key'), { cause: error });
  }
  return Buffer.from(hkdfSync('sha256', shared, hash('sha256', secret, 'buffer'), context, KEY_BYTES));
}

function contextOf({ server, job, run }: KeySubject, workerKey: string, serverKey: string): Buffer {
  return Buffer.from(JSON.stringify([PROTOCOL, 'answer', server, job, run, workerKey, serverKey]));
}

function macOf(
  secret: string,
  { server, job, run }: KeySubject,
  { publicKey, at, nonce }: Pick<KeyRequest, 'publicKey' | 'at' | 'nonce'>,
): Buffer {
  const text = JSON.stringify([PROTOCOL, 'request', server, job, run, publicKey, at, nonce]);
  return createHmac('sha256', secret).update(text).digest();
}

function rawKey(key: KeyObject): string {
  return key.export({ format: 'jwk' }).x as string;
}
