import { destination, escapeLineStart, escapeMarkdown } from '../../model/notes/render/markdown-text.ts';

const ADDRESS = /https?:\/\/[^\s<>\p{Cc}]+/giu;

/** Escapes a text for Markdown, with Obsidian's extensions; web addresses become links, and lines stay lines. */
export function markdownText(text: string): string {
  let markdown = '';
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const [address] = match;
    markdown += escaped(text.slice(at, match.index));
    markdown += URL.canParse(address) ? `<${address}>` : escaped(address);
    at = match.index + address.length;
  }
  return escapeLineStart(markdown + escaped(text.slice(at))).replace(/\r\n?|\n/g, '\\\n');
}

/** A text in one line, for headings and emphasis. */
export function markdownLine(text: string): string {
  return markdownText(text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim());
}

/** A link to a file of the export, or the picture itself. `up` leads to the root of the export. */
export function markdownFile(path: string, label: string, up: string): string {
  const isShown = /\.(?:jpe?g|png|gif|webp|avif|svg|bmp|mp4|mov|m4v|webm|m4a|mp3|wav|flac|ogg|3gp|pdf)$/i.test(path);
  return `${isShown ? '!' : ''}[${markdownLine(label)}](${destination(up + path)})`;
}

/** Obsidian reads `$` as mathematics, `%%` as a comment and `==` as a mark. */
function escaped(text: string): string {
  return escapeMarkdown(text.toWellFormed().replace(/(?![\t\n\r])\p{Cc}/gu, '\ufffd'))
    .replaceAll('$', '\\$')
    .replaceAll('%%', '%\\%')
    .replaceAll('==', '=\\=');
}
