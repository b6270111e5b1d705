import type { NoteDocument, NoteParagraph, NoteSpan, NoteTable } from '../document.ts';
import { Lists } from './lists.ts';
import { findAttachment, type RenderOptions, safeLink, spokenWords } from './options.ts';

/**
 * Renders a document as plain text: one line per paragraph, table cells separated by tabs. Trailing empty lines are
 * removed.
 */
export function renderText(document: NoteDocument, options: RenderOptions = {}): string {
  const lists = new Lists();
  const lines: string[] = [];
  for (const block of document.blocks) {
    const { number } = lists.next(block);
    if (block.kind === 'table') lines.push(...tableLines(block, options));
    else lines.push('  '.repeat(block.indent ?? 0) + marker(block, number) + textOf(block, options));
  }
  return lines.join('\n').trimEnd();
}

function marker({ style, done, quote }: NoteParagraph, number: number | null): string {
  if (number !== null) return `${number}. `;
  if (style === 'checklist') return done === true ? '☑ ' : '☐ ';
  if (style === 'bulleted') return '• ';
  if (style === 'dashed') return '– ';
  return quote === true ? '> ' : '';
}

function textOf({ spans }: NoteParagraph, options: RenderOptions): string {
  let text = '';
  // Words with one link can be several spans, as some of them are bold.
  let linked = '';
  for (const [index, span] of spans.entries()) {
    text += spanText(span, options);
    linked += span.text;
    if (spans[index + 1]?.link === span.link) continue;
    if (options.hasAddresses === true) text = withAddress(text, linked, safeLink(span.link));
    linked = '';
  }
  return text;
}

function spanText({ text, attachment }: NoteSpan, options: RenderOptions): string {
  if (attachment === undefined || text !== '') return text;
  const found = findAttachment(attachment, options);
  const names = (found.pages ?? [found])
    .map(({ name, href }) => {
      if (name === null) return '';
      return `[${options.hasAddresses === true ? withAddress(name, name, safeLink(href ?? undefined)) : name}]`;
    })
    .join('');
  return [names, spokenWords(found)].filter((part) => part !== null && part !== '').join('\n');
}

/** A text and behind it the address that its end `words` lead to, unless they are that address. */
function withAddress(text: string, words: string, address: string | null): string {
  if (address === null || words.includes(address.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '').replace(/\/$/, '')))
    return text;
  const end = text.trimEnd();
  return `${end} <${address}>${text.slice(end.length)}`;
}

function* tableLines({ rows }: NoteTable, options: RenderOptions): Generator<string> {
  for (const row of rows) {
    yield row.map((cell) => cell.map((paragraph) => textOf(paragraph, options)).join(' ')).join('\t');
  }
}
