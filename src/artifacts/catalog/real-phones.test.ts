import { describe, expect, it } from 'vitest';
import { extractFiles } from '../../../test/support/artifacts/extract-files.ts';
import type { JsonValue } from '../../model/columns.ts';
import { Embedded, type ExampleContents } from '../../model/example.ts';
import { exampleBytes } from '../../synthetic/examples/example-bytes.ts';
import type { ArtifactDefinition } from '../kit/artifact.ts';
import { alltrails } from './alltrails.ts';
import { dataUsage } from './data-usage.ts';
import { installedApps } from './installed-apps.ts';
import { interactions } from './interactions.ts';
import { locationClients } from './location-clients.ts';
import { podcastEpisodes } from './podcast-episodes.ts';
import { reminders } from './reminders.ts';
import { safariDeletions } from './safari-deletions.ts';
import { safariTabs } from './safari-tabs.ts';
import { simCards } from './sim-cards.ts';
import { slack } from './slack.ts';
import { viber } from './viber.ts';
import { voiceMemos } from './voice-memos.ts';
import { voicemail } from './voicemail.ts';
import { walletPasses } from './wallet-passes.ts';
import { weatherCities } from './weather-cities.ts';
import { webDomains } from './web-domains.ts';

/** The rows and notes of an artifact whose stores have values that phones have and examples do not. */
function read(artifact: ArtifactDefinition, files: Readonly<Record<string, ExampleContents>>) {
  const { rows, notes } = extractFiles(
    artifact,
    Object.entries(files).map(([place, contents]) => {
      const slash = place.indexOf('/');
      return { domain: place.slice(0, slash), relativePath: place.slice(slash + 1), bytes: exampleBytes(contents) };
    }),
  );
  const [first = []] = Object.values(rows);
  return { rows: first, notes };
}

describe('voicemail', () => {
  it('gives no deleted message the recording and words of the message that has its number now', () => {
    const { rows } = read(voicemail, {
      'HomeDomain/Library/Voicemail/voicemail.db': {
        tables: {
          voicemail: [{ ROWID: 1, date: 1_743_296_399, sender: '+4930111', label: 'L1', receiver: '+4915100000001' }],
          deleted: [{ ROWID: 1, date: 1_704_067_200, sender: '+33123', label: 'L2', receiver: '+4915100000002' }],
          map: [{ label: 'L1', account: 'Private line' }],
        },
      },
      'HomeDomain/Library/Voicemail/1.amr': { text: '#!AMR\n' },
      'HomeDomain/Library/Voicemail/1.transcript': { archive: { transcriptionString: 'Call me back.' } },
    });
    expect(rows).toMatchObject([
      { caller: '+4930111', transcript: 'Call me back.', audio: expect.any(String) as string, line: 'Private line' },
      { caller: '+33123', transcript: null, audio: null, line: '+4915100000002' },
    ]);
  });
});

describe('deleted history of Safari', () => {
  it('has no end in the year 3970 where it ends never', () => {
    const { rows, notes } = read(safariDeletions, {
      'HomeDomain/Library/Safari/History.db': {
        tables: {
          history_tombstones: [
            { id: 1, start_time: -63_114_076_800, end_time: 767_750_400 },
            { id: 2, start_time: 757_382_400, end_time: 63_113_904_000 },
            { id: 3, start_time: 1_767_225_600, end_time: 1_767_229_200 },
          ],
        },
      },
    });
    expect(rows).toMatchObject([
      { from: null, to: Date.UTC(2025, 4, 1) },
      { from: Date.UTC(2025, 0, 1), to: null },
      { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 1, 1) },
    ]);
    expect(notes).toEqual({});
  });
});

describe('open pages of Safari', () => {
  it('were viewed at the same time, written as a date or as seconds', () => {
    const attributes = (time: Date | number) => new Embedded({ plist: { LastVisitTime: time } });
    const { rows } = read(safariTabs, {
      'HomeDomain/Library/Safari/SafariTabs.db': {
        tables: {
          bookmarks: [
            { id: 1, type: 0, url: 'https://one.example', local_attributes: attributes(791_784_306) },
            {
              id: 2,
              type: 0,
              url: 'https://two.example',
              local_attributes: attributes(new Date('2026-02-03T04:05:06Z')),
            },
          ],
        },
      },
    });
    expect(rows.map(({ viewedAt }) => viewedAt)).toEqual([1_770_091_506_000, 1_770_091_506_000]);
  });
});

describe('SIM cards', () => {
  it('without a number of the card have none, not that of the row', () => {
    const { rows } = read(simCards, {
      'WirelessDomain/Library/Databases/CellularUsage.db': {
        tables: {
          subscriber_info: [
            { ROWID: 2, subscriber_id: '8949', subscriber_mdn: '', last_update_time: 757_382_400, slot_id: 1 },
            { ROWID: 3, subscriber_id: null, subscriber_mdn: '+44700900', last_update_time: 0, slot_id: 2 },
          ],
        },
      },
    });
    expect(rows).toMatchObject([
      { iccid: '8949', number: null, notedAt: Date.UTC(2025, 0, 1), slot: 1 },
      { iccid: null, number: '+44700900', slot: 2 },
    ]);
  });
});

describe('places of Weather', () => {
  it('keep their keys when cities are added before that of the phone', () => {
    const file = 'AppDomainGroup-group.com.apple.weather/Library/Preferences/group.com.apple.weather.plist';
    const keys = (...cities: string[]) =>
      read(weatherCities, {
        [file]: { xml: { Cities: cities.map((name) => ({ Name: name })), LocalWeather: { Name: 'Here' } } },
      }).rows.map(({ key, name, isHere }) => [key, name, isHere]);
    const here = ['LocalWeather', 'Here', true];
    expect(keys('Oslo')).toEqual([['0', 'Oslo', false], here]);
    expect(keys('Oslo', 'Porto')).toEqual([['0', 'Oslo', false], ['1', 'Porto', false], here]);
  });
});

describe('voice memos', () => {
  it('that the database of iOS 11 still lists are those of the newer one beside it', () => {
    const path = '/var/mobile/Media/Recordings/20150101 000000.m4a';
    const { rows } = read(voiceMemos, {
      'MediaDomain/Media/Recordings/CloudRecordings.db': {
        tables: {
          ZCLOUDRECORDING: [
            {
              Z_PK: 1,
              ZDATE: 441_763_200,
              ZDURATION: 4.5,
              ZENCRYPTEDTITLE: 'Called so now',
              ZPATH: '20150101 000000.m4a',
              ZUNIQUEID: 'CU1',
            },
          ],
        },
      },
      'MediaDomain/Media/Recordings/Recordings.db': {
        tables: {
          ZRECORDING: [
            { Z_PK: 1, ZDATE: 441_763_200, ZDURATION: 4.5, ZCUSTOMLABEL: 'Called so then', ZPATH: path },
            {
              Z_PK: 2,
              ZDATE: 441_849_600,
              ZDURATION: 2,
              ZCUSTOMLABEL: 'Here only',
              ZPATH: path.replace('0101', '0102'),
            },
          ],
        },
      },
    });
    expect(rows).toHaveLength(2);
    expect(rows).toMatchObject([
      { key: 'CU1', title: 'Called so now', recordedAt: Date.UTC(2015, 0, 1), seconds: 4.5 },
      { title: 'Here only', recordedAt: Date.UTC(2015, 0, 2) },
    ]);
  });
});

describe('reminders', () => {
  it('without a title are there', () => {
    const tables = {
      ZREMCDREMINDER: [
        { Z_PK: 1, ZTITLE: null, ZNOTES: 'Only notes', ZCOMPLETED: 0, ZCREATIONDATE: 757_468_800 },
        { Z_PK: 2, ZTITLE: '', ZNOTES: null, ZCOMPLETED: 1, ZCREATIONDATE: -5_000_000_000 },
      ],
      ZREMCDOBJECT: [{ Z_PK: 1, ZTITLE1: 'A list', ZCOMPLETED: null }],
    };
    const { rows } = read(reminders, {
      'AppDomainGroup-group.com.apple.reminders/Container_v1/Stores/Data-A.sqlite': { tables },
    });
    expect(rows).toMatchObject([
      { title: null, notes: 'Only notes', isDone: false, createdAt: Date.UTC(2025, 0, 2) },
      { title: null, notes: null, isDone: true, createdAt: null },
    ]);
  });

  it('are due on a day of the calendar, or at the time that was chosen and not when the phone rings', () => {
    // A phone at UTC+2: midnight in Berlin is 22:00 UTC of the day before.
    const due = { ZCOMPLETED: 0, ZALLDAY: 0, ZDISPLAYDATEISALLDAY: 0, ZTIMEZONE: null };
    const { rows } = read(reminders, {
      'AppDomainGroup-group.com.apple.reminders/Container_v1/Stores/Data-A.sqlite': {
        tables: {
          ZREMCDREMINDER: [
            {
              ...due,
              Z_PK: 1,
              ZALLDAY: 1,
              ZDISPLAYDATEISALLDAY: 1,
              ZDUEDATE: 770_860_800,
              ZDISPLAYDATEDATE: 770_853_600,
            },
            { ...due, Z_PK: 2, ZTIMEZONE: 'Europe/Rome', ZDUEDATE: 801_223_200, ZDISPLAYDATEDATE: 801_222_300 },
            { ...due, Z_PK: 3, ZDUEDATE: 771_325_200, ZDISPLAYDATEDATE: 771_318_000 },
            { ...due, Z_PK: 4, ZALLDAY: 1, ZDUEDATE: 788_227_200, ZDISPLAYDATEDATE: 788_256_000 },
          ],
        },
      },
    });
    expect(rows).toMatchObject([
      { dueAt: null, dueOn: '2025-06-06', remindAt: null },
      { dueAt: Date.UTC(2026, 4, 23, 10), dueOn: null, remindAt: Date.UTC(2026, 4, 23, 9, 45) },
      { dueAt: null, dueOn: '2025-06-11 09:00', remindAt: Date.UTC(2025, 5, 11, 7) },
      { dueAt: null, dueOn: '2025-12-24', remindAt: Date.UTC(2025, 11, 24, 8) },
    ]);
  });

  it('have the names of lists, and of nothing else with the same number', () => {
    const { rows } = read(reminders, {
      'AppDomainGroup-group.com.apple.reminders/Container_v1/Stores/Data-A.sqlite': {
        tables: {
          ZREMCDREMINDER: [{ Z_PK: 1, ZCOMPLETED: 0, ZLIST: 2 }],
          ZREMCDBASELIST: [{ Z_PK: 2, ZNAME: null }],
          ZREMCDOBJECT: [{ Z_PK: 2, ZNAME1: 'a tag' }],
        },
      },
    });
    expect(rows).toMatchObject([{ list: null }]);
  });

  it('have three steps of priority, as the phone shows those of other calendars', () => {
    const priorities = [0, 1, 3, 4, 5, 6, 7, 9, 12];
    const { rows, notes } = read(reminders, {
      'AppDomainGroup-group.com.apple.reminders/Container_v1/Stores/Data-A.sqlite': {
        tables: {
          ZREMCDREMINDER: priorities.map((priority, at) => ({ Z_PK: at + 1, ZCOMPLETED: 0, ZPRIORITY: priority })),
        },
      },
    });
    const shown = ['none', 'high', 'high', 'high', 'medium', 'low', 'low', 'low', '12'];
    expect(rows.map(({ priority }) => priority)).toEqual(shown);
    expect(notes).toEqual({ 'unknown-code:reminders.priority:12': 1 });
  });

  it('are deleted with their list, and in no section that is gone or that they left', () => {
    const sections = [
      { memberID: 'R1', groupID: 'S1', isObsolete: false },
      { memberID: 'R2', groupID: 'S1', isObsolete: true },
      { memberID: 'R3', groupID: 'S2' },
      { memberID: 'R4' },
    ];
    const { rows } = read(reminders, {
      'AppDomainGroup-group.com.apple.reminders/Container_v1/Stores/Data-A.sqlite': {
        tables: {
          ZREMCDREMINDER: [
            ...[1, 2, 3, 4].map((key) => ({ Z_PK: key, ZCOMPLETED: 0, ZLIST: 1, ZCKIDENTIFIER: `R${key}` })),
            { Z_PK: 5, ZCOMPLETED: 0, ZLIST: 2, ZCKIDENTIFIER: 'R5', ZMARKEDFORDELETION: 0 },
            { Z_PK: 6, ZCOMPLETED: 0, ZLIST: 1, ZCKIDENTIFIER: 'R6', ZMARKEDFORDELETION: 1 },
          ],
          ZREMCDBASELIST: [
            {
              Z_PK: 1,
              ZNAME: 'Home',
              ZMARKEDFORDELETION: 0,
              ZMEMBERSHIPSOFREMINDERSINSECTIONSASDATA: JSON.stringify({ memberships: sections }),
            },
            { Z_PK: 2, ZNAME: 'Gone', ZMARKEDFORDELETION: 1 },
          ],
          ZREMCDBASESECTION: [
            { Z_PK: 1, ZCKIDENTIFIER: 'S1', ZDISPLAYNAME: 'Kitchen', ZMARKEDFORDELETION: 0 },
            { Z_PK: 2, ZCKIDENTIFIER: 'S2', ZDISPLAYNAME: 'Cellar', ZMARKEDFORDELETION: 1 },
          ],
        },
      },
    });
    expect(rows.map(({ section, isDeleted }) => [section, isDeleted])).toEqual([
      ['Kitchen', null],
      [null, null],
      [null, null],
      [null, null],
      [null, true],
      [null, true],
    ]);
  });

  it('up to iOS 12 are in the calendar, among its events', () => {
    const item = { calendar_id: 3, entity_type: 3, due_all_day: 0, priority: 0, completion_date: null };
    const { rows, notes } = read(reminders, {
      'HomeDomain/Library/Calendar/Calendar.sqlitedb': {
        tables: {
          CalendarItem: [
            { ...item, ROWID: 1, summary: 'An event', entity_type: 2, due_date: null, due_tz: null },
            {
              ...item,
              ROWID: 2,
              summary: 'Buy stamps',
              description: 'Ten of them',
              due_date: 549_529_200,
              due_tz: 'Europe/Rome',
              priority: 1,
              creation_date: 548_503_200,
              last_modified: 549_188_100,
              url: 'https://example.org/stamps',
            },
            { ...item, ROWID: 3, summary: 'Rent', due_date: 549_676_800, due_tz: '_float', due_all_day: 1 },
            { ...item, ROWID: 4, summary: 'Tyres', due_date: 549_669_600, due_tz: 'Europe/Rome', due_all_day: 1 },
            { ...item, ROWID: 5, summary: 'Keys', due_date: null, due_tz: null, completion_date: 549_830_700 },
          ],
          Calendar: [{ ROWID: 3, title: 'Errands', store_id: 2 }],
          Store: [{ ROWID: 2, name: 'iCloud' }],
          Alarm: [
            { ROWID: 1, calendaritem_owner_id: 2, trigger_date: 549_529_200, location_id: null },
            { ROWID: 3, calendaritem_owner_id: 2, trigger_date: 549_527_400, location_id: null },
            { ROWID: 2, calendaritem_owner_id: 5, trigger_date: null, location_id: 8 },
            { ROWID: 4, calendaritem_owner_id: 5, trigger_date: -781_139_055, location_id: null },
          ],
          Location: [{ ROWID: 8, title: 'The workshop', latitude: 45.5, longitude: 9.25 }],
          Recurrence: [
            { ROWID: 1, owner_id: 3, frequency: 3, interval: 2, count: 6, end_date: -2_147_483_648 },
            { ROWID: 2, owner_id: 4, frequency: 1, interval: 1, count: 0, end_date: 560_000_000 },
          ],
        },
      },
    });
    const of = { list: 'Errands', account: 'iCloud', isDone: false };
    expect(rows).toMatchObject([
      {
        ...of,
        title: 'Buy stamps',
        notes: 'Ten of them',
        dueAt: Date.UTC(2018, 5, 1, 7),
        dueOn: null,
        timeZone: 'Europe/Rome',
        remindAt: Date.UTC(2018, 5, 1, 6, 30),
        priority: 'high',
        createdAt: Date.UTC(2018, 4, 20, 10),
        modifiedAt: Date.UTC(2018, 4, 28, 8, 15),
        url: 'https://example.org/stamps',
        sourceRow: 'CalendarItem 2',
      },
      {
        ...of,
        title: 'Rent',
        dueAt: null,
        dueOn: '2018-06-03',
        timeZone: null,
        repeats: 'monthly',
        repeatsEvery: 2,
        repeatsTimes: 6,
        repeatsUntil: null,
      },
      {
        ...of,
        title: 'Tyres',
        dueAt: Date.UTC(2018, 5, 2, 22),
        dueOn: null,
        isAllDay: true,
        repeats: 'daily',
        repeatsTimes: null,
        repeatsUntil: Date.UTC(2018, 8, 30, 11, 33, 20),
      },
      {
        ...of,
        title: 'Keys',
        dueAt: null,
        dueOn: null,
        remindAt: null,
        isDone: true,
        doneAt: Date.UTC(2018, 5, 4, 18, 45),
        place: 'The workshop',
        latitude: 45.5,
        longitude: 9.25,
      },
    ]);
    expect(notes).toEqual({});
  });

  it('of iOS 6 have their alarms by another column, and the list of the system has a name', () => {
    const { rows, notes } = read(reminders, {
      'HomeDomain/Library/Calendar/Calendar.sqlitedb': {
        tables: {
          CalendarItem: [{ ROWID: 1, calendar_id: 3, entity_type: 3, summary: 'Keys', completion_date: null }],
          Calendar: [{ ROWID: 3, title: 'DEFAULT_TASK_CALENDAR_NAME', store_id: 2 }],
          Alarm: [{ ROWID: 2, owner_id: 1, trigger_date: null, location_id: 8 }],
          Location: [{ ROWID: 8, title: 'The workshop', latitude: 45.5, longitude: 9.25 }],
        },
      },
    });
    expect(rows).toMatchObject([
      { title: 'Keys', list: 'Reminders', place: 'The workshop', latitude: 45.5, longitude: 9.25 },
    ]);
    expect(notes).toEqual({});
  });

  it('of shared lists say whom they are for, and rules when they end', () => {
    const object = (values: object) => ({
      Z_PK: null,
      ZREMINDER1: null,
      ZREMINDER4: null,
      ZASSIGNEE: null,
      ZFIRSTNAME: null,
      ZLASTNAME: null,
      ZADDRESS1: null,
      ZFREQUENCY: null,
      ZINTERVAL: null,
      ZOCCURRENCECOUNT: null,
      ZENDDATE: null,
      ZMARKEDFORDELETION: 0,
      ...values,
    });
    const { rows } = read(reminders, {
      'AppDomainGroup-group.com.apple.reminders/Container_v1/Stores/Data-1.sqlite': {
        tables: {
          ZREMCDREMINDER: [1, 2, 3, 4].map((key) => ({ Z_PK: key, ZTITLE: `No. ${key}`, ZCOMPLETED: 0 })),
          ZREMCDOBJECT: [
            object({ Z_PK: 10, ZFIRSTNAME: 'Sam', ZLASTNAME: 'Rivera', ZADDRESS1: 'mailto:sam@example.com' }),
            object({ Z_PK: 11, ZADDRESS1: 'mailto:kim@example.com' }),
            object({ Z_PK: 12, ZREMINDER1: 1, ZASSIGNEE: 11, ZMARKEDFORDELETION: 1 }),
            object({ Z_PK: 13, ZREMINDER1: 1, ZASSIGNEE: 10 }),
            object({ Z_PK: 14, ZREMINDER1: 2, ZASSIGNEE: 11 }),
            object({
              Z_PK: 15,
              ZREMINDER4: 1,
              ZFREQUENCY: 1,
              ZINTERVAL: 2,
              ZOCCURRENCECOUNT: 0,
              ZENDDATE: 795_000_000,
            }),
            object({ Z_PK: 16, ZREMINDER4: 2, ZFREQUENCY: 0, ZINTERVAL: 1, ZOCCURRENCECOUNT: 9 }),
            object({ Z_PK: 17, ZREMINDER4: 3, ZFREQUENCY: 0, ZINTERVAL: 1, ZOCCURRENCECOUNT: 0 }),
          ],
        },
      },
    });
    const all = rows.map(({ assignedTo, repeats, repeatsUntil, repeatsTimes }) => [
      assignedTo,
      repeats,
      repeatsUntil,
      repeatsTimes,
    ]);
    expect(all).toEqual([
      ['Sam Rivera', 'weekly', Date.UTC(2026, 2, 12, 9, 20), null],
      ['kim@example.com', 'daily', null, 9],
      [null, 'daily', null, null],
      [null, null, null, null],
    ]);
  });

  it.each(['CalendarItem', 'Event'])('of a calendar without reminders are none: %s', (table) => {
    const tables = { [table]: [{ ROWID: 1, summary: 'An event' }] };
    expect(read(reminders, { 'HomeDomain/Library/Calendar/Calendar.sqlitedb': { tables } })).toEqual({
      rows: [],
      notes: {},
    });
  });

  it('up to iOS 15 have their places, repetitions and parents in the same table', () => {
    const { rows } = read(reminders, {
      'HomeDomain/Library/Reminders/Container_v1/Stores/Data-B.sqlite': {
        tables: {
          ZREMCDOBJECT: [
            { Z_PK: 1, ZNAME: 'iCloud' },
            { Z_PK: 2, ZTITLE: 'Home', ZLATITUDE: 1.5, ZLONGITUDE: 2.5 },
            { Z_PK: 3, ZNAME1: 'Errands' },
            {
              Z_PK: 4,
              ZTITLE1: 'Buy milk',
              ZCOMPLETED: 0,
              ZLIST: 3,
              ZACCOUNT: 1,
              ZDUEDATE: 600_086_400,
              ZTIMEZONE: 'Europe/Madrid',
            },
            { Z_PK: 5, ZTITLE1: 'Oat milk', ZCOMPLETED: 0, ZLIST: 3, ZACCOUNT: 1, ZPARENTREMINDER: 4 },
            { Z_PK: 6, ZREMINDER: 4, ZTRIGGER: 2 },
            { Z_PK: 7, ZREMINDER2: 5, ZFREQUENCY: 3, ZINTERVAL: 1 },
          ],
        },
      },
    });
    expect(rows).toMatchObject([
      { title: 'Buy milk', list: 'Errands', account: 'iCloud', place: 'Home', latitude: 1.5, subtaskOf: null },
      { title: 'Oat milk', subtaskOf: 'Buy milk', repeats: 'yearly', repeatsEvery: 1, place: null, dueAt: null },
    ]);
    expect(rows[0]).toMatchObject({ dueAt: Date.UTC(2020, 0, 7, 10, 40), dueOn: null });
  });
});

describe('data usage', () => {
  it('is there without the name of its process, or without its process', () => {
    const tables = {
      ZPROCESS: [{ Z_PK: 1, ZBUNDLENAME: 'com.example.bundle', ZPROCNAME: null }],
      ZLIVEUSAGE: [
        { Z_PK: 1, ZHASPROCESS: 1, ZWWANIN: 10.6, ZWIFIIN: null, ZTIMESTAMP: 599_616_000 },
        { Z_PK: 2, ZHASPROCESS: 5555, ZWWANIN: 7e12, ZWIFIIN: null, ZTIMESTAMP: 599_702_400 },
        { Z_PK: 3, ZHASPROCESS: null, ZWWANIN: null, ZWIFIIN: 5, ZTIMESTAMP: 599_788_800 },
      ],
    };
    const { rows } = read(dataUsage, { 'WirelessDomain/Library/Databases/DataUsage.sqlite': { tables } });
    expect(rows).toMatchObject([
      { app: 'com.example.bundle', process: null, cellularIn: 11, lastAt: Date.UTC(2020, 0, 2) },
      { app: null, process: null, cellularIn: 7_000_000_000_000, lastAt: Date.UTC(2020, 0, 3) },
      { app: null, process: null, wifiIn: 5, lastAt: Date.UTC(2020, 0, 4) },
    ]);
  });
});

describe('passes', () => {
  it('of iOS 18 are for the first of several times', () => {
    const pass = (relevantDates: JsonValue) => ({ json: { organizationName: 'A', eventTicket: {}, relevantDates } });
    const { rows } = read(walletPasses, {
      'HomeDomain/Library/Passes/Cards/a.pkpass/pass.json': pass([{ date: '2026-05-01T18:00:00+09:00' }]),
      'HomeDomain/Library/Passes/Cards/b.pkpass/pass.json': pass([{ startDate: '2026-05-02T18:00-07:00' }]),
    });
    expect(rows.map(({ relevantAt }) => relevantAt)).toEqual([Date.UTC(2026, 4, 1, 9), Date.UTC(2026, 4, 3, 1)]);
  });
});

describe('podcast episodes', () => {
  it('that were played are there, although nothing else says so', () => {
    const tables = {
      ZMTEPISODE: [
        { Z_PK: 1, ZTITLE: 'Heard', ZPLAYCOUNT: 0, ZPLAYHEAD: 0, ZLASTDATEPLAYED: 764_988_399 },
        { Z_PK: 2, ZTITLE: 'Not heard', ZPLAYCOUNT: 0, ZPLAYHEAD: 0, ZLASTDATEPLAYED: null },
      ],
    };
    const store = 'AppDomainGroup-243LU875E5.groups.com.apple.podcasts/Documents/MTLibrary.sqlite';
    const { rows } = read(podcastEpisodes, { [store]: { tables } });
    expect(rows).toMatchObject([{ title: 'Heard', playedAt: 1_743_295_599_000 }]);
  });

  it('have the podcast of their id where they do not refer to it', () => {
    const { rows } = read(podcastEpisodes, {
      'AppDomainGroup-243LU875E5.groups.com.apple.podcasts/Documents/MTLibrary.sqlite': {
        tables: {
          ZMTPODCAST: [
            { Z_PK: 1, ZTITLE: 'Show', ZUUID: 'P1' },
            { Z_PK: 2, ZTITLE: 'Another', ZUUID: 'P2' },
          ],
          ZMTEPISODE: [
            { Z_PK: 1, ZTITLE: 'Both', ZPODCAST: 2, ZPODCASTUUID: 'P2', ZPLAYCOUNT: 1 },
            { Z_PK: 2, ZTITLE: 'Id alone', ZPODCAST: null, ZPODCASTUUID: 'P1', ZPLAYCOUNT: 1 },
            { Z_PK: 3, ZTITLE: 'Neither', ZPODCAST: 77, ZPODCASTUUID: 'P9', ZPLAYCOUNT: 1 },
          ],
        },
      },
    });
    expect(rows.map(({ podcast }) => podcast)).toEqual(['Another', 'Show', null]);
  });
});

describe('recordings of AllTrails', () => {
  it('across the 180th meridian are there, not on the other side of the earth', () => {
    const box = (left: number, right: number) => ({
      ZTOPLEFTLATITUDE: -16,
      ZBOTTOMRIGHTLATITUDE: -17,
      ZTOPLEFTLONGITUDE: left,
      ZBOTTOMRIGHTLONGITUDE: right,
    });
    const { rows } = read(alltrails, {
      'AppDomain-com.alltrails.AllTrails/Documents/AllTrails.sqlite': {
        tables: {
          ZTRACK: [1, 2, 3].map((key) => ({ Z_PK: key, ZMAP: key })),
          ZMAP: [box(179, -179), box(178, -179), box(-179.5, -178.5)].map((map, index) => ({
            Z_PK: index + 1,
            ...map,
          })),
        },
      },
    });
    expect(rows.map(({ latitude, longitude }) => [latitude, longitude])).toEqual([
      [-16.5, 180],
      [-16.5, 179.5],
      [-16.5, -179],
    ]);
  });
});

describe('web sites in apps', () => {
  it('that were never seen were not seen in 1969', () => {
    const [domain, path] = [
      'AppDomain-net.example',
      'Library/WebKit/WebsiteData/ResourceLoadStatistics/observations.db',
    ];
    const { rows } = read(webDomains, {
      [`${domain}/${path}`]: {
        tables: {
          ObservedDomains: [
            { registrableDomain: 'a.example', lastSeen: 1_743_296_399.5, mostRecentUserInteractionTime: 1_743_296_401 },
            { registrableDomain: 'b.example', lastSeen: -1, mostRecentUserInteractionTime: -1 },
          ],
        },
      },
    });
    expect(rows.map(({ seenAt, touchedAt }) => [seenAt, touchedAt])).toEqual([
      [1_743_296_399_500, 1_743_296_401_000],
      [null, null],
    ]);
  });
});

describe('location use', () => {
  it('ended when the later of its times says so', () => {
    const { rows } = read(locationClients, {
      'RootDomain/Library/Caches/locationd/clients.plist': {
        plist: {
          'com.example.one': { LocationTimeStopped: 757_382_400, ReceivingLocationInformationTimeStopped: 757_468_800 },
          'com.example.two': { LocationTimeStopped: 757_468_800, ReceivingLocationInformationTimeStopped: 0 },
        },
      },
    });
    expect(rows.map(({ stoppedAt }) => stoppedAt)).toEqual([Date.UTC(2025, 0, 2), Date.UTC(2025, 0, 2)]);
  });
});

describe('Viber', () => {
  it('has the other one as sender of what a chat of two received without a sender', () => {
    const { rows } = extractFiles(viber, [
      {
        domain: 'AppDomainGroup-group.viber.share.container',
        relativePath: 'com.viber/database/Contacts.data',
        bytes: exampleBytes({
          tables: {
            ZMEMBER: [{ Z_PK: 1, ZDISPLAYFULLNAME: 'Mila Novak' }],
            ZPHONENUMBER: [{ Z_PK: 1, ZMEMBER: 1, ZCANONIZEDPHONENUM: '+15551230011' }],
            ZCONVERSATION: [{ Z_PK: 1, ZINTERLOCUTOR: 1 }],
            ZVIBERMESSAGE: [
              {
                Z_PK: 1,
                ZCONVERSATION: 1,
                ZPHONENUMINDEX: null,
                ZSTATE: 'received',
                ZTEXT: 'In',
                ZSTATEDATE: 764_989_199,
              },
              {
                Z_PK: 2,
                ZCONVERSATION: 1,
                ZPHONENUMINDEX: null,
                ZSTATE: 'delivered',
                ZTEXT: 'Out',
                ZSTATEDATE: 764_989_201,
              },
            ],
          },
        }),
      },
    ]);
    expect(rows['viber_messages']).toMatchObject([
      { isFromMe: false, sender: '+15551230011', senderName: 'Mila Novak', sentAt: 1_743_296_399_000 },
      { isFromMe: true, sender: null, sentAt: 1_743_296_401_000 },
    ]);
  });
});

describe('Slack', () => {
  it('has the messages without a conversation in a chat of their own', () => {
    const { rows } = extractFiles(slack, [
      {
        domain: 'AppDomainGroup-group.com.example.slack',
        relativePath: 'T01/ModelDatabase/db.sqlite',
        bytes: exampleBytes({
          tables: {
            ZCOREDATAUSER: [{ Z_PK: 1, ZTSID: 'U2', ZNAME: 'luca', ZREALNAME: 'Luca Conti' }],
            ZCOREDATACONVERSATION: [{ Z_PK: 1, ZTSID: 'C1', ZNAME: 'kites', ZTYPE: 0 }],
            ZCOREDATAMESSAGE: [
              { Z_PK: 1, ZCONVERSATIONID: 'C1', ZUSERID: 'U2', ZTIMESTAMP: '1743296399.000000', ZTEXT: 'In' },
              { Z_PK: 2, ZCONVERSATIONID: null, ZUSERID: 'U2', ZTIMESTAMP: '1743296401.000000', ZTEXT: 'Nowhere' },
            ],
          },
        }),
      },
    ]);
    const [known, none] = rows['slack_chats'] ?? [];
    expect(known).toMatchObject({ chatId: 'C1', kind: 'group', messageCount: 1 });
    expect(none).toMatchObject({ chatId: null, kind: 'orphaned', handle: null, messageCount: 1, lastText: 'Nowhere' });
    expect(rows['slack_messages']?.map(({ chat }) => chat)).toEqual([known?.['key'], none?.['key']]);
  });
});

describe('installed apps', () => {
  it('are not called by the number of a row, and say when they were deleted', () => {
    const { rows } = read(installedApps, {
      'HomeDomain/Library/FrontBoard/applicationState.db': {
        tables: {
          application_identifier_tab: [{ id: 8, application_identifier: 'com.example.gone' }],
          key_tab: [{ id: 13, key: '_UninstallDate' }],
          kvs: [
            { id: 1, application_identifier: 8, key: 13, value: new Embedded({ plist: new Date(1_743_296_401_000) }) },
            { id: 2, application_identifier: 99, key: 1, value: null },
          ],
        },
      },
    });
    expect(rows).toMatchObject([{ app: 'com.example.gone', removedAt: 1_743_296_401_000 }]);
  });
});

describe('interactions', () => {
  it('do not call somebody without a name by the name of the next recipient', () => {
    const { rows } = read(interactions, {
      'HomeDomain/Library/CoreDuet/People/interactionC.db': {
        tables: {
          Z_PRIMARYKEY: [
            { Z_ENT: 2, Z_NAME: 'Contacts' },
            { Z_ENT: 3, Z_NAME: 'Interactions' },
          ],
          ZCONTACTS: [
            { Z_PK: 1, ZIDENTIFIER: 'tel:+491', ZDISPLAYNAME: null },
            { Z_PK: 2, ZIDENTIFIER: 'tel:+492', ZDISPLAYNAME: 'Ida Berg' },
          ],
          Z_2INTERACTIONRECIPIENT: [
            { Z_2RECIPIENTS: 1, Z_3INTERACTIONRECIPIENT: 7 },
            { Z_2RECIPIENTS: 2, Z_3INTERACTIONRECIPIENT: 7 },
          ],
          ZINTERACTIONS: [{ Z_PK: 7, ZDIRECTION: 1, ZSTARTDATE: 764_989_201, ZRECIPIENTCOUNT: 2 }],
        },
      },
    });
    expect(rows).toMatchObject([
      { person: '+491', name: null, others: ['+492'], recipients: 2, startedAt: 1_743_296_401_000 },
    ]);
  });

  it('have what was shared with them, and the rest of the group of what came in', () => {
    const { rows } = read(interactions, {
      'HomeDomain/Library/CoreDuet/People/interactionC.db': {
        tables: {
          Z_PRIMARYKEY: [
            { Z_ENT: 1, Z_NAME: 'Attachment' },
            { Z_ENT: 2, Z_NAME: 'Contacts' },
            { Z_ENT: 3, Z_NAME: 'Interactions' },
          ],
          ZCONTACTS: [
            { Z_PK: 1, ZIDENTIFIER: 'tel:+491', ZDISPLAYNAME: 'Bo' },
            { Z_PK: 2, ZIDENTIFIER: 'tel:+492', ZDISPLAYNAME: 'Ida Berg' },
          ],
          Z_2INTERACTIONRECIPIENT: [{ Z_2RECIPIENTS: 2, Z_3INTERACTIONRECIPIENT: 7 }],
          ZATTACHMENT: [
            { Z_PK: 4, ZUTI: 'public.jpeg', ZCONTENTTEXT: null, ZCONTENTURL: null },
            { Z_PK: 5, ZUTI: null, ZCONTENTTEXT: 'A walk', ZCONTENTURL: 'https://example.org/' },
          ],
          Z_1INTERACTIONS: [
            { Z_1ATTACHMENTS: 4, Z_3INTERACTIONS: 7 },
            { Z_1ATTACHMENTS: 5, Z_3INTERACTIONS: 7 },
          ],
          ZINTERACTIONS: [
            { Z_PK: 7, ZDIRECTION: 0, ZSENDER: 1, ZSTARTDATE: 764_989_201, ZTARGETBUNDLEID: 'com.apple.MobileSMS' },
          ],
        },
      },
    });
    expect(rows).toMatchObject([
      {
        person: '+491',
        others: ['+492'],
        types: ['public.jpeg'],
        texts: ['A walk'],
        links: ['https://example.org/'],
        photos: null,
        sharedTo: 'com.apple.MobileSMS',
      },
    ]);
  });
});
