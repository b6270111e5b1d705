import { f } from './fields.ts';
import { sqlite } from './stores.ts';

/** Browsers that are made of Chromium: Chrome, Edge and Brave. */
export const CHROMIUM = [
  'AppDomain-com.google.chrome.ios',
  'AppDomain-com.microsoft.msedge',
  'AppDomain-com.brave.ios.browser',
] as const;

/** The field that says which of them a row is from. */
export const BROWSER = f.text('@app', 'Bundle id of the browser.');

/** A file of the profile of each of these browsers. */
export function inProfile(name: string): readonly string[] {
  return ['Google/Chrome/Default', 'Microsoft/Edge/Default', 'Microsoft/Edge/Default-AAD', 'Chromium/Default'].map(
    (folder) => `Library/Application Support/${folder}/${name}`,
  );
}

/** A database of the profile of each of these browsers. */
export const chromiumStore = (name: string) => sqlite(CHROMIUM, inProfile(name));
