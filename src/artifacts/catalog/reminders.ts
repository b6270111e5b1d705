import { fromAppleSeconds } from '../../formats/apple-time.ts';
import { MONTH_WORDS, POSITION_WORDS, WEEKDAY_WORDS } from '../kit/calendar-days.ts';
import { calendarTitle } from '../kit/calendar-title.ts';
import type { RowsIn } from '../kit/records/declaration.ts';
import { defineRecords, f, from, lookup, sqlite, textOf } from '../kit/records/index.ts';
import { asList } from '../kit/records/value.ts';
import {
  EARLY_BY,
  EARLY_UNIT,
  MESSAGING,
  REPEAT_DATES,
  REPEAT_MONTHS,
  REPEAT_POSITIONS,
  REPEATS_ON,
} from '../kit/reminder-details.ts';
import { REMINDER_SECTIONS } from '../kit/reminder-sections.ts';

const DOMAINS = ['HomeDomain', 'AppDomainGroup-group.com.apple.reminders'];
/** Dates before 2010 are placeholders. */
const CREATED = from(['ZCREATIONDATE'], (date) => (Number(date) < 283_996_800 ? null : date));
/** The phone writes 1, 5 and 9. Calendars of others have more steps, which it shows as these. */
const priorityOf = (column: string) =>
  from([column], (value) => {
    const step = typeof value === 'number' ? value : 0;
    return step < 1 || step > 9 ? value : step < 5 ? 1 : step === 5 ? 5 : 9;
  });
const PRIORITY = {
  0: ['none', 'None'],
  1: ['high', 'High'],
  5: ['medium', 'Medium'],
  9: ['low', 'Low'],
} as const;

/** Ends of rules that are none: the smallest 32-bit integer, and the distant future. */
const [NEVER, DISTANT_FUTURE] = [-2_147_483_648, 63_000_000_000];

const REPEATS = {
  0: ['daily', 'Daily'],
  1: ['weekly', 'Weekly'],
  2: ['monthly', 'Monthly'],
  3: ['yearly', 'Yearly'],
  4: ['hourly', 'Hourly'],
} as const;

/** The zone of what has none, in the calendar. */
const NO_ZONE = '_float';
/**
 * A due date without a time zone is stored as if clocks showed UTC: midnight of a day, or an hour wherever one is. Others
 * are moments.
 */
const isLocal = (isAllDay: unknown, zone: unknown): boolean => Number(isAllDay) === 1 || zone === null;
const DUE = ['ZDUEDATE', 'due_date'];
/** Of the calendar only the zone matters: a day with a zone is a moment there. */
const IS_DAY = from(['ZALLDAY', '@table', 'due_all_day', 'due_tz'], (isAllDay, table, isDay, zone) =>
  table !== 'CalendarItem' ? isAllDay : zone === null || zone === NO_ZONE ? isDay : 0,
);
const ZONE = from([['ZTIMEZONE', 'due_tz']], (zone) => (zone === NO_ZONE ? null : zone));
const DUE_AT = from([DUE, IS_DAY, ZONE], (due, isAllDay, zone) => (isLocal(isAllDay, zone) ? null : due));
const DUE_ON = from([DUE, IS_DAY, ZONE], (due, isAllDay, zone) => {
  const clock = fromAppleSeconds(due === null ? null : Number(due));
  if (clock === null || !isLocal(isAllDay, zone)) return null;
  const text = new Date(clock).toISOString().replace('T', ' ');
  // Years of more than four digits begin with a sign.
  return /^\d/.test(text) ? text.slice(0, Number(isAllDay) === 1 ? 10 : 16) : null;
});
/** The time in the list of the app is that of an alarm, if there is one. */
const REMIND_AT = from(
  ['ZDISPLAYDATEDATE', 'ZDISPLAYDATEISALLDAY', 'ZDUEDATE', 'ZALLDAY', 'ZTIMEZONE'],
  (at, isDay, due, isAllDay, zone) => (Number(isDay) === 1 || (at === due && !isLocal(isAllDay, zone)) ? null : at),
);

/** Up to iOS 15 everything is in one table. */
const inOneTable = (column: string) =>
  from(['@table', column], (table, value) => (table === 'ZREMCDOBJECT' ? value : null));
/** The first value of a list that is not empty. */
const first = (column: string) =>
  from([column], (values) =>
    Array.isArray(values) ? (values.find((value) => value !== null && value !== '') ?? null) : null,
  );
/** A deleted list keeps its reminders until it is gone, and the app shows neither. */
const IS_DELETED = from(
  ['ZMARKEDFORDELETION', 'list.ZMARKEDFORDELETION', inOneTable('container.ZMARKEDFORDELETION')],
  (own, ...ofList) => (ofList.some((each) => Number(each ?? 0) !== 0) ? 1 : own),
);
/** Up to iOS 12 a reminder is done when it has a date for that. */
const DONE_IN_CALENDAR = from(['@table', 'completion_date'], (table, date) =>
  table === 'CalendarItem' ? date !== null : null,
);
const LIST_IN_CALENDAR = from(['calendar.title'], (title) =>
  typeof title === 'string' ? calendarTitle(title) : title,
);
/** Rules of the calendar count from 1 on. */
const RULE = from([first('rules.frequency')], (frequency) => (typeof frequency === 'number' ? frequency - 1 : null));
/** `Alarm.trigger_date` of an alarm at a place (docs/format/calendar.md). */
const NO_ALARM_TIME = -781_139_055;
/** The time of the first alarm that is not when the reminder is due. */
const ALARM_IN_CALENDAR = from(
  ['due_date', 'alarms.trigger_date', 'oldAlarms.trigger_date'],
  (due, ...alarms) =>
    alarms
      .flatMap((dates) => asList(dates) ?? [])
      .find((date) => date !== null && date !== due && date !== NO_ALARM_TIME) ?? null,
);
/** 0 is not at a place. */
const PROXIMITY = from(
  ['triggers.ZPROXIMITY', 'alarms.proximity', 'oldAlarms.proximity'],
  (...lists) => lists.flatMap((each) => asList(each) ?? []).find((proximity) => Number(proximity) > 0) ?? null,
);
/** 0 is neither. */
const VEHICLE = from(
  ['triggers.ZEVENT'],
  (events) => (asList(events) ?? []).find((event) => Number(event) > 0) ?? null,
);
const ATTACHMENTS = from(['objects.ZFILENAME'], (names) => {
  const known = (asList(names) ?? []).filter((name) => textOf(name) !== '');
  return known.length === 0 ? null : known;
});
/** 0 and the ends of time mean that a rule has no end. */
const END_OF_RULE = from([[first('objects.ZENDDATE'), first('rules.end_date')]], (date) =>
  typeof date === 'number' && date !== 0 && date > NEVER && date < DISTANT_FUTURE ? date : null,
);
const TIMES = from([[first('objects.ZOCCURRENCECOUNT'), first('rules.count')]], (count) =>
  typeof count === 'number' && count > 0 ? count : null,
);
/** Whom a shared reminder is for: a person with access to the list, who has a name or only an address. */
const ASSIGNEE = from(
  ['DISPLAYNAME', 'FIRSTNAME', 'LASTNAME', 'ADDRESS1', 'ADDRESS'].map((column) => `assignees.Z${column}`),
  (...columns) => {
    const [shown = [], given = [], family = [], ...addresses] = columns.map((values) => asList(values) ?? []);
    const people = Array.from(
      { length: Math.max(...columns.map((values) => asList(values)?.length ?? 0)) },
      (_, at) => {
        const name = [given[at], family[at]].map((part) => textOf(part)).filter((part) => part !== '');
        const others = addresses.map((values) => textOf(values[at]).replace(/^(?:mailto|tel):/i, ''));
        return [textOf(shown[at]), name.join(' '), ...others].find((text) => text !== '');
      },
    );
    return people.find((person) => person !== undefined) ?? null;
  },
);
const OF_REMINDER = { owner: 'ZREMINDER#', unless: 'ZMARKEDFORDELETION' };
const linked = (to: string) => ({
  link: { table: 'ZREMCDOBJECT', owner: OF_REMINDER.owner, to },
  unless: OF_REMINDER.unless,
});

/** Reminders of iOS 13 and later. Up to iOS 15 lists are in the same table: only reminders can be completed. */
const IN_STORES: RowsIn = {
  store: 'store',
  of: ['ZREMCDREMINDER', 'ZREMCDOBJECT'],
  // One that only has notes has no title.
  where: from(['ZCOMPLETED'], (isDone) => isDone !== null),
  join: {
    list: { table: 'ZREMCDBASELIST', on: 'ZLIST' },
    group: { table: 'ZREMCDBASELIST', on: 'list.ZPARENTLIST' },
    container: { table: 'ZREMCDOBJECT', on: 'ZLIST' },
    account: { table: 'ZREMCDOBJECT', on: 'ZACCOUNT' },
    parent: { table: 'ZREMCDREMINDER', on: 'ZPARENTREMINDER' },
    above: { table: 'ZREMCDOBJECT', on: 'ZPARENTREMINDER' },
  },
  // Alarms, attachments, tags and rules of repetition.
  lists: {
    objects: { table: 'ZREMCDOBJECT', ...OF_REMINDER },
    tags: { table: 'ZREMCDHASHTAGLABEL', ...linked('ZHASHTAGLABEL') },
    triggers: { table: 'ZREMCDOBJECT', ...linked('ZTRIGGER') },
    assignees: { table: 'ZREMCDOBJECT', ...linked('ZASSIGNEE') },
  },
};
/** Those of iOS 5 to 12, which are in the calendar. The column with the reminder of an alarm had another name up to iOS 6. */
const IN_CALENDAR: RowsIn = {
  store: 'calendar',
  of: 'CalendarItem',
  only: { column: 'entity_type', is: 3 },
  join: {
    calendar: { table: 'Calendar', on: 'calendar_id' },
    calendarStore: { table: 'Store', on: 'calendar.store_id' },
  },
  lists: {
    rules: { table: 'Recurrence', owner: 'owner_id' },
    alarms: { table: 'Alarm', owner: 'calendaritem_owner_id' },
    oldAlarms: { table: 'Alarm', owner: 'owner_id' },
    places: { table: 'Location', link: { table: 'Alarm', owner: 'calendaritem_owner_id', to: 'location_id' } },
    oldPlaces: { table: 'Location', link: { table: 'Alarm', owner: 'owner_id', to: 'location_id' } },
  },
};

/** To-dos of all accounts, those that are done and those that were deleted too. */
export const reminders = defineRecords({
  id: 'reminders',
  area: 'documents',
  version: 11,
  needs: 'any',
  absent: 'This backup holds no reminders.',
  seenOn: [
    'iOS 14 (columns of the calendar of a real backup, without reminders)',
    'schemas of iOS 6 to 26 (synthetic)',
  ],
  lookups: { sections: { store: 'store', of: REMINDER_SECTIONS, key: 'reminder', value: 'section' } },
  stores: {
    store: sqlite(DOMAINS, [
      'Library/Reminders/Container_v1/Stores/Data-*.sqlite',
      'Container_v1/Stores/Data-*.sqlite',
    ]),
    calendar: sqlite('HomeDomain', 'Library/Calendar/Calendar.sqlitedb'),
  },
  table: 'reminders',
  name: ['Reminder', 'Reminders'],
  icon: 'list-todo',
  privacy: 'P1',
  rows: [IN_STORES, IN_CALENDAR],
  fields: {
    title: f.text(['ZTITLE1', 'ZTITLE', 'summary'], 'What is to be done.'),
    notes: f.text(['ZNOTES1', 'ZNOTES', 'description'], 'Notes.'),
    list: f.text(
      ['list.ZNAME', inOneTable('container.ZNAME2'), inOneTable('container.ZNAME1'), LIST_IN_CALENDAR],
      'List.',
    ),
    listGroup: f.text('group.ZNAME', 'Group of lists that the list is in.', { label: 'Group of lists' }),
    section: f.text(lookup('sections', 'ZCKIDENTIFIER'), 'Section of the list.'),
    subtaskOf: f.text(['parent.ZTITLE', inOneTable('above.ZTITLE1')], 'What it is a part of.'),
    dueAt: f.cocoaTime(DUE_AT, 'When it is due.', { label: 'Due' }),
    dueOn: f.day(DUE_ON, 'The day on which it is due, or the hour wherever one is.'),
    isAllDay: f.flag(['ZALLDAY', 'due_all_day'], 'Due on a day, at no hour.'),
    timeZone: f.text(ZONE, 'Time zone in which the due time was chosen.'),
    remindAt: f.cocoaTime([REMIND_AT, ALARM_IN_CALENDAR], 'When the phone reminds of it, if not when it is due.', {
      label: 'Reminder',
    }),
    earlyBy: f.integer(EARLY_BY, 'How long before it is due the phone reminds of it, too.', {
      label: 'Early reminder',
    }),
    earlyUnit: f.code(
      EARLY_UNIT,
      'Unit of the early reminder.',
      {
        0: ['minutes', 'Minutes'],
        1: ['hours', 'Hours'],
        2: ['days', 'Days'],
        3: ['weeks', 'Weeks'],
        4: ['months', 'Months'],
      },
      { label: 'Unit of the early reminder' },
    ),
    repeats: f.code([first('objects.ZFREQUENCY'), RULE], 'How often it comes again.', REPEATS),
    repeatsEvery: f.integer(
      [first('objects.ZINTERVAL'), first('rules.interval')],
      'Every how many days, weeks …: 2 is every other.',
    ),
    repeatsOn: f.codes(REPEATS_ON, 'On which days of the week it comes again.', WEEKDAY_WORDS),
    repeatsWhich: f.codes(
      REPEAT_POSITIONS,
      'Which of these days it comes again: the last Friday of a month, for example.',
      POSITION_WORDS,
      { label: 'Which of these days' },
    ),
    repeatDates: f.list(REPEAT_DATES, 'On which days of the month it comes again; -1 is the last day.', {
      label: 'Days of the month',
    }),
    repeatMonths: f.codes(REPEAT_MONTHS, 'In which months it comes again.', MONTH_WORDS, { label: 'Months' }),
    repeatsUntil: f.cocoaTime(END_OF_RULE, 'Until when it comes again.', { label: 'Repeats until' }),
    repeatsTimes: f.integer(TIMES, 'How many times it comes in all.', { label: 'Number of times' }),
    assignedTo: f.text(ASSIGNEE, 'Whom it is for, in a shared list.', { label: 'Assigned to' }),
    isFlagged: f.flag('ZFLAGGED', 'Flagged.'),
    isUrgent: f.flag('ZISURGENTSTATEENABLEDFORCURRENTUSER', 'An alarm rings when it is due.', { label: 'Urgent' }),
    isDone: f.flag(['ZCOMPLETED', DONE_IN_CALENDAR], 'It was ticked.', { label: 'Done' }),
    doneAt: f.cocoaTime(['ZCOMPLETIONDATE', 'completion_date'], 'When it was ticked.', { label: 'Completed' }),
    priority: f.code([priorityOf('ZPRIORITY'), priorityOf('priority')], 'How important it is.', PRIORITY),
    createdAt: f.cocoaTime([CREATED, 'creation_date'], 'When it was made.'),
    modifiedAt: f.cocoaTime(['ZLASTMODIFIEDDATE', 'last_modified'], 'When it was last changed.'),
    tags: f.list('tags.ZNAME', 'Its tags.'),
    url: f.url([first('objects.ZURL'), 'ZICSURL', 'url'], 'A page that it is about.', { label: 'Address' }),
    place: f.text(
      [first('triggers.ZTITLE'), first('places.title'), first('oldPlaces.title')],
      'Where the phone reminds of it.',
    ),
    latitude: f.latitude(
      [first('triggers.ZLATITUDE'), first('places.latitude'), first('oldPlaces.latitude')],
      'Where the phone reminds of it.',
    ),
    longitude: f.longitude(
      [first('triggers.ZLONGITUDE'), first('places.longitude'), first('oldPlaces.longitude')],
      'Where the phone reminds of it.',
    ),
    proximity: f.code(
      PROXIMITY,
      'When the phone reminds of it at the place.',
      { 1: ['arriving', 'Arriving'], 2: ['leaving', 'Leaving'] },
      { label: 'At the place' },
    ),
    radius: f.metres(
      [first('triggers.ZRADIUS'), first('places.radius'), first('oldPlaces.radius')],
      'How near that is.',
      {
        label: 'Radius of the place',
      },
    ),
    vehicle: f.code(
      VEHICLE,
      'When the phone reminds of it: on getting in or out of a car.',
      { 1: ['getting-in', 'Getting in'], 2: ['getting-out', 'Getting out'] },
      { label: 'In the car' },
    ),
    messaging: f.list(MESSAGING, 'The phone reminds of it in a conversation with this person.', {
      label: 'When messaging',
    }),
    attachments: f.list(ATTACHMENTS, 'Names of the pictures attached to it.'),
    account: f.text(['account.ZNAME', 'calendarStore.name'], 'Account.'),
    isDeleted: f.flag(IS_DELETED, 'Recently deleted, or its list was.', { label: 'Deleted' }),
  },
  show: {
    at: 'createdAt',
    title: ['title', 'notes'],
    text: ['notes', 'list', 'section', 'tags', 'place', 'assignedTo', 'messaging'],
    place: { latitude: 'latitude', longitude: 'longitude', name: 'place' },
    order: '-createdAt',
  },
  example: {
    files: {
      'HomeDomain/Library/Reminders/Container_v1/Stores/Data-local.sqlite': {
        tables: {
          ZREMCDREMINDER: `
            Z_PK | ZTITLE               | ZNOTES         | ZLIST | ZACCOUNT | ZLASTMODIFIEDDATE | ZPARENTREMINDER | ZCKIDENTIFIER | ZDUEDATE  | ZDISPLAYDATEDATE | ZDISPLAYDATEISALLDAY | ZTIMEZONE   | ZALLDAY | ZCOMPLETED | ZCOMPLETIONDATE | ZPRIORITY | ZFLAGGED | ZCREATIONDATE | ZMARKEDFORDELETION | ZISURGENTSTATEENABLEDFORCURRENTUSER | ZDUEDATEDELTAALERTSDATA                                                          | ZCONTACTHANDLES
            1    | Water the lemon tree | Not the leaves | 1     | 7        | 770000600         |                 | 5C0E          | 770860800 | 770853600        | 1                    |             | 1       | 0          |                 | 1         | 1        | 770000000     | 0                  | 0                                   |                                                                                  |
            2    | Return the ladder    |                | 1     | 7        | 769500000         |                 | 77A1          |           |                  | 0                    |             | 0       | 1          | 769500000       | 0         | 0        | 769000000     | 1                  | 0                                   |                                                                                  |
            3    | Call the nursery     |                | 1     | 7        | 768000000         | 1               | 90B2          | 770900400 | 770899500        | 0                    | Europe/Rome | 0       | 0          |                 | 0         | 0        | 768000000     | 0                  | 1                                   | plist{"dueDateDeltaAlerts": [{"dueDateDeltaUnit": 0, "dueDateDeltaCount": -15}]} |
            4    | Turn the compost     |                | 1     | 7        | 767000000         |                 | 1D4F          | 770893200 |                  | 0                    |             | 0       | 0          |                 | 0         | 0        | 767000000     | 0                  | 0                                   |                                                                                  | plist{"emails": ["ida@example.org"], "phones": []}`,
          ZREMCDBASELIST: [
            {
              Z_PK: 1,
              ZNAME: 'Garden',
              ZPARENTLIST: 2,
              ZMEMBERSHIPSOFREMINDERSINSECTIONSASDATA: '{"memberships": [{"memberID": "5C0E", "groupID": "B7"}]}',
            },
            { Z_PK: 2, ZNAME: 'Home' },
          ],
          ZREMCDBASESECTION: [{ Z_PK: 1, ZCKIDENTIFIER: 'B7', ZDISPLAYNAME: 'Terrace' }],
          ZREMCDHASHTAGLABEL: 'Z_PK | ZNAME \n 1 | pots \n 2 | summer',
          ZREMCDOBJECT: `
            Z_PK | ZREMINDER1 | ZASSIGNEE | ZFIRSTNAME | ZENDDATE  | ZOCCURRENCECOUNT | ZNAME  | ZREMINDER | ZREMINDER2 | ZREMINDER3 | ZREMINDER4 | ZHASHTAGLABEL | ZTRIGGER | ZTITLE       | ZLATITUDE | ZLONGITUDE | ZFREQUENCY | ZINTERVAL | ZURL                      | ZMARKEDFORDELETION | ZPROXIMITY | ZRADIUS | ZDAYSOFTHEWEEK                         | ZFILENAME | ZDAYSOFTHEMONTH | ZMONTHSOFTHEYEAR | ZSETPOSITIONS | ZEVENT
            1    |            |           |            |           |                  |        |           |            | 1          |            | 1             |          |              |           |            |            |           |                           | 0                  |            |         |                                        | | | | |
            2    |            |           |            |           |                  |        |           |            | 1          |            | 2             |          |              |           |            |            |           |                           | 1                  |            |         |                                        | | | | |
            3    |            |           |            |           |                  |        | 3         |            |            |            |               | 4        |              |           |            |            |           |                           | 0                  |            |         |                                        | | | | |
            4    |            |           |            |           |                  |        |           |            |            |            |               |          | The old gate | 45.44     | 10.99      |            |           |                           | 0                  | 1          | 120     |                                        | | | | |
            5    |            |           |            | 773000000 | 12               |        |           |            |            | 1          |               |          |              |           |            | 0          | 3         |                           | 0                  |            |         | [{"dayOfTheWeek": 2, "weekNumber": 0}] |  | [15] | [6] | [-1] |
            6    |            |           |            |           |                  |        |           | 3          |            |            |               |          |              |           |            |            |           | https://example.com/trees | 0                  |            |         |                                        | | | | |
            7    |            |           |            |           |                  | iCloud |           |            |            |            |               |          |              |           |            |            |           |                           | 0                  |            |         |                                        | | | | |
            8    | 2          | 9         |            |           |                  |        |           |            |            |            |               |          |              |           |            |            |           |                           | 0                  |            |         |                                        | | | | |
            9    |            |           | Nils       |           |                  |        |           |            |            |            |               |          |              |           |            |            |           |                           | 0                  |            |         |                                        | | | | |
            10   |            |           |            |           |                  |        |           | 3          |            |            |               |          |              |           |            |            |           |                           | 0                  |            |         |                                        | bill.jpg | | | |
            11 |  |  |  |  |  |  | 4 |  |  |  |  | 12 |  |  |  |  |  |  | 0 |  |  |  |  |  |  |  | 
            12 |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  | 0 |  |  |  |  |  |  |  | 2`,
        },
      },
    },
    rows: `
      title                | modifiedAt           | account | notes          | list   | section | subtaskOf            | dueAt                | dueOn            | remindAt             | repeats | repeatsEvery | repeatsUntil         | repeatsTimes | assignedTo | isFlagged | isDone | doneAt               | priority | tags     | url                       | place        | latitude | longitude | isDeleted | listGroup | isUrgent | earlyBy | earlyUnit | messaging           | repeatsOn | proximity | radius | attachments | repeatsWhich | repeatDates | repeatMonths | vehicle
      Water the lemon tree | 2025-05-27T01:03:20Z | iCloud  | Not the leaves | Garden | Terrace |                      |                      | 2025-06-06       |                      | daily   | 3            | 2025-06-30T18:13:20Z | 12           |            | true      | false  |                      | high     | ["pots"] |                           |              |          |           | false     | Home      | false    |         |           |                     | ["monday"]|           |        | | ["last"] | ["15"] | ["june"] |
      Return the ladder    | 2025-05-21T06:00:00Z | iCloud  |                | Garden |         |                      |                      |                  |                      |         |              |                      |              | Nils       | false     | true   | 2025-05-21T06:00:00Z | none     |          |                           |              |          |           | true      | Home      | false    |         |           |                     |           |           |        | | | | |
      Call the nursery     | 2025-05-03T21:20:00Z | iCloud  |                | Garden |         | Water the lemon tree | 2025-06-06T11:00:00Z |                  | 2025-06-06T10:45:00Z |         |              |                      |              |            | false     | false  |                      | none     |          | https://example.com/trees | The old gate | 45.44    | 10.99     | false     | Home      | true     | 15      | minutes   |                     |           | arriving  | 120    | ["bill.jpg"] | | | |
      Turn the compost     | 2025-04-22T07:33:20Z | iCloud  |                | Garden |         |                      |                      | 2025-06-06 09:00 |                      |         |              |                      |              |            | false     | false  |                      | none     |          |                           |              |          |           | false     | Home      | false    |         |           | ["ida@example.org"] |           |           |        | | | | | getting-out`,
  },
});
