import { plural } from '../plural.ts';

/** The screen Everything in this backup. */
export const everything = {
  title: 'Everything in this backup',
  subtitle: (kinds: number, records: string) =>
    `${plural('en', kinds, { one: '# kind of entry', other: '# kinds of entries' })}, ${records} in all`,
  find: 'Find a kind',
  clear: 'Clear',
  show: 'Show',
  shown: { all: 'All kinds', here: 'In this backup', missing: 'Not in this backup' },
};
