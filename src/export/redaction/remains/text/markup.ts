/** Receives a part of a markup file. */
export interface PartSink {
  write(bytes: Uint8Array, start: number, end: number): void;
  break(): void;
}

/** Where the parts of markup go. */
export interface MarkupSinks {
  /** Text, comments, and strings of scripts and style sheets. */
  readonly text: PartSink;
  /** Values of attributes. */
  readonly attributes: PartSink;
  /** Names of elements and attributes, classes, styles, code. */
  readonly markup: PartSink;
}

/** How elements separate words. */
export type MarkupKind = 'html' | 'xml' | 'office' | 'script';

/** Elements of HTML inside words. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
/** Elements of DOCX, XLSX and PPTX that end a word; text is split into others at any letter. */
const BLOCKS = /^(?:\w+:)?(?:p|br|cr|tab|tc|tr|tbl|c|row|si|comment|sheet|definedName|hyperlink|t[dh])$/;
/** Attributes that are style, not contents. */
const STYLE = /^(?:class|style|http-equiv|charset|rel|type|dir|lang|width|height|colspan|rowspan|xmlns(?::\w+)?)$/i;
const MAX_NAME = 64;

const STATE = {
  text: 0,
  open: 1,
  name: 2,
  tag: 3,
  attribute: 4,
  before: 5,
  double: 6,
  single: 7,
  bare: 8,
  comment: 9,
  code: 10,
  string: 11,
  block: 12,
  line: 13,
} as const;

/**
 * Splits HTML or XML into text, attributes and markup without a copy and with constant memory. Whatever it takes a byte
 * for, each reaches one of the sinks. `script` is JavaScript by itself.
 */
export class MarkupReader {
  readonly #sinks: MarkupSinks;
  readonly #kind: MarkupKind;
  #state: number;
  /** Name of the element and of the attribute. */
  #name = '';
  #attribute = '';
  /** Closing tag of an element whose contents are code; empty outside. */
  #raw = '';
  /** Number of characters of it that were read. */
  #matched = 0;
  /** True in a closing tag. */
  #isClosing = false;
  /** Start of a comment or declaration. */
  #declaration = '';
  #quote = 0;
  #previous = 0;

  constructor(sinks: MarkupSinks, kind: MarkupKind) {
    this.#sinks = sinks;
    this.#kind = kind;
    this.#state = kind === 'script' ? STATE.code : STATE.text;
  }

  write(bytes: Uint8Array): void {
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (at < data.length) at = this.#step(data, at);
  }

  #step(data: Buffer, at: number): number {
    const byte = data[at] as number;
    switch (this.#state) {
      case STATE.text: {
        const found = data.indexOf(60, at);
        const end = found === -1 ? data.length : found;
        this.#sinks.text.write(data, at, end);
        if (found === -1) return end;
        this.#state = STATE.open;
        return end + 1;
      }
      case STATE.open:
        this.#name = '';
        this.#isClosing = byte === 47;
        if (byte === 33 || byte === 63) {
          this.#declaration = '';
          this.#state = STATE.comment;
          this.#sinks.text.break();
        } else if (byte === 47 || isNameStart(byte)) this.#state = STATE.name;
        else {
          // A sign, not a tag.
          this.#sinks.text.break();
          this.#state = STATE.text;
          return at;
        }
        return byte === 47 ? at + 1 : at;
      case STATE.name: {
        const end = until(data, at, endsName);
        this.#name += data.toString('latin1', at, Math.min(end, at + MAX_NAME));
        this.#sinks.markup.write(data, at, end);
        if (end === data.length) return end;
        this.#sinks.markup.break();
        if (!this.#isInline()) this.#sinks.text.break();
        this.#state = STATE.tag;
        return end;
      }
      case STATE.tag:
        if (byte === 62) return this.#endTag(at);
        if (!isSpace(byte) && byte !== 47) {
          this.#attribute = '';
          this.#state = STATE.attribute;
          return at;
        }
        return at + 1;
      case STATE.attribute: {
        const end = until(data, at, endsAttribute);
        this.#attribute += data.toString('latin1', at, Math.min(end, at + MAX_NAME));
        this.#sinks.markup.write(data, at, end);
        if (end === data.length) return end;
        this.#sinks.markup.break();
        this.#state = data[end] === 61 ? STATE.before : STATE.tag;
        return data[end] === 61 || end === at ? end + 1 : end;
      }
      case STATE.before:
        if (isSpace(byte)) return at + 1;
        this.#state = byte === 34 ? STATE.double : byte === 39 ? STATE.single : byte === 62 ? STATE.tag : STATE.bare;
        return byte === 34 || byte === 39 ? at + 1 : at;
      case STATE.double:
      case STATE.single: {
        const found = data.indexOf(this.#state === STATE.double ? 34 : 39, at);
        const end = found === -1 ? data.length : found;
        this.#value().write(data, at, end);
        if (found === -1) return end;
        this.#value().break();
        this.#state = STATE.tag;
        return end + 1;
      }
      case STATE.bare: {
        const end = until(data, at, endsBare);
        this.#value().write(data, at, end);
        if (end === data.length) return end;
        this.#value().break();
        this.#state = STATE.tag;
        return end;
      }
      case STATE.comment:
        return this.#comment(data, at);
      default:
        return this.#code(data, at);
    }
  }

  /** Comments, declarations, processing instructions, CDATA: text up to their end. */
  #comment(data: Buffer, at: number): number {
    const found = data.indexOf(62, at);
    const end = found === -1 ? data.length : found;
    this.#sinks.text.write(data, at, end);
    this.#declaration = (this.#declaration + data.toString('latin1', at, Math.min(end, at + 8))).slice(0, 8);
    if (found === -1) return end;
    const last = data.toString('latin1', Math.max(at, end - 2), end);
    const isOpen =
      (this.#declaration.startsWith('!--') && last !== '--') ||
      (this.#declaration.startsWith('![CDATA[') && last !== ']]');
    if (isOpen) return end + 1;
    this.#sinks.text.break();
    this.#state = STATE.text;
    return end + 1;
  }

  #endTag(at: number): number {
    const name = this.#name.toLowerCase();
    const isCode = this.#kind === 'html' && !this.#isClosing && (name === 'script' || name === 'style');
    this.#raw = isCode ? `</${name}` : '';
    this.#matched = 0;
    this.#previous = 0;
    this.#state = isCode ? STATE.code : STATE.text;
    return at + 1;
  }

  /** Code and its strings and comments. */
  #code(data: Buffer, at: number): number {
    const { text, markup } = this.#sinks;
    for (let index = at; index < data.length; index++) {
      const byte = data[index] as number;
      if (this.#endsRaw(byte)) {
        (this.#state === STATE.code ? markup : text).write(data, at, index + 1);
        text.break();
        this.#name = '';
        this.#isClosing = true;
        this.#state = STATE.tag;
        return index + 1;
      }
      const next = this.#nextState(byte);
      if (next === this.#state) continue;
      const wasCode = this.#state === STATE.code;
      (wasCode ? markup : text).write(data, at, index);
      if (wasCode) markup.break();
      else text.break();
      this.#state = next;
      return index + 1;
    }
    (this.#state === STATE.code ? markup : text).write(data, at, data.length);
    return data.length;
  }

  /** True at the end of the closing tag of an element with code. */
  #endsRaw(byte: number): boolean {
    if (this.#raw === '') return false;
    const isNext = (byte | 32) === this.#raw.charCodeAt(this.#matched);
    this.#matched = isNext ? this.#matched + 1 : byte === 60 ? 1 : 0;
    return this.#matched === this.#raw.length;
  }

  #nextState(byte: number): number {
    const previous = this.#previous;
    this.#previous = byte;
    switch (this.#state) {
      case STATE.code:
        if (byte === 34 || byte === 39 || byte === 96) {
          this.#quote = byte;
          return STATE.string;
        }
        if (previous === 47 && byte === 42) return STATE.block;
        if (previous === 47 && byte === 47) return STATE.line;
        return STATE.code;
      case STATE.string:
        if (previous === 92) {
          this.#previous = 0;
          return STATE.string;
        }
        return byte === this.#quote || (byte === 10 && this.#quote !== 96) ? STATE.code : STATE.string;
      case STATE.block:
        return previous === 42 && byte === 47 ? STATE.code : STATE.block;
      default:
        return byte === 10 ? STATE.code : STATE.line;
    }
  }

  #value(): PartSink {
    return STYLE.test(this.#attribute) ? this.#sinks.markup : this.#sinks.attributes;
  }

  #isInline(): boolean {
    if (this.#kind === 'html') return INLINE.has(this.#name.toLowerCase());
    return this.#kind === 'office' && !BLOCKS.test(this.#name);
  }
}

function until(data: Uint8Array, from: number, isEnd: (byte: number) => boolean): number {
  let at = from;
  while (at < data.length && !isEnd(data[at] as number)) at++;
  return at;
}

function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

function endsName(byte: number): boolean {
  return isSpace(byte) || byte === 47 || byte === 62;
}

function endsAttribute(byte: number): boolean {
  return endsName(byte) || byte === 61;
}

function endsBare(byte: number): boolean {
  return isSpace(byte) || byte === 62;
}

function isNameStart(byte: number): boolean {
  return (byte | 32) >= 97 && (byte | 32) <= 122;
}
