/** Destinations whose text is no text of the document. */
const HIDDEN = new Set([
  'fonttbl',
  'colortbl',
  'stylesheet',
  'info',
  'pict',
  'object',
  'header',
  'footer',
  'headerl',
  'headerr',
  'footerl',
  'footerr',
  'fldinst',
  'listtable',
  'listoverridetable',
  'themedata',
]);
/** Control words that represent characters. */
const CHARACTERS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  cell: '\t',
  tab: '\t',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
};
/** Encodings by the number in `\ansicpg`; all others are read as Windows-1252. */
const ENCODINGS: Readonly<Record<number, string>> = {
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  1250: 'windows-1250',
  1251: 'windows-1251',
  1253: 'windows-1253',
  1254: 'windows-1254',
  1255: 'windows-1255',
  1256: 'windows-1256',
  1257: 'windows-1257',
  1258: 'windows-1258',
  10000: 'macintosh',
};
/** Deeper groups have no text of their own: their text is read with the last counted one. */
const MAX_DEPTH = 1000;
const SIGNATURE = '{\\rtf';

/** State of a group. */
interface Group {
  readonly isHidden: boolean;
  /** How many characters follow `\u` for readers that do not know it. */
  readonly fallback: number;
}

/**
 * The text of a document in RTF, without its formatting; null for bytes that are none. What is damaged costs the characters
 * that cannot be read.
 */
export function rtfText(bytes: Uint8Array): string | null {
  // Everything but bytes that are quoted as \'hh is ASCII.
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return source.trimStart().startsWith(SIGNATURE) ? new RtfReader(source).read() : null;
}

class RtfReader {
  readonly #source: string;
  readonly #groups: Group[] = [{ isHidden: false, fallback: 1 }];
  #decoder = new TextDecoder('windows-1252');
  /** Consecutive bytes: a character can be of several. */
  #bytes: number[] = [];
  #text = '';
  /** Characters that are left out, since `\u` has said them. */
  #skipped = 0;
  /** Groups beyond the maximum depth. */
  #beyond = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): string {
    const token = /\\(?:'([0-9a-fA-F]{2})|([a-zA-Z]{1,32})(-?\d{1,10})? ?|([^a-zA-Z]))|([{}])|[\r\n]+|([^\\{}\r\n]+)/g;
    for (const [, byte, word, number, symbol, brace, text] of this.#source.matchAll(token)) {
      if (brace !== undefined) this.#brace(brace);
      else if (word !== undefined) this.#word(word, number === undefined ? null : Number(number));
      else if (byte !== undefined) this.#byte(Number.parseInt(byte, 16));
      else if (symbol !== undefined) this.#symbol(symbol);
      else if (text !== undefined) this.#plain(text);
    }
    this.#flush();
    return this.#text.toWellFormed().trimEnd();
  }

  get #group(): Group {
    return this.#groups.at(-1) ?? { isHidden: false, fallback: 1 };
  }

  #brace(brace: string): void {
    this.#flush();
    this.#skipped = 0;
    if (brace === '{') {
      if (this.#groups.length < MAX_DEPTH) this.#groups.push(this.#group);
      else this.#beyond++;
    } else if (this.#beyond > 0) this.#beyond--;
    else if (this.#groups.length > 1) this.#groups.pop();
  }

  #word(word: string, number: number | null): void {
    const character = Object.hasOwn(CHARACTERS, word) ? CHARACTERS[word] : undefined;
    if (word === 'u' && number !== null) {
      this.#add(String.fromCharCode(number & 0xffff));
      this.#skipped = this.#group.fallback;
    } else if (word === 'uc') this.#change({ fallback: Math.min(Math.max(number ?? 1, 0), 100) });
    else if (word === 'ansicpg') this.#decoder = new TextDecoder(ENCODINGS[number ?? 0] ?? 'windows-1252');
    else if (HIDDEN.has(word)) this.#change({ isHidden: true });
    else if (character !== undefined) this.#add(character);
  }

  /** `\~`, `\*` and others; a backslash at the end of a line ends the paragraph. */
  #symbol(symbol: string): void {
    if (symbol === '*') this.#change({ isHidden: true });
    else if (symbol === '\n' || symbol === '\r') this.#add('\n');
    else if (symbol === '~') this.#plain('\u{a0}');
    else if (symbol === '_') this.#plain('-');
    else if (symbol === '\\' || symbol === '{' || symbol === '}') this.#plain(symbol);
  }

  #byte(byte: number): void {
    if (this.#skipped > 0) this.#skipped--;
    else if (!this.#group.isHidden) this.#bytes.push(byte);
  }

  #plain(text: string): void {
    const skipped = Math.min(this.#skipped, text.length);
    this.#skipped -= skipped;
    this.#add(text.slice(skipped));
  }

  #add(text: string): void {
    this.#flush();
    if (!this.#group.isHidden) this.#text += text;
  }

  #flush(): void {
    if (this.#bytes.length === 0) return;
    this.#text += this.#decoder.decode(Uint8Array.from(this.#bytes));
    this.#bytes = [];
  }

  #change(change: Partial<Group>): void {
    this.#flush();
    this.#groups[this.#groups.length - 1] = { ...this.#group, ...change };
  }
}
