import { isUtf8 } from 'node:buffer';

const LEGACY = new TextDecoder('windows-1252');

/** Escapes of HTML, XML, JSON, JavaScript, CSS, URLs, quoted-printable, encoded words and workbooks, and folded lines. */
const ESCAPES = new RegExp(
  [
    '&(?:#(\\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,7}));?',
    '((?:\\\\u[0-9a-f]{4})+)',
    '\\\\(?:u\\{([0-9a-f]{1,6})\\}|x([0-9a-f]{2})|([0-9a-f]{1,6}) ?)',
    '\\\\([^0-9a-f])',
    '((?:%[0-9a-f]{2})+)',
    '=\\?([a-z0-9-]{2,20})(?:\\*[a-z-]*)?\\?([bq])\\?([^?\\s]{0,1000})\\?=(?:[ \\t]*\\r?\\n?[ \\t]+(?==\\?))?',
    '((?:=[0-9a-f]{2}(?:=[ \\t]*\\r?\\n)*)+)',
    '(=[ \\t]*\\r?\\n)',
    '_x([0-9a-f]{4})_',
    '(\\r?\\n[ \\t])',
  ].join('|'),
  'gi',
);

/** Named characters that people write in names, with those that always have to be escaped. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
  zwj: '',
  zwnj: '',
  szlig: 'ß',
  aelig: 'æ',
  oelig: 'œ',
  oslash: 'ø',
  eth: 'ð',
  thorn: 'þ',
  commat: '@',
  period: '.',
  plus: '+',
  hyphen: '-',
  newline: '\n',
  tab: '\t',
  num: '#',
};
/** `auml`, `eacute`: a letter and its accent. */
const ACCENTED = /^([a-z])(uml|acute|grave|circ|tilde|cedil|ring|caron|slash)$/i;
const LETTERS_OF_CONTROL: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: ' ', f: ' ', v: ' ' };

/** How a text may be escaped. */
export interface EscapeOptions {
  /** True for mail, calendars and cards: quoted-printable, and lines that are continued. */
  readonly isMail?: boolean;
}

/**
 * Resolves all escapes at once, as UTF-8 in a string with one character for each byte. What is no escape of the format
 * may be resolved, too: the text is searched as it is as well.
 */
function unescape(text: string, { isMail = false }: EscapeOptions): string {
  return text.replace(ESCAPES, (all: string, ...groups: readonly (string | undefined)[]) => {
    const [decimal, hex, named, units, code, byte, css, literal, percent, charset, coding, word, quoted, soft, cell] =
      groups;
    if (decimal !== undefined) return character(Number(decimal));
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    if (named !== undefined) return namedCharacter(named) ?? all;
    if (units !== undefined) {
      const codes = units.match(/[0-9a-f]{4}/gi) ?? [];
      return bytesOf(String.fromCharCode(...codes.map((unit) => Number.parseInt(unit, 16))));
    }
    const value = code ?? byte ?? css;
    if (value !== undefined) return character(Number.parseInt(value, 16));
    if (literal !== undefined) return LETTERS_OF_CONTROL[literal] ?? literal;
    if (percent !== undefined) return hexBytes(percent);
    if (word !== undefined) return encodedWord(charset ?? '', coding ?? '', word);
    if (cell !== undefined) return character(Number.parseInt(cell, 16));
    if (!isMail) return all;
    if (quoted !== undefined) return hexBytes(quoted);
    return soft === undefined ? '' : '';
  });
}

function namedCharacter(name: string): string | null {
  const accented = ACCENTED.exec(name);
  // Accents do not matter for the search.
  if (accented !== null) return accented[1] ?? null;
  const found = NAMED[name.toLowerCase()];
  return found === undefined ? null : bytesOf(found);
}

function character(codePoint: number): string {
  return codePoint > 0x10ffff ? ' ' : bytesOf(String.fromCodePoint(codePoint));
}

/** Bytes of UTF-8; others are of Windows-1252, as older programs wrote them. */
function hexBytes(escaped: string): string {
  const bytes = Buffer.from(escaped.replace(/[%=]|[ \t\r\n]+/g, ''), 'hex');
  return isUtf8(bytes) ? bytes.toString('latin1') : bytesOf(LEGACY.decode(bytes));
}

function encodedWord(charset: string, coding: string, text: string): string {
  const bytes =
    coding.toLowerCase() === 'b'
      ? Buffer.from(text, 'base64')
      : Buffer.from(
          text
            .replaceAll('_', ' ')
            .replace(/=([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
          'latin1',
        );
  return /^(?:utf-?8|us-ascii)$/i.test(charset) ? bytes.toString('latin1') : bytesOf(decoded(bytes, charset));
}

function decoded(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return LEGACY.decode(bytes);
  }
}

function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** Where decoded text is searched. */
export interface TextSink {
  write(bytes: Uint8Array, start?: number, end?: number): void;
  break(): void;
}

/** Bytes around an escape that are searched with it: most of a term may be written without escapes. */
const AROUND = 512;
/** Bytes that are read before escapes in them are resolved. */
const BUFFER = 64 * 1024;
/** Escapes inside escapes: a URL in JSON in an attribute. */
const MAX_DEPTH = 4;

/** Searches what is escaped in a stream, with the text around it. Text without escapes is not searched again. */
export class UnescapedText {
  readonly #sink: TextSink;
  readonly #options: EscapeOptions;
  readonly #isSpecial: Uint8Array;
  /** What was read: first, what was searched before and may be around an escape. */
  readonly #buffer = Buffer.alloc(BUFFER);
  #length = 0;

  constructor(sink: TextSink, options: EscapeOptions = {}) {
    this.#sink = sink;
    this.#options = options;
    this.#isSpecial = new Uint8Array(256);
    for (const special of options.isMail === true ? '&\\%_=\n' : '&\\%_=') this.#isSpecial[special.charCodeAt(0)] = 1;
  }

  write(bytes: Uint8Array, start = 0, end = bytes.length): void {
    for (let at = start; at < end; ) {
      const size = Math.min(end - at, BUFFER - this.#length);
      this.#buffer.set(bytes.subarray(at, at + size), this.#length);
      this.#length += size;
      at += size;
      if (this.#length < BUFFER) continue;
      this.#search(this.#buffer, BUFFER - AROUND);
      // The last escape may be cut, and what is before it belongs to it.
      this.#buffer.copyWithin(0, BUFFER - 2 * AROUND);
      this.#length = 2 * AROUND;
    }
  }

  end(): void {
    this.#search(this.#buffer.subarray(0, this.#length), this.#length);
    this.#length = 0;
  }

  /** Searches the surroundings of all escapes that begin before `until`. */
  #search(data: Uint8Array, until: number): void {
    let at = 0;
    while (at < until) {
      const first = this.#next(data, at, until);
      if (first === until) return;
      let last = first;
      for (let next = first; next < until && next - last <= AROUND; next = this.#next(data, next + 1, until))
        last = next;
      const end = Math.min(data.length, last + AROUND);
      this.#resolve(data.subarray(Math.max(0, first - AROUND), end));
      at = Math.min(end, last + AROUND);
    }
  }

  #next(data: Uint8Array, from: number, until: number): number {
    for (let at = from; at < until; at++) {
      const byte = data[at] as number;
      if (this.#isSpecial[byte] === 1 && isEscape(data, at, byte)) return at;
    }
    return until;
  }

  #resolve(region: Uint8Array): void {
    let text = Buffer.from(region.buffer, region.byteOffset, region.byteLength).toString('latin1');
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      const resolved = unescape(text, this.#options);
      if (resolved === text) return;
      text = resolved;
      this.#sink.break();
      this.#sink.write(Buffer.from(text, 'latin1'));
      this.#sink.break();
    }
  }
}

/** False for bytes that begin an escape but are none here. */
function isEscape(data: Uint8Array, at: number, byte: number): boolean {
  const next = data[at + 1];
  if (next === undefined) return true;
  switch (byte) {
    case 38: // &
      return next === 35 || isLetter(next);
    case 37: // %
      return isHexDigit(next);
    case 95: // _
      return next === 120 || next === 88;
    case 61: // =
      return next === 63 || next === 13 || next === 10 || next === 32 || isHexDigit(next);
    case 10: // line feed
      return next === 32 || next === 9;
    default:
      return true;
  }
}

function isLetter(byte: number): boolean {
  return (byte | 32) >= 97 && (byte | 32) <= 122;
}

function isHexDigit(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || ((byte | 32) >= 97 && (byte | 32) <= 102);
}
