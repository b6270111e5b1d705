import type { NoteDocument, NoteParagraph, NoteTable } from '../document.ts';
import { Lists } from './lists.ts';
import { findAttachment, type RenderOptions } from './options.ts';

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

function textOf(paragraph: NoteParagraph, options: RenderOptions): string {
  return paragraph.spans
    .map(({ text, attachment }) => {
      if (attachment === undefined || text !== '') return text;
      const found = findAttachment(attachment, options);
      return (found.pages ?? [found]).map(({ name }) => (name === null ? '' : `[${name}]`)).join('');
    })
    .join('');
}

function* tableLines({ rows }: NoteTable, options: RenderOptions): Generator<string> {
  for (const row of rows) {
    yield row.map((cell) => cell.map((paragraph) => textOf(paragraph, options)).join(' ')).join('\t');
  }
}
