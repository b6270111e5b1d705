import { DEFAULT_LIMITS, Decoder, type TypedstreamLimits } from './typedstream/decoder.ts';
import type { TypedValue } from './typedstream/values.ts';

export type { TypedstreamLimits } from './typedstream/decoder.ts';
export type { AttributedText, TextRun, TypedUrl, TypedValue } from './typedstream/values.ts';
export { isAttributedText, isTypedUrl } from './typedstream/values.ts';

/**
 * All values of a typedstream (the format of NSArchiver), in either byte order, flattened over its groups. An archived
 * object is one group of one value.
 *
 * Foundation classes are converted: NSString → string, NSNumber → number, bigint (beyond 2^53) or boolean, NSDate → Date
 * (in milliseconds), NSData → Uint8Array (a view of `bytes`), NSArray → array, NSSet → Set, NSDictionary → Map, NSNull
 * and nil → null. Shared objects stay shared. The encoding is described in docs/format/typedstream.md.
 *
 * @throws MALFORMED_TYPEDSTREAM with `details.offset`; LIMIT_EXCEEDED
 */
export function parseTypedstream(bytes: Uint8Array, limits?: Partial<TypedstreamLimits>): TypedValue[] {
  const decoder = new Decoder(bytes, { ...DEFAULT_LIMITS, ...limits });
  const values: TypedValue[] = [];
  while (!decoder.done) {
    for (const value of decoder.group()) values.push(value);
  }
  return values;
}

/**
 * The first value of a typedstream, which is the archived root object. Ignores everything after its group.
 *
 * @throws MALFORMED_TYPEDSTREAM with `details.offset`; LIMIT_EXCEEDED
 */
export function parseTypedstreamRoot(bytes: Uint8Array, limits?: Partial<TypedstreamLimits>): TypedValue {
  const decoder = new Decoder(bytes, { ...DEFAULT_LIMITS, ...limits });
  return decoder.group()[0] ?? null;
}
