import { unarchive } from '../../../formats/keyed-archive.ts';
import type { ArchiveDict, ArchiveValue } from '../../../formats/keyed-archive-value.ts';

/** Maximum size of `payload_data`, in bytes: older ones contain the picture. */
export const MAX_PAYLOAD = 16 * 1024 * 1024;
/** Archive limits. Real payloads nest a few objects. */
const LIMITS = { maxBytes: MAX_PAYLOAD, maxObjects: 20_000, maxDepth: 64, maxOutput: 2 * MAX_PAYLOAD };
/** Maximum length of a part, in UTF-16 code units. */
const MAX_PART = 4096;

/**
 * The root object of a keyed archive in `payload_data`; null if it is not an object.
 *
 * @throws MALFORMED_ARCHIVE, MALFORMED_PLIST, LIMIT_EXCEEDED
 */
export function readPayload(payload: Uint8Array): ArchiveDict | null {
  return fieldsOf(unarchive(payload, { limits: LIMITS }));
}

/** The first value that is a non-empty text, truncated to the maximum length. */
export function firstText(...values: readonly (ArchiveValue | undefined)[]): string | null {
  for (const value of values) {
    const text = typeof value === 'string' ? value.trim() : '';
    if (text !== '') return text.slice(0, MAX_PART).replace(/[\ud800-\udbff]$/, '');
  }
  return null;
}

/** The fields of an object; null for any other value. */
export function fieldsOf(value: ArchiveValue | undefined): ArchiveDict | null {
  const isFields =
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof Date);
  return isFields ? value : null;
}
