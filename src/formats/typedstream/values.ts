/** Contents of a typedstream as JavaScript values; see {@link parseTypedstream}. */
export type TypedValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | Uint8Array
  | readonly TypedValue[]
  | ReadonlyMap<TypedValue, TypedValue>
  | ReadonlySet<TypedValue>
  | TypedUrl
  | AttributedText
  | TypedClass
  | TypedObject;

/** An `NSURL`. `href` is relative to `base` if there is one. */
export interface TypedUrl {
  readonly kind: 'url';
  readonly href: string;
  readonly base: TypedUrl | null;
}

/** A run of an {@link AttributedText}; `start` and `length` in UTF-16 code units. */
export interface TextRun {
  readonly start: number;
  readonly length: number;
  readonly attributes: ReadonlyMap<TypedValue, TypedValue>;
}

/** An `NSAttributedString`. Runs are contiguous from the start of the text and never extend past its end. */
export interface AttributedText {
  readonly kind: 'attributed-text';
  readonly text: string;
  readonly runs: readonly TextRun[];
}

/** A class as archived, with its chain of superclasses. */
export interface TypedClass {
  readonly kind: 'class';
  readonly name: string;
  readonly version: number;
  readonly superclass: TypedClass | null;
}

/** An instance of an unknown class, with all values archived for it, in order. */
interface TypedObject {
  readonly kind: 'object';
  readonly class: TypedClass;
  readonly values: readonly TypedValue[];
}

/** True for an `NSAttributedString`. */
export function isAttributedText(value: TypedValue | undefined): value is AttributedText {
  return hasKind(value, 'attributed-text');
}

/** True for an `NSURL`. */
export function isTypedUrl(value: TypedValue | undefined): value is TypedUrl {
  return hasKind(value, 'url');
}

function hasKind(value: TypedValue | undefined, kind: string): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}
