import { FOLD_RULES } from '../../../model/fold.ts';
import { textContents } from '../../attachments.ts';
import type { Words } from '../../language/words.ts';
import type { ExportFile } from '../../types.ts';
import { keepsakePage, SEARCH_PATH, type SectionLink } from '../page.ts';
import { DIGITS } from './postings.ts';
import { SEARCH_FOLDER } from './search-index.ts';
import { SEARCH_SCRIPT } from './search-script.ts';
import { MAX_WORD, PARTS } from './words.ts';

/** The script with the rules by which the index was made, so that both tell words apart alike. */
export function searchScript(texts: Words): string {
  const { search } = texts.text.keepsake;
  const rules = JSON.stringify({ ...FOLD_RULES, parts: PARTS, maxWord: MAX_WORD, base: DIGITS });
  const words = JSON.stringify({ ...search, many: search.many({ count: '{n}' }) });
  return `'use strict';\n{\nconst RULES=${rules};\nconst WORDS=${words};\n${SEARCH_SCRIPT}}\n`;
}

/** The search page and its script. */
export function* searchPage(sections: readonly SectionLink[], words: Words): Generator<ExportFile, void, undefined> {
  const { title, everywhere, where, more, hint, noScript } = words.text.keepsake.search;
  const script = `${SEARCH_FOLDER}/search.js`;
  const body = [
    `<h1>${title}</h1>`,
    `<noscript><p>${noScript}</p></noscript>`,
    '<form id="form" role="search" hidden>',
    `<input id="q" type="search" aria-label="${title}" autocomplete="off" spellcheck="false">`,
    `<select id="where" aria-label="${where}"><option value="">${everywhere}</option></select>`,
    '</form>',
    `<p id="status" class="p" role="status">${hint}</p>`,
    '<ol id="results" class="l"></ol>',
    `<button id="more" type="button" hidden>${more}</button>`,
  ].join('\n');
  const page = keepsakePage({ title, words, path: SEARCH_PATH, sections, body, scripts: [script] });
  yield { path: SEARCH_PATH, modifiedAt: null, compress: true, contents: textContents(page) };
  yield { path: script, modifiedAt: null, compress: true, isSame: true, contents: textContents(searchScript(words)) };
}
