import { hash } from 'node:crypto';

/** A strong entity tag: equal for equal `parts` only. */
export function entityTag(...parts: readonly (string | number)[]): string {
  return `"${hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 27)}"`;
}

/** True when If-None-Match names `etag`: the client has it already. Compared weakly (RFC 9110 §13.1.2). */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/**
 * True when the Range header counts: there is no If-Range, or it names `etag`. Compared strongly (RFC 9110 §13.1.5); a date
 * never matches, as a file's date on the phone says nothing certain about its bytes here.
 */
export function rangeCounts(ifRange: string | undefined, etag: string): boolean {
  return ifRange === undefined || ifRange.trim() === etag;
}
