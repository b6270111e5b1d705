import { type FileIntegrity, integrityOfLength } from '../../model/file-integrity.ts';

/** Block size of AES in bytes. */
export const BLOCK = 16;

/** Length of a decrypted file and the reliability of its end. */
export interface PlainLength {
  readonly size: number;
  readonly integrity: FileIntegrity;
}

/**
 * Length of the plaintext of a stored (encrypted) file of `stored` bytes, from its decrypted last whole block.
 *
 * PKCS#7 padding is authoritative. `sizeHint`, the manifest's `Size`, is used only where padding is inconclusive: the
 * manifest is written before the contents, so cutting to that size loses data, and extending to it turns padding into
 * data.
 */
export function plainLength(stored: number, lastBlock: Uint8Array | null, sizeHint: number | null): PlainLength {
  const whole = stored - (stored % BLOCK);
  if (stored === 0) return listedLength(0, sizeHint);
  if (whole !== stored || lastBlock === null) return { size: whole, integrity: 'truncated' };
  // A tool that re-encrypts a backup may omit the padding; then a last byte of 0x01 is data.
  if (sizeHint === whole) return { size: whole, integrity: 'ok' };
  const padding = paddingLength(lastBlock);
  if (padding > 0) return { size: whole - padding, integrity: 'ok' };
  const hintEndsInLastBlock = sizeHint !== null && sizeHint < whole && whole - sizeHint <= BLOCK;
  return { size: hintEndsInLastBlock ? sizeHint : whole, integrity: 'padding-invalid' };
}

/** Length of a file without padding: one stored in plain, or empty. */
export function listedLength(size: number, sizeHint: number | null): PlainLength {
  return { size, integrity: integrityOfLength(size, sizeHint) };
}

/** Number of PKCS#7 padding bytes (1–16) at the end of a block; 0 if invalid. */
export function paddingLength(block: Uint8Array): number {
  const count = block[block.length - 1] ?? 0;
  if (count < 1 || count > BLOCK || count > block.length) return 0;
  for (let index = block.length - count; index < block.length; index++) if (block[index] !== count) return 0;
  return count;
}
