import type { NoteBlock, NoteDocument, NoteParagraph, NoteSpan, NoteTable } from '../document.ts';
import { escapeHtml } from './escape-html.ts';
import { isListItem } from './lists.ts';
import {
  findAttachment,
  hrefOf,
  type RenderedAttachment,
  type RenderOptions,
  spokenWords,
  UNNAMED_ATTACHMENT,
} from './options.ts';

const HEADINGS: Readonly<Record<string, string>> = { title: 'h1', heading: 'h2', subheading: 'h3' };

const COLOR = /^#[0-9a-f]{6}$/;

/**
 * Renders a document as an HTML fragment. All note content is escaped, links may only use web, mail and telephone
 * schemes, and there are no scripts and no resources except those given by `options`.
 */
export function renderHtml(document: NoteDocument, options: RenderOptions = {}): string {
  const writer = new HtmlWriter(options);
  for (const block of document.blocks) writer.add(block);
  return writer.finish();
}

/** Writes blocks in sequence and tracks the open elements. */
class HtmlWriter {
  readonly #options: RenderOptions;
  readonly #out: string[] = [];
  /** Open lists, outermost first; each has an open item. */
  readonly #lists: { readonly tag: string; readonly style: string; readonly indent: number }[] = [];
  #inQuote = false;
  #inPre = false;

  constructor(options: RenderOptions) {
    this.#options = options;
  }

  add(block: NoteBlock): void {
    const isQuote = block.kind === 'paragraph' && block.quote === true;
    const isPre = block.kind === 'paragraph' && block.style === 'monospaced';
    if (isQuote !== this.#inQuote || !isListItem(block)) this.#closeLists(-1);
    if (this.#inPre && (!isPre || isQuote !== this.#inQuote)) this.#closePre();
    if (isQuote !== this.#inQuote) {
      this.#out.push(isQuote ? '<blockquote>' : '</blockquote>');
      this.#inQuote = isQuote;
    }
    if (block.kind === 'table') this.#out.push(tableHtml(block, this.#options));
    else if (isPre) this.#addPre(block);
    else if (isListItem(block)) this.#addItem(block);
    else this.#addParagraph(block);
  }

  finish(): string {
    this.#closeLists(-1);
    if (this.#inPre) this.#closePre();
    if (this.#inQuote) this.#out.push('</blockquote>');
    return this.#out.join('');
  }

  #addPre(paragraph: NoteParagraph): void {
    this.#out.push(this.#inPre ? '\n' : '<pre dir="auto">', spansHtml(paragraph, this.#options));
    this.#inPre = true;
  }

  #closePre(): void {
    this.#out.push('</pre>');
    this.#inPre = false;
  }

  #addParagraph(paragraph: NoteParagraph): void {
    const tag = HEADINGS[paragraph.style] ?? 'p';
    const content = spansHtml(paragraph, this.#options);
    this.#out.push(`<${tag} dir="auto"${styleOf(paragraph)}>${content === '' ? '<br>' : content}</${tag}>`);
  }

  #addItem(paragraph: NoteParagraph): void {
    const indent = paragraph.indent ?? 0;
    const { style } = paragraph;
    this.#closeLists(indent);
    const top = this.#lists.at(-1);
    if (top?.indent === indent && top.style !== style) this.#closeLists(indent - 1);
    if (this.#lists.at(-1)?.indent === indent) {
      this.#out.push('</li>');
    } else {
      const tag = style === 'numbered' ? 'ol' : 'ul';
      const start = style === 'numbered' && paragraph.start !== undefined ? ` start="${paragraph.start}"` : '';
      this.#out.push(style === 'numbered' || style === 'bulleted' ? `<${tag}${start}>` : `<${tag} class="${style}">`);
      this.#lists.push({ tag, style, indent });
    }
    const box =
      style === 'checklist' ? `<input type="checkbox" disabled${paragraph.done === true ? ' checked' : ''}> ` : '';
    this.#out.push(`<li dir="auto"${styleOf(paragraph, false)}>`, box, spansHtml(paragraph, this.#options));
  }

  /** Closes the lists that are deeper than `indent`. */
  #closeLists(indent: number): void {
    for (let top = this.#lists.at(-1); top !== undefined && top.indent > indent; top = this.#lists.at(-1)) {
      this.#out.push(`</li></${top.tag}>`);
      this.#lists.pop();
    }
  }
}

function styleOf({ alignment, indent }: NoteParagraph, indented = true): string {
  const declarations = [
    alignment === undefined ? '' : `text-align:${alignment === 'justified' ? 'justify' : alignment}`,
    indented && indent !== undefined ? `margin-inline-start:${indent * 2}em` : '',
  ].filter((declaration) => declaration !== '');
  return declarations.length === 0 ? '' : ` style="${declarations.join(';')}"`;
}

function spansHtml(paragraph: NoteParagraph, options: RenderOptions): string {
  return paragraph.spans.map((span) => spanHtml(span, options)).join('');
}

function spanHtml(span: NoteSpan, options: RenderOptions): string {
  let html = contentHtml(span, options);
  if (span.baseline !== undefined) html = wrap(span.baseline === 'super' ? 'sup' : 'sub', html);
  if (span.strike === true) html = wrap('s', html);
  if (span.underline === true) html = wrap('u', html);
  if (span.italic === true) html = wrap('i', html);
  if (span.bold === true) html = wrap('b', html);
  if (span.color !== undefined && COLOR.test(span.color)) html = `<span style="color:${span.color}">${html}</span>`;
  if (span.highlight !== undefined) html = `<mark class="${escapeHtml(span.highlight)}">${html}</mark>`;
  const link = hrefOf(span, options);
  return link === null ? html : `<a href="${escapeHtml(link)}" rel="noopener noreferrer nofollow">${html}</a>`;
}

function wrap(tag: string, html: string): string {
  return `<${tag}>${html}</${tag}>`;
}

function contentHtml({ text, attachment }: NoteSpan, options: RenderOptions): string {
  if (attachment === undefined) return escapeHtml(text).replaceAll('\n', '<br>');
  if (attachment.inline !== undefined)
    return `<span class="${escapeHtml(attachment.inline)}">${escapeHtml(text)}</span>`;
  const found = findAttachment(attachment, options);
  const said = spokenWords(found);
  const spoken = said === null ? '' : `<br><span class="said">${escapeHtml(said).replaceAll('\n', '<br>')}</span>`;
  return (found.pages ?? [found]).map((page) => attachmentHtml(page, text)).join('') + spoken;
}

function attachmentHtml({ href, name, isImage, playable }: RenderedAttachment, text: string): string {
  const label = escapeHtml(name ?? (text === '' ? UNNAMED_ATTACHMENT : text));
  if (href === null) return `<span class="attachment">${label}</span>`;
  if (playable !== undefined) {
    const source = escapeHtml(playable.href);
    const link = `<a class="attachment" href="${escapeHtml(href)}" rel="noopener noreferrer nofollow">`;
    if (playable.kind === 'image') return `${link}<img src="${source}" alt="${label}"></a>`;
    if (playable.kind === 'video' && href !== playable.href) {
      // The original, which some browsers play, where the copy could not be made.
      const sources = `<source src="${source}" type="video/mp4"><source src="${escapeHtml(href)}">`;
      return `<video controls preload="none">${sources}</video>${link}${label}</a>`;
    }
    return `<${playable.kind} src="${source}" controls preload="none"></${playable.kind}>${link}${label}</a>`;
  }
  return isImage
    ? `<img src="${escapeHtml(href)}" alt="${label}">`
    : `<a class="attachment" href="${escapeHtml(href)}" rel="noopener noreferrer nofollow">${label}</a>`;
}

function tableHtml({ rows, rightToLeft }: NoteTable, options: RenderOptions): string {
  const body = rows
    .map((row) => `<tr>${row.map((cell) => `<td dir="auto">${cellHtml(cell, options)}</td>`).join('')}</tr>`)
    .join('');
  return `<table${rightToLeft === true ? ' dir="rtl"' : ''}><tbody>${body}</tbody></table>`;
}

function cellHtml(cell: readonly NoteParagraph[], options: RenderOptions): string {
  const [only] = cell;
  return cell.length === 1 && only?.style === 'body' ? spansHtml(only, options) : renderHtml({ blocks: cell }, options);
}
