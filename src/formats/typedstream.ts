import { DEFAULT_LIMITS, Decoder, type TypedstreamLimits } from './typedstream/decoder.ts';
import type { TypedValue } from './typedstream/values.ts';

export type { TypedstreamLimits } from './typedstream/decoder.ts';
export type { AttributedText, TextRun, TypedUrl, TypedValue } from './typedstream/values.ts';
export { isAttributedText, isTypedUrl } from './typedstream/values.ts';

/**
 * Every value of a typedstream (the format of NSArchiver), in either byte order: those of its first group, then those
 * of the next, and so on. An archived object is one group of one value.
 *
 * Foundation's classes become what JavaScript has for them: NSString → string, NSNumber → number, bigint (past 2^53) or
 * boolean, NSDate → Date (to the millisecond), NSData → Uint8Array (a view of `bytes`), NSArray → array, NSSet → Set,
 * NSDictionary → Map, NSNull and nil → null. Shared objects stay shared.
 *
 * @throws MALFORMED_TYPEDSTREAM with `details.offset`; LIMIT_EXCEEDED.
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
 * The first value of a typedstream, as {@link parseTypedstream} reads it: the archived root object. What follows its
 * group is not looked at.
 *
 * @throws MALFORMED_TYPEDSTREAM with `details.offset`; LIMIT_EXCEEDED.
 */
export function parseTypedstreamRoot(bytes: Uint8Array, limits?: Partial<TypedstreamLimits>): TypedValue {
  const decoder = new Decoder(bytes, { ...DEFAULT_LIMITS, ...limits });
  return decoder.group()[0] ?? null;
}
