import { plural } from '../plural.ts';

/** The screen Timeline. */
export const timeline = {
  title: 'Timeline',
  list: 'Everything by time',
  types: 'Types',
  allTypes: 'Everything',
  someTypes: (count: number) => plural('en', count, { one: '# type', other: '# types' }),
  backup: 'Backup',
  allBackups: 'All backups',
  scrubber: 'Month',
  jump: 'Go to month',
  month: (name: string, count: number) => `${name}: ${plural('en', count, { one: '# record', other: '# records' })}`,
  undated: (count: number) =>
    plural('en', count, {
      one: '# record has no time and is not here.',
      other: '# records have no time and are not here.',
    }),
  empty: {
    title: 'Nothing here',
    text: 'Nothing that was indexed has a time and passes the filters.',
    clear: 'Show everything',
    ledger: 'See what was read',
  },
  notIndexed: {
    title: 'Nothing has been indexed yet',
    text: 'Once a backup is indexed, everything in it stands here in the order in which it happened.',
    action: 'Go to backups',
  },
  keys: { next: 'Earlier', previous: 'Later', olderMonth: 'A month back', newerMonth: 'A month on' },
};
