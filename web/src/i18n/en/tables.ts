import { plural } from '../plural.ts';

/** The screen Tables. */
export const tables = {
  title: 'Tables',
  pick: 'Pick a table',
  pickText: 'Everything that was read of this backup, row by row: sorted, filtered, exported, each with its source.',
  none: 'No rows',
  rows: (count: number) => plural('en', count, { one: '# row', other: '# rows' }),
  notRead: 'not read yet',
  withoutRows: (count: number) =>
    plural('en', count, { one: '# source without rows', other: '# sources without rows' }),
  columns: 'Columns',
  filter: 'Filter',
  filterColumn: 'Column to filter by',
  noFilter: 'No filter',
  contains: 'contains',
  equals: 'is exactly',
  is: 'is',
  either: 'either',
  from: 'From',
  to: 'To',
  clear: 'Clear',
  lookingFurther: 'Looking through the rest of the table …',
  nothingFound: 'No row fits this filter.',
  row: 'Row',
  nextRow: 'Next row',
  previousRow: 'Previous row',
  cut: 'longer than shown here',
  emptyValues: (count: number) =>
    plural('en', count, { one: '# column without a value', other: '# columns without a value' }),
  copyRow: 'Copy the row as JSON',
  openFile: 'Open in Files',
  openPerson: 'Open the person',
};
