import { hash } from 'node:crypto';

/** A strong entity tag of `parts`. */
export function entityTag(...parts: readonly (string | number)[]): string {
  return `"${hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 27)}"`;
}

/** True if If-None-Match contains `etag`, with weak comparison (RFC 9110 §13.1.2). */
export function isUnmodified(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/**
 * True if the Range header applies: there is no If-Range or it is `etag`, with strong comparison (RFC 9110 §13.1.5). A
 * date never matches, because the modification time on the phone does not identify the contents.
 */
export function rangeApplies(ifRange: string | undefined, etag: string): boolean {
  return ifRange === undefined || ifRange.trim() === etag;
}
