/** One type of an Objective-C type encoding. */
export type TypeNode =
  | { readonly kind: 'single'; readonly code: string }
  | { readonly kind: 'array'; readonly length: number; readonly element: TypeNode }
  | { readonly kind: 'struct'; readonly fields: readonly TypeNode[] };

/** Deeper than any struct archived in practice, and shallow enough for the stack. */
const MAX_NESTING = 16;

/** Single-value types that NSArchiver can write. It cannot write pointers, unions and bit fields. */
const SINGLE_CODES = 'cCBsSiIlLqQfd*:%+@#!';

/**
 * The types in an encoding such as `@`, `iI`, `[12c]` or `{CGPoint=dd}`; null if invalid. Source: Objective-C Runtime
 * Programming Guide, "Type Encodings"; `+`, `%` and `!` are specific to NSArchiver.
 */
export function parseTypeEncoding(encoding: string): readonly TypeNode[] | null {
  const parser = new EncodingParser(encoding);
  const types = parser.types('', 0);
  return types !== null && types.length > 0 && parser.position === encoding.length ? types : null;
}

class EncodingParser {
  readonly #text: string;
  position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Types up to the character `end` (not consumed), or to the end of the text. */
  types(end: string, depth: number): TypeNode[] | null {
    const types: TypeNode[] = [];
    while (this.position < this.#text.length && this.#text[this.position] !== end) {
      const type = this.#type(depth);
      if (type === null) return null;
      types.push(type);
    }
    return types;
  }

  #type(depth: number): TypeNode | null {
    const code = this.#text[this.position++] as string;
    if (SINGLE_CODES.includes(code)) return { kind: 'single', code };
    if (depth >= MAX_NESTING) return null;
    if (code === '[') return this.#array(depth + 1);
    if (code === '{') return this.#struct(depth + 1);
    return null;
  }

  #array(depth: number): TypeNode | null {
    const digits = /^\d{1,9}/.exec(this.#text.slice(this.position, this.position + 10))?.[0];
    if (digits === undefined) return null;
    this.position += digits.length;
    const [element, ...rest] = this.types(']', depth) ?? [];
    if (element === undefined || rest.length > 0 || this.#text[this.position++] !== ']') return null;
    return { kind: 'array', length: Number(digits), element };
  }

  #struct(depth: number): TypeNode | null {
    const equals = this.#text.indexOf('=', this.position);
    if (equals === -1) return null;
    this.position = equals + 1;
    const fields = this.types('}', depth);
    if (fields === null || this.#text[this.position++] !== '}') return null;
    return { kind: 'struct', fields };
  }
}
