import { createContext, type ReactNode, use, useContext, useEffect } from 'react';
import { page as english } from '../../../src/locales/en.json';
import type { Catalogue } from '../../../src/locales/renderer.ts';
import { usePreferences } from '../preferences/preferences.ts';
import { loadCatalogue } from './languages.ts';
import { currentLanguage, currentLocale } from './locale.ts';
import { createTexts, type Language, type Texts } from './texts.ts';

/** Loaded catalogues. They are not awaited, because React delays awaited content by a third of a second. */
const loaded = new Map<Language, Catalogue>([['en', { page: english }]]);
const loading = new Map<Language, Promise<Catalogue>>();

function load(language: Language): Promise<Catalogue> {
  const known = loading.get(language);
  if (known !== undefined) return known;
  const catalogue = loadCatalogue(language).then((texts) => {
    loaded.set(language, texts);
    return texts;
  });
  loading.set(language, catalogue);
  return catalogue;
}

const made = new Map<string, Texts>();

function textsOf(language: Language, catalogue: Catalogue): Texts {
  const locale = currentLocale();
  const texts = made.get(locale) ?? createTexts(english, { language, locale, catalogue });
  made.set(locale, texts);
  return texts;
}

const TextContext = createContext<Texts | null>(null);

/** Loads the texts of the chosen language before the first render, so that no other language is shown. */
export async function preloadTexts(): Promise<void> {
  const language = currentLanguage();
  if (!loaded.has(language)) await load(language);
}

/** Provides the texts of the chosen language. */
export function TextProvider({ children }: { readonly children: ReactNode }): ReactNode {
  usePreferences();
  const language = currentLanguage();
  const texts = textsOf(language, loaded.get(language) ?? use(load(language)));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <TextContext value={texts}>{children}</TextContext>;
}

/** All texts of the page in the chosen language: `t.common.retry`, `t.chat.list.messages({ count })`. */
export function useText(): Texts {
  const texts = useContext(TextContext);
  if (texts === null) throw new Error('Texts are shown below a TextProvider only.');
  return texts;
}
