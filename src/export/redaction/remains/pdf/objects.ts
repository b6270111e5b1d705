/** An indirect reference. */
export class Ref {
  readonly number: number;

  constructor(number: number) {
    this.number = number;
  }
}

/** A name, without its slash. */
export class Name {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A dictionary by the names of its keys. */
export type Dict = ReadonlyMap<string, Value>;

/** A value of a PDF (ISO 32000-1 §7.3). Strings have one character for each byte. */
export type Value = string | number | boolean | null | Ref | Name | Operator | Dict | readonly Value[];

/** A word of a content stream that is no value. */
export class Operator {
  readonly word: string;

  constructor(word: string) {
    this.word = word;
  }
}

/** Values inside values; deeper ones are dropped. */
const MAX_DEPTH = 40;
const WHITE = /[\0\t\n\f\r ]/;
const REGULAR = /[^\0\t\n\f\r ()<>[\]{}/%]*/y;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const REFERENCE = /(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Reads values from a text with one character for each byte. What is malformed is skipped. */
export class ValueReader {
  readonly #text: string;
  position: number;

  constructor(text: string, position = 0) {
    this.#text = text;
    this.position = position;
  }

  /** The next value; undefined at the end. */
  next(depth = 0): Value | undefined {
    const text = this.#text;
    this.#skipWhite();
    const first = text[this.position];
    if (first === undefined) return undefined;
    if (depth > MAX_DEPTH && (first === '[' || first === '<')) {
      this.position++;
      return null;
    }
    switch (first) {
      case '/':
        this.position++;
        return new Name(this.#word().replace(/#([0-9a-f]{2})/gi, (_all, hex: string) => fromHex(hex)));
      case '(':
        return this.#literal();
      case '[':
        this.position++;
        return this.#list(']', depth);
      case '<':
        if (text[this.position + 1] !== '<') return this.#hex();
        this.position += 2;
        return this.#dict(depth);
      case ')':
      case ']':
      case '>':
      case '{':
      case '}':
        this.position++;
        return new Operator(first);
      default:
        return this.#number(first);
    }
  }

  #number(first: string): Value {
    if (first >= '0' && first <= '9') {
      REFERENCE.lastIndex = this.position;
      const match = REFERENCE.exec(this.#text);
      if (match !== null) {
        this.position = REFERENCE.lastIndex;
        return new Ref(Number(match[1]));
      }
    }
    const word = this.#word();
    if (word === '') this.position++;
    if (NUMBER.test(word)) return Number(word);
    return word === 'true' ? true : word === 'false' ? false : word === 'null' ? null : new Operator(word);
  }

  #list(end: string, depth: number): Value[] {
    const values: Value[] = [];
    for (;;) {
      const value = this.next(depth + 1);
      if (value === undefined || (value instanceof Operator && value.word === end)) return values;
      values.push(value);
    }
  }

  #dict(depth: number): Dict {
    const values = this.#list('>', depth);
    if (this.#text[this.position] === '>') this.position++;
    const dict = new Map<string, Value>();
    for (let index = 0; index + 1 < values.length; index += 2) {
      const key = values[index];
      const value = values[index + 1];
      if (key instanceof Name && value !== undefined) dict.set(key.name, value);
      else index--;
    }
    return dict;
  }

  #literal(): string {
    const text = this.#text;
    const parts: string[] = [];
    let depth = 1;
    let at = this.position + 1;
    let from = at;
    for (; at < text.length && depth > 0; at++) {
      const character = text[at];
      if (character === '(') depth++;
      else if (character === ')') depth--;
      else if (character === '\\') {
        parts.push(text.slice(from, at));
        const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
        const next = text[at + 1] ?? '';
        if (octal !== undefined) parts.push(String.fromCharCode(Number.parseInt(octal, 8) & 255));
        else if (next !== '\n' && next !== '\r') parts.push(ESCAPES[next] ?? next);
        at += octal?.length ?? (next === '\r' && text[at + 2] === '\n' ? 2 : 1);
        from = at + 1;
      }
    }
    this.position = at;
    parts.push(text.slice(from, depth === 0 ? at - 1 : at));
    return parts.join('');
  }

  #hex(): string {
    const end = this.#text.indexOf('>', this.position);
    const digits = this.#text.slice(this.position + 1, end === -1 ? undefined : end).replace(/[^0-9a-f]/gi, '');
    this.position = end === -1 ? this.#text.length : end + 1;
    return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex').toString('latin1');
  }

  #word(): string {
    REGULAR.lastIndex = this.position;
    const [word] = REGULAR.exec(this.#text) ?? [''];
    this.position += word.length;
    return word;
  }

  #skipWhite(): void {
    const text = this.#text;
    for (;;) {
      const character = text[this.position];
      if (character === undefined) return;
      if (WHITE.test(character)) this.position++;
      else if (character === '%') {
        const rest = /[\r\n]/g;
        rest.lastIndex = this.position;
        this.position = rest.exec(text)?.index ?? text.length;
      } else return;
    }
  }
}

function fromHex(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}
