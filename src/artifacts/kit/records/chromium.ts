import { sqlite } from './stores.ts';

/** Browsers that are made of Chromium: Chrome, Edge and Brave. */
export const CHROMIUM = [
  'AppDomain-com.google.chrome.ios',
  'AppDomain-com.microsoft.msedge',
  'AppDomain-com.brave.ios.browser',
] as const;

/** A file of the profile of each of these browsers. */
export function inProfile(name: string): readonly string[] {
  return ['Google/Chrome/Default', 'Microsoft/Edge/Default', 'Microsoft/Edge/Default-AAD', 'Chromium/Default'].map(
    (folder) => `Library/Application Support/${folder}/${name}`,
  );
}

/** A database of the profile of each of these browsers. */
export const chromiumStore = (name: string) => sqlite(CHROMIUM, inProfile(name));
