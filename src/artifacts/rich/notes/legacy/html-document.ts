import type { NoteDocument, NoteParagraph, NoteSpan, ParagraphStyle } from '../../../../model/notes/document.ts';
import { type HtmlToken, htmlTokens } from './html-tokens.ts';

/** Format of text. */
type Look = Omit<NoteSpan, 'text' | 'attachment'>;

/** Maximum depth of open elements; deeper ones are ignored. */
const MAX_DEPTH = 256;
/** Maximum list indent, as in notes of the modern store. */
const MAX_INDENT = 64;

const LOOKS: Readonly<Record<string, Look>> = {
  b: { bold: true },
  strong: { bold: true },
  i: { italic: true },
  em: { italic: true },
  u: { underline: true },
  ins: { underline: true },
  s: { strike: true },
  strike: { strike: true },
  del: { strike: true },
  sup: { baseline: 'super' },
  sub: { baseline: 'sub' },
};

const BLOCKS = new Set(
  'address article blockquote body center dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tr ul'.split(
    ' ',
  ),
);

const STYLES: Readonly<Record<string, ParagraphStyle>> = {
  h1: 'title',
  h2: 'heading',
  h3: 'subheading',
  h4: 'subheading',
  h5: 'subheading',
  h6: 'subheading',
  pre: 'monospaced',
};

/** Finds key and type of the attachment that an address (`cid:` or other) refers to. */
export type AttachmentLookup = (source: string) => { readonly id: string; readonly uti: string | null } | null;

/**
 * Converts the HTML of a legacy note to a document with paragraphs, headings, lists, quotations, text formats and
 * links. Everything else, including scripts, is removed.
 */
export function readHtml(html: string, attachment: AttachmentLookup): NoteDocument {
  const reader = new HtmlReader(attachment);
  for (const token of htmlTokens(html)) reader.take(token);
  return { blocks: reader.finish() };
}

class HtmlReader {
  readonly #attachment: AttachmentLookup;
  readonly #paragraphs: NoteParagraph[] = [];
  /** Open elements; `look` is the format of text inside them. */
  readonly #open: { readonly name: string; readonly look: Look }[] = [];
  #spans: NoteSpan[] = [];
  #lastLook = '';
  /** True if a space is pending, which is written only if more text follows in the paragraph. */
  #space = false;
  /** True until the first paragraph of a list item, which has the marker. */
  #item = false;

  constructor(attachment: AttachmentLookup) {
    this.#attachment = attachment;
  }

  take(token: HtmlToken): void {
    if (token.kind === 'text') this.#addText(token.text);
    else if (token.kind === 'open') this.#start(token.name, token.attributes);
    else this.#end(token.name);
  }

  finish(): NoteParagraph[] {
    this.#flush(false);
    return this.#paragraphs;
  }

  #start(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 'br') return this.#flush(true);
    if (name === 'img' || name === 'object' || name === 'attachment') return this.#addAttachment(attributes);
    if (BLOCKS.has(name)) this.#flush(false);
    if (name === 'li') this.#item = true;
    if (name === 'td' || name === 'th') this.#addTab();
    if (name === 'hr' || this.#open.length >= MAX_DEPTH) return;
    const href = name === 'a' ? attributes.get('href') : undefined;
    this.#open.push({ name, look: { ...this.#look(), ...LOOKS[name], ...(href && { link: href }) } });
  }

  #end(name: string): void {
    if (BLOCKS.has(name)) this.#flush(false);
    const at = this.#open.findLastIndex((element) => element.name === name);
    if (at >= 0) this.#open.length = at;
  }

  #look(): Look {
    return this.#open.at(-1)?.look ?? {};
  }

  #addText(text: string): void {
    const isPre = this.#open.some(({ name }) => name === 'pre');
    if (isPre) {
      const lines = text.split(/\r\n?|\n/);
      for (const [index, line] of lines.entries()) {
        if (index > 0) this.#flush(true);
        if (line !== '') this.#push(line);
      }
      return;
    }
    // White space collapses to one space and is removed at the edges of a paragraph. A no-break space is text.
    const words = text.replace(/[ \t\r\n\f]+/g, ' ');
    const startsWithSpace = words.startsWith(' ');
    const trimmed = words.replace(/^ | $/g, '');
    if (trimmed === '') {
      this.#space ||= words !== '';
      return;
    }
    const isFirst = this.#spans.length === 0;
    this.#push((this.#space || startsWithSpace) && !isFirst ? ` ${trimmed}` : trimmed);
    this.#space = words.endsWith(' ');
  }

  #addTab(): void {
    if (this.#spans.length > 0) this.#push('\t');
    this.#space = false;
  }

  #addAttachment(attributes: ReadonlyMap<string, string>): void {
    const source = attributes.get('src') ?? attributes.get('data') ?? attributes.get('id');
    const attachment = source === undefined ? null : this.#attachment(source);
    if (attachment === null) return;
    this.#spans.push({ text: '', attachment });
    this.#lastLook = '';
  }

  #push(text: string): void {
    const look = this.#look();
    const key = JSON.stringify(look);
    const last = this.#spans.at(-1);
    if (last !== undefined && last.attachment === undefined && key === this.#lastLook)
      this.#spans[this.#spans.length - 1] = { ...last, text: last.text + text };
    else this.#spans.push({ text, ...look });
    this.#lastLook = key;
  }

  /** Ends the paragraph. @param force also if it is empty: a line break makes an empty line */
  #flush(force: boolean): void {
    if (this.#spans.length > 0 || force) {
      this.#paragraphs.push({ kind: 'paragraph', ...this.#format(), spans: this.#spans });
      this.#item = false;
    }
    this.#spans = [];
    this.#lastLook = '';
    this.#space = false;
  }

  #format(): Omit<NoteParagraph, 'kind' | 'spans'> {
    let style: ParagraphStyle = 'body';
    let list: ParagraphStyle | null = null;
    let depth = 0;
    let quote = false;
    for (const { name } of this.#open) {
      if (name === 'ul' || name === 'ol') {
        list = name === 'ul' ? 'bulleted' : 'numbered';
        depth++;
      }
      if (name === 'blockquote') quote = true;
      style = STYLES[name] ?? style;
    }
    const isItem = list !== null && this.#item;
    const indent = Math.min(list === null ? 0 : isItem ? depth - 1 : depth, MAX_INDENT);
    return {
      style: isItem && list !== null ? list : style,
      ...(indent > 0 && { indent }),
      ...(quote && { quote: true }),
    };
  }
}
