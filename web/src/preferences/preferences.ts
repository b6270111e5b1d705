import type { Area } from '../../../src/contract/kinds.ts';
import { LANGUAGES } from '../i18n/languages.ts';
import type { Language } from '../i18n/texts.ts';
import { createStore, useStore } from '../store.ts';

/** Follow the system, or not. */
export type Theme = 'system' | 'light' | 'dark';

/** What a person likes: nothing secret, kept in the browser. */
export interface Preferences {
  readonly theme: Theme;
  /** A language with a catalogue, or `system` for the browser's. */
  readonly language: Language;
  /** In which zone times are shown: the phone's, the browser's, UTC, or an IANA name. */
  readonly zone: string;
  readonly sidebar: 'open' | 'closed';
  /** Areas of the sidebar whose kinds are listed. */
  readonly openAreas: readonly Area[];
}

/** Key in localStorage; `public/assets/theme-1.js` reads it too. */
const KEY = 'apple-juicer';

const DEFAULTS: Preferences = {
  theme: 'system',
  language: 'system',
  zone: 'browser',
  sidebar: 'open',
  openAreas: [],
};

const store = createStore<Preferences>(read());

// Another tab of ours changed them.
window.addEventListener('storage', ({ key }) => {
  if (key === KEY) store.set(read());
});
store.subscribe(applyTheme);
applyTheme();

/** The preferences outside of React. */
export function preferences(): Preferences {
  return store.get();
}

/** The preferences, and again when they change. */
export function usePreferences(): Preferences {
  return useStore(store);
}

/** Changes some of them, here and in the browser's memory. */
export function setPreferences(change: Partial<Preferences>): void {
  const next = { ...store.get(), ...change };
  store.set(next);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is blocked or full: they last until the page is closed.
  }
}

/** Anything may stand in storage: what does not fit counts as not set. */
function read(): Preferences {
  let stored: Partial<Record<keyof Preferences, unknown>> = {};
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof parsed === 'object' && parsed !== null) stored = parsed;
  } catch {
    return DEFAULTS;
  }
  const { theme, language, zone, sidebar, openAreas } = stored;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : DEFAULTS.theme,
    language: LANGUAGES.find((known) => known === language) ?? DEFAULTS.language,
    zone: typeof zone === 'string' ? zone : DEFAULTS.zone,
    sidebar: sidebar === 'closed' ? sidebar : DEFAULTS.sidebar,
    // Whatever is no area opens nothing.
    openAreas: Array.isArray(openAreas) ? (openAreas as Area[]) : DEFAULTS.openAreas,
  };
}

function applyTheme(): void {
  const { theme } = store.get();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
