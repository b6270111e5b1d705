/** An element of an XML document: what apps put into messages. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. */
  readonly text: string;
}

/** Limits for a document. Beyond them it is not read. */
const MAX_DEPTH = 40;
const MAX_ELEMENTS = 20_000;
const MAX_LENGTH = 4 * 1024 ** 2;

const NAME = /[A-Za-z_][\w.:-]*/y;
const ATTRIBUTE = /\s*([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const SPACE = /\s*/y;
const REFERENCE = /&(?:#(\d{1,7})|#[xX]([\dA-Fa-f]{1,6})|(lt|gt|amp|quot|apos));/g;
const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** An element that is still open. */
interface Open {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: XmlElement[];
  readonly texts: string[];
}

/**
 * Reads XML: elements, attributes, text, CDATA, character references and the five predefined entities. The result is a
 * root without a name that contains the elements of the document, of which apps write several. Null for what is not
 * well-formed, declares anything (so nothing expands) or is too large or too deep. Runs in linear time.
 */
export function readXml(xml: string): XmlElement | null {
  return xml.length > MAX_LENGTH ? null : new XmlReader(xml).read();
}

class XmlReader {
  readonly #xml: string;
  readonly #open: Open[] = [opened('', new Map())];
  #offset = 0;
  #elements = 0;

  constructor(xml: string) {
    this.#xml = xml;
  }

  read(): XmlElement | null {
    while (this.#offset < this.#xml.length) {
      const next = this.#xml.indexOf('<', this.#offset);
      const end = next === -1 ? this.#xml.length : next;
      if (end > this.#offset) this.#inner.texts.push(unescaped(this.#xml.slice(this.#offset, end)));
      this.#offset = end;
      if (next !== -1 && !this.#markup()) return null;
    }
    return this.#open.length === 1 ? closed(this.#inner) : null;
  }

  get #inner(): Open {
    return this.#open[this.#open.length - 1] as Open;
  }

  /** Reads from a `<`. False if it is not markup that is read. */
  #markup(): boolean {
    const xml = this.#xml;
    if (xml.startsWith('<![CDATA[', this.#offset)) return this.#until(']]>', 9, (text) => this.#inner.texts.push(text));
    if (xml.startsWith('<!--', this.#offset)) return this.#until('-->', 4);
    if (xml.startsWith('<?', this.#offset)) return this.#until('?>', 2);
    return xml.startsWith('</', this.#offset) ? this.#closing() : this.#opening();
  }

  #until(end: string, start: number, found?: (text: string) => void): boolean {
    const at = this.#xml.indexOf(end, this.#offset + start);
    if (at === -1) return false;
    found?.(this.#xml.slice(this.#offset + start, at));
    this.#offset = at + end.length;
    return true;
  }

  #closing(): boolean {
    const name = this.#match(NAME, this.#offset + 2)?.[0];
    const element = this.#open.length > 1 ? this.#open.pop() : undefined;
    if (name === undefined || element?.name !== name) return false;
    this.#match(SPACE, this.#offset);
    this.#inner.children.push(closed(element));
    return this.#skip('>');
  }

  #opening(): boolean {
    const name = this.#match(NAME, this.#offset + 1)?.[0];
    if (name === undefined || ++this.#elements > MAX_ELEMENTS || this.#open.length > MAX_DEPTH) return false;
    const element = opened(name, new Map());
    for (let found = this.#match(ATTRIBUTE, this.#offset); found !== null; ) {
      const [, key = '', quoted, apostrophed = ''] = found;
      element.attributes.set(key, unescaped(quoted ?? apostrophed));
      found = this.#match(ATTRIBUTE, this.#offset);
    }
    this.#match(SPACE, this.#offset);
    if (this.#skip('/>')) this.#inner.children.push(closed(element));
    else if (this.#skip('>')) this.#open.push(element);
    else return false;
    return true;
  }

  #match(pattern: RegExp, at: number): RegExpExecArray | null {
    pattern.lastIndex = at;
    const found = pattern.exec(this.#xml);
    if (found !== null) this.#offset = pattern.lastIndex;
    return found;
  }

  #skip(text: string): boolean {
    if (!this.#xml.startsWith(text, this.#offset)) return false;
    this.#offset += text.length;
    return true;
  }
}

function opened(name: string, attributes: Map<string, string>): Open {
  return { name, attributes, children: [], texts: [] };
}

function closed({ name, attributes, children, texts }: Open): XmlElement {
  return { name, attributes, children, text: texts.join('') };
}

/** References become characters; what is none stays as it is. */
function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (all, decimal?: string, hex?: string, entity?: string) => {
    if (entity !== undefined) return PREDEFINED[entity] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0x10_ff_ff ? all : String.fromCodePoint(code);
  });
}

/** The first element at a path of names below `element`: `appmsg/title`. */
export function xmlAt(element: XmlElement | null | undefined, path: string): XmlElement | null {
  let found: XmlElement | undefined = element ?? undefined;
  for (const name of path.split('/')) found = found?.children.find((child) => child.name === name);
  return found ?? null;
}

/** The trimmed text at a path; null if it is missing or empty. */
export function xmlText(element: XmlElement | null | undefined, path: string): string | null {
  const text = xmlAt(element, path)?.text.trim() ?? '';
  return text === '' ? null : text;
}
