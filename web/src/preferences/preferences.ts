import type { Area } from '../../../src/contract/kinds.ts';
import { LANGUAGES } from '../i18n/languages.ts';
import type { Language } from '../i18n/texts.ts';
import { createStore, useStore } from '../store.ts';

/** Theme preference. */
export type Theme = 'system' | 'light' | 'dark';

/** User preferences. Not secret; stored in the browser. */
export interface Preferences {
  readonly theme: Theme;
  /** A language with a catalogue, or `system` for the browser's. */
  readonly language: Language;
  /** Time zone for display: the phone's, the browser's, UTC, or an IANA name. */
  readonly zone: string;
  /** Whether photos lie on the day of the camera's zone, or on that of `zone`. */
  readonly photoZone: 'camera' | 'display';
  readonly sidebar: 'open' | 'closed';
  /** Areas of the sidebar that are expanded. */
  readonly openAreas: readonly Area[];
}

/** Key in localStorage, also read by `public/assets/theme-1.js`. */
const KEY = 'apple-juicer';

const DEFAULTS: Preferences = {
  theme: 'system',
  language: 'system',
  zone: 'browser',
  photoZone: 'camera',
  sidebar: 'open',
  openAreas: [],
};

const store = createStore<Preferences>(read());

// Changed in another tab.
window.addEventListener('storage', ({ key }) => {
  if (key === KEY) store.set(read());
});
store.subscribe(applyTheme);
applyTheme();

/** The preferences, outside of React. */
export function preferences(): Preferences {
  return store.get();
}

/** The preferences as React state. */
export function usePreferences(): Preferences {
  return useStore(store);
}

/** Changes preferences and stores them. */
export function setPreferences(change: Partial<Preferences>): void {
  const next = { ...store.get(), ...change };
  store.set(next);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is blocked or full: preferences last until the page is closed.
  }
}

/** Reads stored preferences; invalid values are ignored. */
function read(): Preferences {
  let stored: Partial<Record<keyof Preferences, unknown>> = {};
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof parsed === 'object' && parsed !== null) stored = parsed;
  } catch {
    return DEFAULTS;
  }
  const { theme, language, zone, photoZone, sidebar, openAreas } = stored;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : DEFAULTS.theme,
    language: LANGUAGES.find((known) => known === language) ?? DEFAULTS.language,
    zone: typeof zone === 'string' ? zone : DEFAULTS.zone,
    photoZone: photoZone === 'display' ? photoZone : DEFAULTS.photoZone,
    sidebar: sidebar === 'closed' ? sidebar : DEFAULTS.sidebar,
    // Unknown areas have no effect.
    openAreas: Array.isArray(openAreas) ? (openAreas as Area[]) : DEFAULTS.openAreas,
  };
}

function applyTheme(): void {
  const { theme } = store.get();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
