import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Path at which a running server proves what it is. */
export const PROOF_PATH = '/auth/proof';

/** Size of secrets and nonces. */
const RANDOM_BYTES = 32;

/** A new secret or nonce, of characters that URLs may contain. */
export function randomText(): string {
  return randomBytes(RANDOM_BYTES).toString('base64url');
}

/** The answer of a server that knows the secret. It says nothing about the secret or the API token. */
export function proofOf(secret: string, nonce: string): string {
  return createHmac('sha256', secret).update(nonce).digest('base64url');
}

/** Compares in constant time. */
export function isProof(candidate: string, secret: string, nonce: string): boolean {
  const [found, expected] = [Buffer.from(candidate), Buffer.from(proofOf(secret, nonce))];
  return found.length === expected.length && timingSafeEqual(found, expected);
}
