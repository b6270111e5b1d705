import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Name of the file of the key, beside the database. */
const FILE = 'export-key.pem';

/** Path of the key in the folder of the database. */
export function signingKeyPath(folder: string): string {
  return join(folder, FILE);
}

/**
 * The Ed25519 key with which this installation signs exports; made at the first use, readable by its owner only. Safe to
 * call from several processes.
 * @throws BAD_SETTINGS if the file cannot be used
 */
export async function ensureSigningKey(folder: string): Promise<KeyObject> {
  try {
    return (await existingSigningKey(folder)) ?? (await createKey(folder));
  } catch (error) {
    throw error instanceof DomainError ? error : unusable(error);
  }
}

/** The key, if there is one. @throws BAD_SETTINGS if the file holds none */
export async function existingSigningKey(folder: string): Promise<KeyObject | null> {
  try {
    const pem = await readFile(signingKeyPath(folder), 'utf8');
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unusable(error);
  }
  throw unusable();
}

async function createKey(folder: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const path = signingKeyPath(folder);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { flag: 'wx', mode: 0o600 });
    await chmod(draft, 0o600);
    // A link appears whole or not at all, and never replaces the key of another process.
    await link(draft, path);
    return privateKey;
  } catch (error) {
    const existing = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await existingSigningKey(folder) : null;
    if (existing === null) throw error;
    return existing;
  } finally {
    await rm(draft, { force: true });
  }
}

/** A public key as text: its 32 bytes in base64url (RFC 8037, `x`). */
export function publicKeyText(key: KeyObject): string {
  return String(createPublicKey(key).export({ format: 'jwk' }).x);
}

/** The key of such a text. @throws Error if it is none */
export function publicKeyOf(text: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: text }, format: 'jwk' });
}

function unusable(cause?: unknown): DomainError {
  return new DomainError('BAD_SETTINGS', msg('detail.signing-key-unusable', { name: FILE }), { cause });
}
