import { preferences } from '../preferences/preferences.ts';
import { languageOf } from './languages.ts';
import type { Language } from './texts.ts';

/**
 * The language of the texts: the chosen one, otherwise the first of the browser's with a catalogue, otherwise English.
 */
export function currentLanguage(): Language {
  const { language } = preferences();
  if (language !== 'system') return language;
  return navigator.languages.map(languageOf).find((known) => known !== undefined) ?? 'en';
}

/** The locale of numbers, dates and sorting: the browser's variant of the language if it has one (`en-GB`). */
export function currentLocale(): string {
  const language = currentLanguage();
  return navigator.languages.find((tag) => languageOf(tag) === language) ?? language;
}

/** Caches a value that depends on the locale until the locale changes. Creating Intl objects is slow. */
export function perLocale<T>(make: (locale: string) => T): () => T {
  let locale = '';
  let made: T | undefined;
  return () => {
    const now = currentLocale();
    if (made === undefined || now !== locale) {
      locale = now;
      made = make(now);
    }
    return made;
  };
}
