import type { Cursor } from './cursor.ts';
import type { TypedValue } from './values.ts';

/** The part of the decoder that the decoders of Foundation classes use. */
export interface GroupReader {
  readonly cursor: Cursor;
  /** The values of the next group, one per type of its encoding. */
  group(): TypedValue[];
  /** Reads the head of a group, which must have type `encoding`. The caller then reads its values. */
  expect(encoding: string): void;
  /** True if the current object has no further groups. */
  atEndOfObject(): boolean;
  /** An object (`@`). */
  object(): TypedValue;
  /** A C string (`*`). */
  cString(): string | null;
  /** An unshared string (`+`). */
  string(): string | null;
}
