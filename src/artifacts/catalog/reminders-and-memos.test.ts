import { describe, expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { reminders } from './reminders.ts';
import { voiceMemos } from './voice-memos.ts';

// Columns of iOS 26, as other tools and the code of the apps have them (docs/format/apps-and-system.md).

const json = (value: unknown): string => `'${JSON.stringify(value)}'`;
describe('reminders of iOS 26', () => {
  const read = (...sql: readonly string[]) =>
    readStores(reminders, {
      'AppDomainGroup-group.com.apple.reminders/Container_v1/Stores/Data-A1.sqlite': {
        sql: [
          'CREATE TABLE ZREMCDREMINDER (Z_PK INTEGER PRIMARY KEY, ZCOMPLETED INTEGER DEFAULT 0, ZISURGENTSTATEENABLEDFORCURRENTUSER INTEGER, ZLIST INTEGER, ZTITLE VARCHAR, ZDUEDATEDELTAALERTSDATA BLOB, ZCONTACTHANDLES BLOB)',
          'CREATE TABLE ZREMCDBASELIST (Z_PK INTEGER PRIMARY KEY, ZPARENTLIST INTEGER, ZNAME VARCHAR)',
          'CREATE TABLE ZREMCDOBJECT (Z_PK INTEGER PRIMARY KEY, ZMARKEDFORDELETION INTEGER DEFAULT 0, ZREMINDER INTEGER, ZREMINDER2 INTEGER, ZREMINDER4 INTEGER, ZTRIGGER INTEGER, ZEVENT INTEGER, ZPROXIMITY INTEGER, ZFREQUENCY INTEGER, ZINTERVAL INTEGER, ZLATITUDE FLOAT, ZLONGITUDE FLOAT, ZRADIUS FLOAT, ZTITLE VARCHAR, ZFILENAME VARCHAR, ZDAYSOFTHEWEEK BLOB, ZDAYSOFTHEMONTH BLOB, ZMONTHSOFTHEYEAR BLOB, ZSETPOSITIONS BLOB)',
          "INSERT INTO ZREMCDBASELIST VALUES (1, NULL, 'Home'), (2, 1, 'Garden')",
          ...sql,
        ],
      },
    }).tables['reminders'];

  it('are urgent, in a group of lists, and come before they are due', () => {
    const alerts = (unit: number, count: number) =>
      json({ dueDateDeltaAlerts: [{ dueDateDeltaUnit: unit, dueDateDeltaCount: count }] });
    expect(
      read(
        `INSERT INTO ZREMCDREMINDER (Z_PK, ZTITLE, ZLIST, ZISURGENTSTATEENABLEDFORCURRENTUSER, ZDUEDATEDELTAALERTSDATA)
         VALUES (1, 'a', 2, 1, ${alerts(0, -15)}), (2, 'b', 1, 0, CAST(${alerts(4, -2)} AS BLOB)), (3, 'c', 2, 0, '{')`,
      ),
    ).toMatchObject([
      { title: 'a', listGroup: 'Home', isUrgent: true, earlyBy: 15, earlyUnit: 'minutes' },
      { title: 'b', listGroup: null, isUrgent: false, earlyBy: 2, earlyUnit: 'months' },
      { title: 'c', earlyBy: null, earlyUnit: null },
    ]);
  });

  it('say on which days they come again, whether on arriving or leaving, and which pictures they have', () => {
    const weekdays = json([
      { dayOfTheWeek: 2, weekNumber: 0 },
      { dayOfTheWeek: 6, weekNumber: -1 },
    ]);
    expect(
      read(
        "INSERT INTO ZREMCDREMINDER (Z_PK, ZTITLE) VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')",
        `INSERT INTO ZREMCDOBJECT (Z_PK, ZREMINDER4, ZFREQUENCY, ZINTERVAL, ZDAYSOFTHEWEEK, ZDAYSOFTHEMONTH)
         VALUES (11, 1, 1, 1, CAST(${weekdays} AS BLOB), '[]')`,
        `INSERT INTO ZREMCDOBJECT (Z_PK, ZREMINDER4, ZFREQUENCY, ZINTERVAL, ZDAYSOFTHEMONTH, ZMONTHSOFTHEYEAR, ZSETPOSITIONS)
         VALUES (12, 2, 3, 1, '[1,15]', '[1,12]', '[-1]')`,
        `INSERT INTO ZREMCDOBJECT (Z_PK, ZTITLE, ZLATITUDE, ZLONGITUDE, ZRADIUS, ZPROXIMITY)
         VALUES (21, 'Gate', 45.1, 11.2, 120, 1), (22, 'Pier', 45.3, 11.4, 100, 2)`,
        'INSERT INTO ZREMCDOBJECT (Z_PK, ZREMINDER, ZTRIGGER) VALUES (31, 3, 21), (32, 4, 22)',
        `INSERT INTO ZREMCDOBJECT (Z_PK, ZREMINDER2, ZFILENAME, ZMARKEDFORDELETION)
         VALUES (41, 4, 'receipt.jpg', 0), (42, 4, 'gone.jpg', 1)`,
      ),
    ).toMatchObject([
      {
        title: 'a',
        repeats: 'weekly',
        repeatsOn: ['monday', 'friday'],
        repeatsWhich: ['last'],
        repeatDates: null,
        proximity: null,
        attachments: null,
      },
      {
        title: 'b',
        repeats: 'yearly',
        repeatsOn: null,
        repeatDates: ['1', '15'],
        repeatMonths: ['january', 'december'],
        repeatsWhich: ['last'],
      },
      { title: 'c', place: 'Gate', proximity: 'arriving', radius: 120, repeatsOn: null },
      { title: 'd', place: 'Pier', proximity: 'leaving', radius: 100, attachments: ['receipt.jpg'] },
    ]);
  });

  it('say whether they come on getting in or out of a car', () => {
    expect(
      read(
        "INSERT INTO ZREMCDREMINDER (Z_PK, ZTITLE) VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')",
        'INSERT INTO ZREMCDOBJECT (Z_PK, ZEVENT) VALUES (21, 1), (22, 2), (23, 0), (24, 1)',
        `INSERT INTO ZREMCDOBJECT (Z_PK, ZREMINDER, ZTRIGGER, ZMARKEDFORDELETION)
         VALUES (31, 1, 21, 0), (32, 2, 22, 0), (33, 3, 23, 0), (34, 4, 24, 1)`,
      ),
    ).toMatchObject([
      { title: 'a', vehicle: 'getting-in', proximity: null, place: null },
      { title: 'b', vehicle: 'getting-out' },
      { title: 'c', vehicle: null },
      { title: 'd', vehicle: null },
    ]);
  });
});

describe('reminders of iOS 12 and earlier', () => {
  it('say on which days they come again, and whether on arriving or leaving', () => {
    const { tables } = readStores(reminders, {
      'HomeDomain/Library/Calendar/Calendar.sqlitedb': {
        sql: [
          'CREATE TABLE CalendarItem (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, summary TEXT, calendar_id INTEGER, entity_type INTEGER)',
          'CREATE TABLE Recurrence (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, frequency INTEGER, interval INTEGER, owner_id INTEGER, specifier TEXT)',
          'CREATE TABLE Alarm (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, trigger_date INTEGER, calendaritem_owner_id INTEGER, location_id INTEGER, proximity INTEGER)',
          'CREATE TABLE Location (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, latitude REAL, longitude REAL, radius REAL)',
          "INSERT INTO CalendarItem VALUES (1, 'a', 1, 3), (2, 'b', 1, 3)",
          "INSERT INTO Recurrence VALUES (1, 2, 1, 1, 'D=0MO,+3TU,-1FR;O=1,7;S=-1'), (2, 3, 1, 2, 'M=1,-1')",
          'INSERT INTO Alarm VALUES (1, NULL, 1, 5, 2), (2, NULL, 2, 0, 0)',
          "INSERT INTO Location VALUES (5, 'Gate', 45.1, 11.2, 150.0)",
        ],
      },
    });
    expect(tables['reminders']).toMatchObject([
      {
        title: 'a',
        repeatsOn: ['monday', 'tuesday', 'friday'],
        repeatsWhich: ['third', 'last'],
        repeatMonths: ['january', 'july'],
        proximity: 'leaving',
        radius: 150,
      },
      { title: 'b', repeatDates: ['1', '-1'], proximity: null, radius: null },
    ]);
  });
});

describe('voice memos', () => {
  it('are favourites, enhanced and of the watch; they are as long as the file, and have no time for a title', () => {
    const { tables } = readStores(voiceMemos, {
      'AppDomainGroup-group.com.apple.VoiceMemos.shared/Recordings/CloudRecordings.db': {
        sql: [
          'CREATE TABLE ZCLOUDRECORDING (Z_PK INTEGER PRIMARY KEY, ZFLAGS INTEGER, ZSHAREDFLAGS INTEGER, ZDURATION FLOAT, ZLOCALDURATION FLOAT, ZCUSTOMLABEL VARCHAR, ZENCRYPTEDTITLE VARCHAR, ZUNIQUEID VARCHAR)',
          `INSERT INTO ZCLOUDRECORDING VALUES
             (1, 4, 1, 9, 9.5, '2025-05-17T14:25:00Z', 'Tune', 'A'), (2, 4100, 66, 20, 0, NULL, 'Two', 'B'),
             (3, 0, NULL, 3, NULL, '2025-05-17T14:25:00Z', NULL, 'C'), (4, 0, 4, -1, NULL, 'Old', NULL, 'D')`,
        ],
      },
    });
    expect(tables['voice_memos']).toMatchObject([
      { title: 'Tune', seconds: 9.5, isFavourite: true, isEnhanced: false, isFromWatch: false },
      { title: 'Two', seconds: 20, isFavourite: false, isEnhanced: true, isFromWatch: true },
      { title: null, seconds: 3, isFavourite: null },
      { title: 'Old', seconds: 0, isFavourite: false },
    ]);
  });
});
