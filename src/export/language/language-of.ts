import { LANGUAGE_TAGS } from '../../locales/language-tags.ts';

/** The language of exports for a language tag like `de-AT`; undefined if there is none. */
export function languageOf(tag: string): string | undefined {
  const wanted = tag.toLowerCase().replaceAll('_', '-');
  return LANGUAGE_TAGS.find((each) => wanted === each.toLowerCase() || wanted.startsWith(`${each.toLowerCase()}-`));
}
