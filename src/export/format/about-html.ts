import { aboutFacts, sourceLines } from '../about.ts';
import type { Words } from '../language/words.ts';
import type { About } from '../types.ts';
import { escapeHtml } from './html.ts';

/** What an export is, at the head of its HTML pages: open, because it says whether it is complete. */
export function aboutHtml(
  about: About,
  words: Words,
  { title = words.text.about.title }: { readonly title?: string } = {},
): string {
  return `<details open><summary>${escapeHtml(title)}</summary>${linesHtml(aboutFacts(about))}${sourcesHtml(about, words)}</details>`;
}

/** The source files with their digests, folded on the screen and on paper: thirty of them would fill the first page. */
export function sourcesHtml(about: Pick<About, 'sources' | 'plan' | 'unlistedSources'>, { text }: Words): string {
  const lines = sourceLines(about);
  if (lines.length === 0) return '';
  return `<details><summary>${escapeHtml(text.pdf.readFrom)}</summary>${linesHtml(lines)}</details>`;
}

function linesHtml(lines: readonly string[]): string {
  return lines.map(escapeHtml).join('<br>');
}
