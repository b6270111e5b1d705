import { createContext, type ReactNode, use, useContext, useEffect, useMemo } from 'react';
import { type Language, usePreferences } from '../preferences/preferences.ts';
import { en, type Texts } from './en/index.ts';
import { currentLanguage } from './locale.ts';

const TextContext = createContext<Texts>(en);

const loaded: Partial<Record<Language, Promise<Texts>>> = { en: Promise.resolve(en) };

/** English ships with the page; others are fetched when they are wanted. */
function load(language: Language): Promise<Texts> {
  loaded[language] ??= import('./de/index.ts').then(({ de }) => de);
  return loaded[language];
}

/** Fetches the texts of the chosen language, so that nothing of another one flashes up at the start. */
export function preloadTexts(): Promise<Texts> {
  return load(currentLanguage());
}

/** Gives everything below the texts of the chosen language. */
export function TextProvider({ children }: { readonly children: ReactNode }): ReactNode {
  usePreferences();
  const language = currentLanguage();
  const promise = useMemo(() => load(language), [language]);
  const texts = use(promise);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <TextContext value={texts}>{children}</TextContext>;
}

/** Every text the page shows, in the chosen language: `const t = useText()`, then `t.common.retry`. */
export function useText(): Texts {
  return useContext(TextContext);
}
