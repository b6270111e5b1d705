import { LANGUAGES } from './catalogues.ts';
import type { StoredMessage } from './messages.ts';
import { createRenderer } from './renderer.ts';

const RENDERERS = Object.entries(LANGUAGES).map(
  ([language, texts]) => [language, createRenderer(texts, language)] as const,
);

/**
 * A text of a declaration in all languages but English, by language tag: the first of `ids` that a language has. English
 * is in the declaration itself; a language without the text is left out.
 */
export function translations(
  ids: readonly string[],
  params: StoredMessage['params'] = {},
): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [language, render] of RENDERERS) {
    const text = ids.map((code) => render({ code, params })).find((found) => found !== null);
    if (text !== undefined && text !== null) texts[language] = text;
  }
  return texts;
}
