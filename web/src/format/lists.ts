import { currentLanguage, perLocale } from '../i18n/locale.ts';

// The English texts are British: no comma before “and”, independent of the locale of numbers.
const lists = perLocale((locale) => new Intl.ListFormat(currentLanguage() === 'en' ? 'en-GB' : locale));

/** `Anna, Ben and Carla` */
export function formatList(names: readonly string[]): string {
  return lists().format(names);
}
