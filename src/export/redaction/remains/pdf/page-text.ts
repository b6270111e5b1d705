import type { PdfDocument } from './document.ts';
import { type FontDecoder, fontDecoder } from './fonts.ts';
import { type Dict, Name, Operator, Ref, type Value, ValueReader } from './objects.ts';

/** Forms inside forms. */
const MAX_FORMS = 12;
/** A shift back of a thousandth of the font size that is a space. */
const SPACE = -180;
/** Operators of all content of a page; a page full of text has some thousand. */
const MAX_OPERATORS = 20_000_000;

/** The text of a page. */
export interface PageText {
  /** Lines and shifts separate words. */
  readonly text: string;
  /** Only shifts to another line separate words, and hyphens at the end of a line are gone. */
  readonly joined: string;
  /** True if a font does not say what its glyphs mean. */
  readonly isUnreadable: boolean;
}

/** Reads the text of pages and forms (§9.4), in the order of the content streams. */
export class PageReader {
  readonly #document: PdfDocument;
  readonly #fonts = new Map<Value, FontDecoder>();
  #parts: string[] = [];
  #joined: string[] = [];
  #operators = 0;

  constructor(document: PdfDocument) {
    this.#document = document;
  }

  /** `contents` are the streams of a page, which are one text. */
  read(contents: readonly Value[], resources: Dict): PageText {
    this.#parts = [];
    this.#joined = [];
    this.#operators = 0;
    const text = contents.map((value) => this.#textOf(value)).join('\n');
    this.#run(text, resources, 0, new Set());
    const joined = this.#joined.join('').replace(/[-\u00ad\u2010]\n/g, '');
    const all = this.#parts.join('');
    return { text: all, joined, isUnreadable: isUnreadable(all) };
  }

  #textOf(value: Value): string {
    const object = value instanceof Ref ? this.#document.objects.get(value.number) : undefined;
    return object === undefined ? '' : (this.#document.decode(object)?.bytes.toString('latin1') ?? '');
  }

  #run(content: string, resources: Dict, depth: number, open: Set<number>): void {
    const reader = new ValueReader(content);
    let operands: Value[] = [];
    let font: FontDecoder | null = null;
    for (let value = reader.next(); value !== undefined; value = reader.next()) {
      if (!(value instanceof Operator)) {
        if (operands.length < 64) operands.push(value);
        continue;
      }
      if (++this.#operators > MAX_OPERATORS) return;
      const [first] = operands;
      switch (value.word) {
        case 'Tf':
          font = first instanceof Name ? this.#font(resources, first.name) : null;
          break;
        case "'":
        case '"':
          this.#line();
          this.#show(operands.at(-1), font);
          break;
        case 'Tj':
        case 'TJ':
          this.#show(first, font);
          break;
        case 'Td':
        case 'TD':
          this.#move(typeof operands[1] === 'number' && operands[1] !== 0);
          break;
        case 'Tm':
          this.#matrix(operands[5]);
          break;
        case 'T*':
        case 'BT':
          this.#line();
          break;
        case 'BDC':
        case 'DP':
          this.#properties(operands[1], resources);
          break;
        case 'BI':
          skipInline(content, reader);
          break;
        case 'Do':
          if (first instanceof Name) this.#form(resources, first.name, depth, open);
          break;
        default:
      }
      operands = [];
    }
  }

  #lastY: number | null = null;

  #matrix(y: Value | undefined): void {
    this.#move(y !== this.#lastY);
    this.#lastY = typeof y === 'number' ? y : null;
  }

  #move(isLine: boolean): void {
    if (isLine) this.#line();
    else this.#parts.push(' ');
  }

  #line(): void {
    this.#parts.push('\n');
    this.#joined.push('\n');
  }

  #show(value: Value | undefined, font: FontDecoder | null): void {
    for (const part of Array.isArray(value) ? (value as readonly Value[]) : [value]) {
      if (typeof part === 'string') {
        const text = font?.decode(part) ?? part;
        this.#parts.push(text);
        this.#joined.push(text);
      } else if (typeof part === 'number' && part < SPACE) {
        this.#parts.push(' ');
        this.#joined.push(' ');
      }
    }
  }

  /** Texts that replace or describe what is drawn are strings of the content. */
  #properties(value: Value | undefined, resources: Dict): void {
    const named = value instanceof Name ? this.#document.dict(resources.get('Properties')).get(value.name) : value;
    for (const [key, each] of this.#document.dict(named)) {
      if (typeof each === 'string' && /^(?:ActualText|Alt|E|T)$/.test(key)) {
        const text = textString(each);
        this.#parts.push(text);
        this.#joined.push(text);
      }
    }
  }

  #font(resources: Dict, name: string): FontDecoder {
    const value = this.#document.dict(resources.get('Font')).get(name) ?? null;
    const key = value instanceof Ref ? value.number : value;
    const known = this.#fonts.get(key);
    if (known !== undefined) return known;
    const made = fontDecoder(this.#document, this.#document.dict(value));
    this.#fonts.set(key, made);
    return made;
  }

  #form(resources: Dict, name: string, depth: number, open: Set<number>): void {
    const value = this.#document.dict(resources.get('XObject')).get(name);
    if (!(value instanceof Ref) || depth >= MAX_FORMS || open.has(value.number)) return;
    const dict = this.#document.dict(value);
    const subtype = dict.get('Subtype');
    if (!(subtype instanceof Name) || subtype.name !== 'Form') return;
    open.add(value.number);
    this.#line();
    const own = dict.get('Resources');
    this.#run(this.#textOf(value), own === undefined ? resources : this.#document.dict(own), depth + 1, open);
    open.delete(value.number);
  }
}

/** A string that is text: UTF-16 or UTF-8 with a mark, else PDFDocEncoding, whose letters are those of Windows-1252. */
export function textString(bytes: string): string {
  const buffer = Buffer.from(bytes, 'latin1');
  if (bytes.startsWith('\xfe\xff')) return new TextDecoder('utf-16be').decode(buffer.subarray(2));
  if (bytes.startsWith('\xff\xfe')) return new TextDecoder('utf-16le').decode(buffer.subarray(2));
  if (bytes.startsWith('\xef\xbb\xbf')) return buffer.toString('utf8', 3);
  return new TextDecoder('windows-1252').decode(buffer);
}

/** Most glyphs have no meaning. */
function isUnreadable(text: string): boolean {
  const unknown = text.split('\ufffd').length - 1;
  return unknown > 20 && unknown * 4 > text.length;
}

/** Skips the data of an inline picture. */
function skipInline(content: string, reader: ValueReader): void {
  const end = /[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ])/g;
  end.lastIndex = reader.position;
  reader.position = end.exec(content) === null ? content.length : end.lastIndex;
}
