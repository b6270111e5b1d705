import { plural } from '../plural.ts';

/** The screen Overview. */
export const overview = {
  subtitle: (device: string, ios: string) => `${device} · iOS ${ios}`,
  found: 'What is in it',
  notRead: {
    absent: 'Not in this backup',
    'needs-encrypted-backup': 'Only in encrypted backups',
    locked: 'Was locked',
    'unsupported-schema': 'Unknown layout',
    failed: 'Could not be read',
    empty: 'Empty',
  },
  everything: {
    title: 'Everything',
    text: (here: number, all: number) => `${here} of ${all} kinds`,
  },
  partial: (skipped: string) => `${skipped} left out`,
  activity: {
    title: 'Activity',
    text: 'Messages, calls, photos, notes and events of each day',
    year: 'Year',
    earlier: 'Earlier year',
    later: 'Later year',
    day: (day: string, count: number) => `${day}: ${plural('en', count, { one: '# record', other: '# records' })}`,
    nothing: (day: string) => `${day}: nothing`,
    less: 'Less',
    more: 'More',
    empty: 'Nothing that was read has a time.',
    inYear: (count: number, year: string) =>
      `${plural('en', count, { one: '# record', other: '# records' })} in ${year}`,
  },
  storage: {
    title: 'Storage',
    text: (files: string, size: string) => `${files}, ${size}`,
    tile: (name: string, size: string, files: string) => `${name}: ${size}, ${files}`,
    rest: 'Everything else',
    missing: 'It is counted when the backup is indexed again.',
    all: 'All files',
  },
  people: {
    title: 'Top people',
    text: 'With the most messages, calls and other records',
    empty: 'Nobody yet.',
  },
  newest: { title: 'Newest', text: 'The last that happened before the backup', all: 'Timeline', empty: 'Nothing yet.' },
  notIndexed: {
    title: 'Not indexed yet',
    text: 'Indexing reads messages, photos, notes and the rest of this backup once, so that they can be shown and searched. The files can be looked at without.',
    action: 'Index',
    files: 'Look at the files',
  },
  indexing: {
    title: 'Indexing …',
    text: 'What is read stands here as soon as it is done.',
    action: 'See the progress',
  },
};
