import type { NoteBlock, NoteDocument, NoteParagraph, NoteSpan, NoteTable } from '../document.ts';
import { isListItem, type ListPlace, Lists } from './lists.ts';
import { destination, escapeLineStart, escapeMarkdown } from './markdown-text.ts';
import {
  findAttachment,
  hrefOf,
  type RenderedAttachment,
  type RenderOptions,
  spokenWords,
  UNNAMED_ATTACHMENT,
} from './options.ts';

const HEADINGS: Readonly<Record<string, string>> = { title: '# ', heading: '## ', subheading: '### ' };

/** Wide enough for the text of an item below any marker, so that deeper items are nested. */
const INDENT = '    ';

/**
 * Renders a document as Markdown (CommonMark with GitHub's tables, task lists and strikethrough). Text that could be
 * read as markup is escaped. Underlining, which Markdown lacks, becomes `<u>`.
 */
export function renderMarkdown(document: NoteDocument, options: RenderOptions = {}): string {
  const lists = new Lists();
  const out: string[] = [];
  let previous: NoteBlock | null = null;
  for (const block of joinCode(document.blocks)) {
    const place = lists.next(block);
    if (block.kind === 'paragraph' && isBlank(block)) {
      previous = null;
      continue;
    }
    if (out.length > 0) out.push(previous !== null && belongTogether(previous, block) ? '\n' : '\n\n');
    out.push(blockMarkdown(block, place, options));
    previous = block;
  }
  return out.join('');
}

/** Consecutive lines of code form one code block. */
function* joinCode(blocks: readonly NoteBlock[]): Generator<NoteBlock> {
  let code: { readonly first: NoteParagraph; readonly spans: NoteSpan[] } | null = null;
  for (const block of blocks) {
    const isCode = block.kind === 'paragraph' && block.style === 'monospaced';
    if (isCode && code !== null && code.first.quote === block.quote) {
      code.spans.push({ text: '\n' }, ...block.spans);
      continue;
    }
    if (code !== null) yield { ...code.first, spans: code.spans };
    code = isCode ? { first: block, spans: [...block.spans] } : null;
    if (!isCode) yield block;
  }
  if (code !== null) yield { ...code.first, spans: code.spans };
}

function isBlank({ spans }: NoteParagraph): boolean {
  return spans.every(({ text, attachment }) => attachment === undefined && text.trim() === '');
}

/** List items follow each other directly; all other blocks are separated by an empty line. */
function belongTogether(previous: NoteBlock, block: NoteBlock): boolean {
  if (previous.kind === 'table' || block.kind === 'table') return false;
  return isListItem(previous) && isListItem(block) && previous.quote === block.quote;
}

function blockMarkdown(block: NoteBlock, { depth, number }: ListPlace, options: RenderOptions): string {
  if (block.kind === 'table') return tableMarkdown(block, options);
  const quote = block.quote === true ? '> ' : '';
  if (block.style === 'monospaced') return fenced(block, quote);
  const text = escapeLineStart(spansMarkdown(block.spans, options));
  const marker = isListItem(block) ? INDENT.repeat(depth) + listMarker(block, number) : (HEADINGS[block.style] ?? '');
  const below = isListItem(block) ? INDENT.repeat(depth + 1) : '';
  // A heading cannot contain a line break; elsewhere a backslash makes one.
  const lineBreak = HEADINGS[block.style] === undefined ? `\\\n${quote}${below}` : ' ';
  return quote + marker + text.replaceAll('\n', lineBreak);
}

function listMarker({ style, done }: NoteParagraph, number: number | null): string {
  if (number !== null) return `${number}. `;
  return style === 'checklist' ? `- [${done === true ? 'x' : ' '}] ` : '- ';
}

function fenced({ spans }: NoteParagraph, quote: string): string {
  const code = spans.map(({ text }) => text).join('');
  let fence = '```';
  while (code.includes(fence)) fence += '`';
  return [fence, ...code.split('\n'), fence].map((line) => quote + line).join('\n');
}

function spansMarkdown(spans: readonly NoteSpan[], options: RenderOptions): string {
  return spans.map((span) => spanMarkdown(span, options)).join('');
}

function spanMarkdown(span: NoteSpan, options: RenderOptions): string {
  if (span.attachment !== undefined && span.attachment.inline === undefined) return attachmentMarkdown(span, options);
  // Emphasis markers next to a space have no effect.
  const words = span.text.trim();
  if (words === '') return span.text;
  const start = span.text.length - span.text.trimStart().length;
  const [before, after] = [span.text.slice(0, start), span.text.slice(start + words.length)];
  let markdown = escapeMarkdown(words);
  if (span.baseline !== undefined) markdown = html(span.baseline === 'super' ? 'sup' : 'sub', markdown);
  if (span.strike === true) markdown = `~~${markdown}~~`;
  if (span.underline === true) markdown = html('u', markdown);
  if (span.italic === true) markdown = `*${markdown}*`;
  if (span.bold === true) markdown = `**${markdown}**`;
  const link = hrefOf(span, options);
  return before + (link === null ? markdown : `[${markdown}](${destination(link)})`) + after;
}

function html(tag: string, content: string): string {
  return `<${tag}>${content}</${tag}>`;
}

function attachmentMarkdown({ text, attachment }: NoteSpan, options: RenderOptions): string {
  if (attachment === undefined) return '';
  const found = findAttachment(attachment, options);
  const lines = spokenWords(found)?.split('\n') ?? [];
  const pages = (found.pages ?? [found]).map((page) => pageMarkdown(page, text)).join('');
  return [pages, ...lines.map(escapeMarkdown)].join('\n');
}

function pageMarkdown({ href, name, isImage }: RenderedAttachment, text: string): string {
  const label = escapeMarkdown((name ?? (text === '' ? UNNAMED_ATTACHMENT : text)).replaceAll('\n', ' '));
  if (href === null) return `\\[${label}\\]`;
  return `${isImage ? '!' : ''}[${label}](${destination(href)})`;
}

function tableMarkdown({ rows }: NoteTable, options: RenderOptions): string {
  const width = rows[0]?.length ?? 0;
  if (width === 0) return '';
  const lines = rows.map((row) => `| ${row.map((cell) => cellMarkdown(cell, options)).join(' | ')} |`);
  // Markdown tables require a header, so the first row becomes one.
  lines.splice(1, 0, `|${' --- |'.repeat(width)}`);
  return lines.join('\n');
}

function cellMarkdown(cell: readonly NoteParagraph[], options: RenderOptions): string {
  return cell.map(({ spans }) => spansMarkdown(spans, options).replaceAll('\n', '<br>')).join('<br>');
}
