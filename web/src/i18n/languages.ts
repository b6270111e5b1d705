/// <reference types="vite/client" />
import type { Catalogue } from '../../../src/locales/renderer.ts';
import type { Language } from './texts.ts';

const LOADERS = new Map(
  Object.entries(
    import.meta.glob<Catalogue>(['../../../src/locales/*.json', '!../../../src/locales/en.json'], {
      import: 'default',
    }),
  ).map(([path, load]) => [path.slice(path.lastIndexOf('/') + 1, -'.json'.length), load]),
);

/** Every language with a catalogue. English ships with the page. */
export const LANGUAGES: readonly Language[] = ['en', ...LOADERS.keys()];

/** Loads the catalogue of a language; empty for English and for a language without one. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return (await LOADERS.get(language)?.()) ?? {};
}

/** The language of a browser's tag (`de-AT`); undefined if it has no catalogue. */
export function languageOf(tag: string): Language | undefined {
  const wanted = tag.toLowerCase();
  return LANGUAGES.find(
    (language) => wanted === language.toLowerCase() || wanted.startsWith(`${language.toLowerCase()}-`),
  );
}

/** Name of a language in that language: `Deutsch`. */
export function languageName(language: Language): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
