import { createContext, type ReactNode, use, useContext, useEffect } from 'react';
import { type Language, usePreferences } from '../preferences/preferences.ts';
import { en, type Texts } from './en/index.ts';
import { currentLanguage } from './locale.ts';

const TextContext = createContext<Texts>(en);

/** What is here already: never waited for, as React shows what was waited for a third of a second later. */
const loaded: Partial<Record<Language, Texts>> = { en };
const loading: Partial<Record<Language, Promise<Texts>>> = {};

/** English ships with the page; others are fetched when they are wanted. */
function load(language: Language): Promise<Texts> {
  loading[language] ??= import('./de/index.ts').then(({ de }) => (loaded[language] = de));
  return loading[language];
}

/** Fetches the texts of the chosen language, so that nothing of another one flashes up at the start. */
export async function preloadTexts(): Promise<void> {
  const language = currentLanguage();
  if (loaded[language] === undefined) await load(language);
}

/** Gives everything below the texts of the chosen language. */
export function TextProvider({ children }: { readonly children: ReactNode }): ReactNode {
  usePreferences();
  const language = currentLanguage();
  const texts = loaded[language] ?? use(load(language));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <TextContext value={texts}>{children}</TextContext>;
}

/** Every text the page shows, in the chosen language: `const t = useText()`, then `t.common.retry`. */
export function useText(): Texts {
  return useContext(TextContext);
}
