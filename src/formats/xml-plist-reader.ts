import { DomainError } from '../model/errors.ts';

/** A tag of the document. `<true/>` is one tag with `empty` set. */
export interface XmlTag {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
}

const NAME = /[A-Za-z][A-Za-z0-9]*/y;
/** From `&` to `;`: as long as `&#1114111;`, the last character there is. */
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
 * The XML that property lists are written in: tags, text, comments, CDATA, the five predefined entities and character
 * references. Attributes are skipped. Entity declarations are refused, so nothing expands. Every step moves forward:
 * time is linear in the length of the document.
 */
export class XmlPlistReader {
  private readonly xml: string;
  private offset = 0;

  constructor(xml: string) {
    this.xml = xml;
  }

  /** True when nothing but white space, comments and processing instructions is left. @throws MALFORMED_PLIST */
  atEnd(): boolean {
    this.skipToMarkup();
    return this.offset >= this.xml.length;
  }

  /** The next tag; only white space and comments may come before it. @throws MALFORMED_PLIST */
  tag(): XmlTag {
    this.skipToMarkup();
    if (this.xml[this.offset] !== '<') throw this.malformed('text stands where a tag should');
    const closing = this.xml[this.offset + 1] === '/';
    NAME.lastIndex = this.offset + (closing ? 2 : 1);
    const name = NAME.exec(this.xml)?.[0];
    if (name === undefined) throw this.malformed('a tag has no name');
    const end = this.tagEnd(NAME.lastIndex);
    this.offset = end + 1;
    if (closing) return { name, kind: 'close' };
    return { name, kind: this.xml[end - 1] === '/' ? 'empty' : 'open' };
  }

  /** The text up to `</name>`, entities and CDATA resolved; consumes that tag. @throws MALFORMED_PLIST */
  textUntilClose(name: string): string {
    let text = '';
    for (;;) {
      const markup = this.find('<', this.offset);
      text += this.unescape(this.xml.slice(this.offset, markup));
      this.offset = markup;
      if (this.xml.startsWith('<![CDATA[', markup)) {
        const end = this.find(']]>', markup);
        text += normaliseLineEnds(this.xml.slice(markup + '<![CDATA['.length, end));
        this.offset = end + ']]>'.length;
      } else if (!this.skipComment()) {
        const tag = this.tag();
        if (tag.kind !== 'close' || tag.name !== name) throw this.malformed(`<${name}> is not closed`);
        return text;
      }
    }
  }

  /** Skips `<!DOCTYPE …>` if it is next. @throws MALFORMED_PLIST when it declares anything of its own */
  skipDoctype(): void {
    this.skipToMarkup();
    if (!this.xml.startsWith('<!DOCTYPE', this.offset)) return;
    const end = this.find('>', this.offset);
    if (this.xml.slice(this.offset, end).includes('[')) throw this.malformed('it declares entities of its own');
    this.offset = end + 1;
  }

  /** The MALFORMED_PLIST that says what is wrong, at the current place. */
  malformed(what: string): DomainError {
    return new DomainError('MALFORMED_PLIST', `An XML property list is malformed: ${what}.`, {
      details: { offset: this.offset },
    });
  }

  private skipToMarkup(): void {
    do {
      while (isWhiteSpace(this.xml.charCodeAt(this.offset))) this.offset++;
    } while (this.skipComment() || this.skipInstruction());
  }

  private skipComment(): boolean {
    if (!this.xml.startsWith('<!--', this.offset)) return false;
    this.offset = this.find('-->', this.offset + '<!--'.length) + '-->'.length;
    return true;
  }

  private skipInstruction(): boolean {
    if (!this.xml.startsWith('<?', this.offset)) return false;
    this.offset = this.find('?>', this.offset) + '?>'.length;
    return true;
  }

  /** Where the `>` of a tag is; it may stand within a quoted attribute before. */
  private tagEnd(from: number): number {
    let quote = '';
    for (let index = from; index < this.xml.length; index++) {
      const char = this.xml[index] as string;
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

  private find(text: string, from: number): number {
    const index = this.xml.indexOf(text, from);
    if (index < 0) throw this.malformed('it is cut short');
    return index;
  }

  private unescape(raw: string): string {
    const text = normaliseLineEnds(raw);
    let result = '';
    let done = 0;
    for (let start = text.indexOf('&'); start >= 0; start = text.indexOf('&', done)) {
      const end = text.indexOf(';', start);
      if (end < 0 || end - start > LONGEST_ENTITY) throw this.malformed('an entity is not closed');
      result += text.slice(done, start) + this.entity(text.slice(start + 1, end));
      done = end + 1;
    }
    return done === 0 ? text : result + text.slice(done);
  }

  private entity(name: string): string {
    const predefined = PREDEFINED.get(name);
    if (predefined !== undefined) return predefined;
    const [, decimal, hex] = CHARACTER_REFERENCE.exec(name) ?? [];
    const codePoint = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal);
    if (codePoint === 0 || codePoint > 0x10_ffff) throw this.malformed('an entity is not known');
    return String.fromCodePoint(codePoint);
  }
}

/** XML 1.0 §2.11: CR and CR LF are read as LF, except where written as `&#13;`. */
function normaliseLineEnds(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;
}

function isWhiteSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}
