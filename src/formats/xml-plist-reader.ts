import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';

/** A tag of the document. `<true/>` is a single tag of kind `empty`. */
export interface XmlTag {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
}

const NAME = /[A-Za-z][A-Za-z0-9]*/y;
/** Longest entity from `&` to `;`: the length of `&#1114111;`, the last code point. */
const LONGEST_ENTITY = 9;
const CHARACTER_REFERENCE = /^#(?:([0-9]{1,7})|x([0-9A-Fa-f]{1,6}))$/;
const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Tokenizer for the XML subset of property lists: tags, text, comments, CDATA, the five predefined entities and
 * character references. Attributes are skipped. Entity declarations are refused, so nothing expands. Runs in linear
 * time.
 */
export class XmlPlistReader {
  readonly #xml: string;
  #offset = 0;

  constructor(xml: string) {
    this.#xml = xml;
  }

  /**
   * True if only white space, comments and processing instructions are left.
   * @throws MALFORMED_PLIST
   */
  atEnd(): boolean {
    this.#skipToMarkup();
    return this.#offset >= this.#xml.length;
  }

  /**
   * The next tag, which only white space and comments may precede.
   * @throws MALFORMED_PLIST
   */
  tag(): XmlTag {
    this.#skipToMarkup();
    if (this.#xml[this.#offset] !== '<') throw this.malformed('found text instead of a tag');
    const closing = this.#xml[this.#offset + 1] === '/';
    NAME.lastIndex = this.#offset + (closing ? 2 : 1);
    const name = NAME.exec(this.#xml)?.[0];
    if (name === undefined) throw this.malformed('a tag has no name');
    const end = this.#tagEnd(NAME.lastIndex);
    this.#offset = end + 1;
    if (closing) return { name, kind: 'close' };
    return { name, kind: this.#xml[end - 1] === '/' ? 'empty' : 'open' };
  }

  /**
   * The text up to `</name>`, with entities and CDATA resolved. Consumes that tag.
   * @throws MALFORMED_PLIST
   */
  textUntilClose(name: string): string {
    let text = '';
    for (;;) {
      const markup = this.#find('<', this.#offset);
      text += this.#unescape(this.#xml.slice(this.#offset, markup));
      this.#offset = markup;
      if (this.#xml.startsWith('<![CDATA[', markup)) {
        const end = this.#find(']]>', markup);
        text += normaliseLineEnds(this.#xml.slice(markup + '<![CDATA['.length, end));
        this.#offset = end + ']]>'.length;
      } else if (!this.#skipComment()) {
        const tag = this.tag();
        if (tag.kind !== 'close' || tag.name !== name) throw this.malformed(`<${name}> is not closed`);
        return text;
      }
    }
  }

  /**
   * Skips `<!DOCTYPE …>` if it is next.
   * @throws MALFORMED_PLIST if it contains declarations
   */
  skipDoctype(): void {
    this.#skipToMarkup();
    if (!this.#xml.startsWith('<!DOCTYPE', this.#offset)) return;
    const end = this.#find('>', this.#offset);
    if (this.#xml.slice(this.#offset, end).includes('[')) throw this.malformed('it declares its own entities');
    this.#offset = end + 1;
  }

  /** A MALFORMED_PLIST error at the current position. */
  malformed(what: string): DomainError {
    return new DomainError('MALFORMED_PLIST', msg('detail.plist-malformed', { problem: what }), {
      details: { offset: this.#offset },
    });
  }

  #skipToMarkup(): void {
    do {
      while (isWhiteSpace(this.#xml.charCodeAt(this.#offset))) this.#offset++;
    } while (this.#skipComment() || this.#skipInstruction());
  }

  #skipComment(): boolean {
    if (!this.#xml.startsWith('<!--', this.#offset)) return false;
    this.#offset = this.#find('-->', this.#offset + '<!--'.length) + '-->'.length;
    return true;
  }

  #skipInstruction(): boolean {
    if (!this.#xml.startsWith('<?', this.#offset)) return false;
    this.#offset = this.#find('?>', this.#offset) + '?>'.length;
    return true;
  }

  /** Position of a tag's `>`, ignoring any within quoted attributes. */
  #tagEnd(from: number): number {
    let quote = '';
    for (let index = from; index < this.#xml.length; index++) {
      const char = this.#xml[index] as string;
      if (quote !== '') {
        if (char === quote) quote = '';
      } else if (char === '>') {
        return index;
      } else if (char === '"' || char === "'") {
        quote = char;
      } else if (char === '<') {
        break;
      }
    }
    throw this.malformed('a tag is not closed');
  }

  #find(text: string, from: number): number {
    const index = this.#xml.indexOf(text, from);
    if (index < 0) throw this.malformed('it is truncated');
    return index;
  }

  #unescape(raw: string): string {
    const text = normaliseLineEnds(raw);
    let result = '';
    let done = 0;
    for (let start = text.indexOf('&'); start >= 0; start = text.indexOf('&', done)) {
      const end = text.indexOf(';', start);
      if (end < 0 || end - start > LONGEST_ENTITY) throw this.malformed('an entity is not closed');
      result += text.slice(done, start) + this.#entity(text.slice(start + 1, end));
      done = end + 1;
    }
    return done === 0 ? text : result + text.slice(done);
  }

  #entity(name: string): string {
    const predefined = PREDEFINED.get(name);
    if (predefined !== undefined) return predefined;
    const [, decimal, hex] = CHARACTER_REFERENCE.exec(name) ?? [];
    const codePoint = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal);
    if (codePoint === 0 || codePoint > 0x10_ffff) throw this.malformed('an entity is not known');
    return String.fromCodePoint(codePoint);
  }
}

/** XML 1.0 §2.11: CR and CR LF are read as LF, unless written as `&#13;`. */
function normaliseLineEnds(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;
}

function isWhiteSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}
