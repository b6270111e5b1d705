import { defineRecords, f, from, sqlite } from '../kit/records/index.ts';

const DOMAINS = ['HomeDomain', 'AppDomainGroup-group.com.apple.reminders'];
/** Dates before 2010 are placeholders. */
const CREATED = from(['ZCREATIONDATE'], (date) => (Number(date) < 283_996_800 ? null : date));
const PRIORITY = {
  0: ['none', 'None'],
  1: ['high', 'High'],
  5: ['medium', 'Medium'],
  9: ['low', 'Low'],
} as const;

/** To-dos of all accounts, those that are done and those that were deleted too. */
export const reminders = defineRecords({
  id: 'reminders',
  area: 'documents',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no reminders: up to iOS 12 they are in the calendar.',
  seenOn: ['schemas of iOS 13 to 17 (synthetic)'],
  store: sqlite(DOMAINS, ['Library/Reminders/Container_v1/Stores/Data-*.sqlite', 'Container_v1/Stores/Data-*.sqlite']),
  table: 'reminders',
  name: ['Reminder', 'Reminders'],
  icon: 'list-todo',
  privacy: 'P1',
  rows: ['ZREMCDREMINDER', 'ZREMCDOBJECT'],
  // Up to iOS 15 lists are in the same table: only reminders can be completed. One that only has notes has no title.
  where: from(['ZCOMPLETED'], (isDone) => isDone !== null),
  join: { list: { table: 'ZREMCDBASELIST', on: 'ZLIST' }, container: { table: 'ZREMCDOBJECT', on: 'ZLIST' } },
  fields: {
    title: f.text(['ZTITLE1', 'ZTITLE'], 'What is to be done.'),
    notes: f.text(['ZNOTES1', 'ZNOTES'], 'Notes.'),
    list: f.text(['list.ZNAME', 'container.ZNAME2', 'container.ZNAME1'], 'List.'),
    dueAt: f.cocoaTime(['ZDISPLAYDATEDATE', 'ZDUEDATE'], 'When it is due.', { label: 'Due' }),
    isAllDay: f.flag('ZALLDAY', 'Due on a day, at no hour.'),
    isDone: f.flag('ZCOMPLETED', 'It was ticked.', { label: 'Done' }),
    doneAt: f.cocoaTime('ZCOMPLETIONDATE', 'When it was ticked.', { label: 'Completed' }),
    priority: f.code('ZPRIORITY', 'How important it is.', PRIORITY),
    createdAt: f.cocoaTime(CREATED, 'When it was made.'),
    isDeleted: f.flag('ZMARKEDFORDELETION', 'Recently deleted.', { label: 'Deleted' }),
  },
  show: { at: 'createdAt', title: ['title', 'notes'], text: ['notes', 'list'], order: '-createdAt' },
  example: {
    files: {
      'HomeDomain/Library/Reminders/Container_v1/Stores/Data-local.sqlite': {
        tables: {
          ZREMCDREMINDER: `
            Z_PK | ZTITLE               | ZNOTES         | ZLIST | ZDUEDATE  | ZALLDAY | ZCOMPLETED | ZCOMPLETIONDATE | ZPRIORITY | ZCREATIONDATE | ZMARKEDFORDELETION
            1    | Water the lemon tree | Not the leaves | 1     | 770882400 | 1       | 0          |                 | 1         | 770000000     | 0
            2    | Return the ladder    |                | 1     |           | 0       | 1          | 769500000       | 0         | 769000000     | 1`,
          ZREMCDBASELIST: [{ Z_PK: 1, ZNAME: 'Garden' }],
        },
      },
    },
    rows: `
      title                | notes          | list   | dueAt                | isDone | doneAt               | priority | isDeleted
      Water the lemon tree | Not the leaves | Garden | 2025-06-06T06:00:00Z | false  |                      | high     | false
      Return the ladder    |                | Garden |                      | true   | 2025-05-21T06:00:00Z | none     | true`,
  },
});
