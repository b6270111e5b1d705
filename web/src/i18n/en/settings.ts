import { plural } from '../plural.ts';

/** The screen Settings. */
export const settings = {
  title: 'Settings',
  appearance: {
    title: 'Appearance',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    language: 'Language',
    languages: { system: 'As the browser', en: 'English', de: 'Deutsch' },
  },
  zone: {
    title: 'Times',
    label: 'Time zone',
    hint: 'Every time shows its zone when you point at it.',
    browser: (zone: string) => `This computer (${zone})`,
    device: 'The phone of the backup',
    deviceHint: 'As the backup tells it while it is unlocked; else that of this computer.',
    utc: 'UTC',
    other: 'All zones',
    now: (time: string) => `It is ${time}.`,
  },
  sessions: {
    title: 'Sessions',
    intro: (minutes: number) =>
      plural('en', minutes, {
        one: 'An unlocked backup locks itself after # minute without use.',
        other: 'An unlocked backup locks itself after # minutes without use.',
      }),
    none: 'No encrypted backup is unlocked.',
    unlockedAt: 'Unlocked',
    unlockedElsewhere: 'Unlocked by another browser or program',
    lock: (name: string) => `Lock ${name}`,
    lockNow: 'Lock now',
    lockAll: 'Lock all',
    signOut: 'Sign this browser out',
    signOutHint: 'Needs a new one-time link or the API token to come back.',
  },
  data: {
    title: 'Where data lives',
    database: 'Database',
    databaseHint: 'The index: text that was read, in clear. Photos and files are never copied into it.',
    sandbox: 'Private copies',
    sandboxEmpty: 'Empty',
    sandboxHint: 'Large databases are copied here, readable for you alone, while they are read; removed afterwards.',
    folders: 'Folders of backups',
    foldersHint: 'Only read, never written.',
    defaultFolders: 'The usual folders of this system',
  },
  about: {
    title: 'About',
    version: 'Version',
    runtime: 'Runs on',
    licence: 'Licence',
    licenceName: 'Apache 2.0',
    offline: 'Everything stays on this computer: the page asks only its own server, and the server asks nobody.',
    api: 'Description of the API',
    shortcuts: 'Keyboard shortcuts',
  },
};
