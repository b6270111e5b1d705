import { INDEX_STYLE } from '../chats/chat-style.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { aboutHtml } from './about-html.ts';
import { escapeHtml, hrefOf, PAGE_END, pageStart } from './html.ts';

/** Name of the page that leads to the others. */
export const INDEX = 'index.html';

/** A page that an index links to. */
interface IndexedPage {
  readonly path: string;
  readonly title: string;
  /** Text below the title, such as the number of messages. */
  readonly line?: string;
}

/** A folder of an export, with the pages that an index links to. */
export interface IndexedFolder {
  readonly title: string;
  readonly pages: readonly IndexedPage[];
}

/** A page that leads to the pages of these folders. */
export function indexPage(
  { about, words }: Pick<ExportJob, 'about' | 'words'>,
  title: string,
  folders: readonly IndexedFolder[],
): ExportFile {
  async function* contents(): AsyncGenerator<string, void, undefined> {
    yield pageStart(title, INDEX_STYLE, { language: words.language, about });
    yield `<header><h1>${escapeHtml(title)}</h1>\n${aboutHtml(about, words)}</header>\n<main>\n`;
    for (const folder of folders) {
      const links = folder.pages.map(
        ({ path, title, line = '' }) =>
          `<li><a href="${hrefOf(path)}">${escapeHtml(title)}</a>` +
          `${line === '' ? '' : `<div class="p">${escapeHtml(line)}</div>`}</li>\n`,
      );
      yield `<h2>${escapeHtml(folder.title)}</h2>\n<ul>\n${links.join('')}</ul>\n`;
    }
    yield `</main>\n${PAGE_END}`;
  }
  return { path: INDEX, modifiedAt: null, compress: true, contents: contents() };
}
