import { hash } from 'node:crypto';

/**
 * Public id of a backup: 16 lowercase base-32 characters derived from its identity, so that it survives loss of the
 * database.
 */
export type BackupId = string;

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/**
 * A short id derived from `parts`: 16 characters (80 bits of SHA-256), safe in a URL. Public ids derive from (backup,
 * store, source key) and so survive re-indexing and loss of the database.
 */
export function derivedId(...parts: readonly string[]): string {
  const digest = hash('sha256', parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join(''), 'buffer');
  let id = '';
  for (let index = 0; index < 16; index++) id += ALPHABET[(digest[index] as number) & 31];
  return id;
}
