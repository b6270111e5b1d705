/** The requested range. `end` is exclusive. */
export type ByteRange =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' };

const WHOLE: ByteRange = { kind: 'whole' };
const UNSATISFIABLE: ByteRange = { kind: 'unsatisfiable' };

/**
 * Parses a Range header (RFC 9110 §14) for a representation of `size` bytes. A single byte range is supported;
 * multiple ranges, other units and malformed headers are ignored, as the RFC permits (§14.2).
 */
export function parseByteRange(header: string | undefined, size: number): ByteRange {
  const match = header === undefined ? null : /^bytes[ \t]*=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header);
  if (match === null) return WHOLE;
  const [, first = '', last = ''] = match;
  if (first === '') {
    if (last === '') return WHOLE;
    const length = Number(last);
    return length === 0 || size === 0 ? UNSATISFIABLE : { kind: 'part', start: Math.max(0, size - length), end: size };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return WHOLE;
  if (start >= size) return UNSATISFIABLE;
  return { kind: 'part', start, end: last === '' ? size : Math.min(size, Number(last) + 1) };
}
