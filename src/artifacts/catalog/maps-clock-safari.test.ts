import { describe, expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { MAP_ITEM, ROUTE_REQUEST } from '../../formats/examples/map-items.ts';
import { Embedded } from '../../model/example.ts';
import { WEEKDAYS } from '../kit/calendar-days.ts';
import { clock } from './clock.ts';
import { mapsHistory } from './maps-history.ts';
import { mapsPlaces } from './maps-places.ts';
import { phoneTransfers } from './phone-transfers.ts';
import { safariHistory } from './safari-history.ts';
import { safariPreviews } from './safari-previews.ts';
import { safariSearches } from './safari-searches.ts';
import { safariSiteSettings } from './safari-site-settings.ts';
import { safariTabs } from './safari-tabs.ts';
import { timers } from './timers.ts';
import { voicemail } from './voicemail.ts';

// Stores of other versions than those of the examples, and with values that are missing or damaged. Times were computed
// with Python's `datetime`.

describe('places of Maps', () => {
  const FILE = 'AppDomainGroup-group.com.apple.Maps/Maps/MapsSync_0.0.1';

  it('are in all of their guides, whatever numbers the entities have', () => {
    const { tables } = readStores(mapsPlaces, {
      [FILE]: {
        tables: {
          Z_PRIMARYKEY: `Z_ENT | Z_NAME \n 7 | Collection \n 8 | CollectionItem`,
          ZCOLLECTION: `Z_PK | ZTITLE \n 1 | Zadar \n 2 | Rowing`,
          ZCOLLECTIONITEM: `Z_PK | ZCUSTOMNAME | ZMAPITEMNAME \n 5 | Our pier | Pier 4 \n 6 | |`,
          Z_7PLACES: `Z_7COLLECTIONS | Z_8PLACES \n 1 | 5 \n 2 | 5 \n 2 | 99`,
        },
      },
    });
    expect(tables['maps_saved_places']).toMatchObject([
      { name: 'Our pier', mapName: 'Pier 4', guides: ['Zadar', 'Rowing'], latitude: null, addedAt: null },
    ]);
    expect(tables['maps_saved_places']).toHaveLength(1);
    expect(tables['maps_guides']).toMatchObject([{ title: 'Zadar' }, { title: 'Rowing' }]);
    expect(tables['maps_favorites']).toEqual([]);
  });

  it('until iOS 16 have their names, addresses and some coordinates in the map item; guides count their places', () => {
    const item = { Z_PK: 4, ZLATITUDE: 52.52, ZLONGITUDE: 13.41, ZMAPITEMSTORAGE: Buffer.from(MAP_ITEM, 'base64') };
    const { tables, notes } = readStores(mapsPlaces, {
      [FILE]: {
        tables: {
          Z_PRIMARYKEY: `Z_ENT | Z_NAME \n 6 | Collection \n 7 | CollectionItem`,
          ZMIXINMAPITEM: [item, { ...item, Z_PK: 5, ZMAPITEMSTORAGE: Buffer.from('0a02ff', 'hex') }],
          ZFAVORITEITEM: [
            { Z_PK: 1, ZCUSTOMNAME: 'Lunch', ZLATITUDE: 1.5, ZLONGITUDE: 2.5, ZMAPITEM: 4 },
            { Z_PK: 2, ZMAPITEM: 5 },
            { Z_PK: 3, ZCUSTOMNAME: null },
          ],
          ZCOLLECTION: `Z_PK | ZTITLE \n 1 | Berlin \n 2 | Empty`,
          ZCOLLECTIONITEM: [{ Z_PK: 1, ZMAPITEM: 4 }],
          Z_6PLACES: [{ Z_6COLLECTIONS: 1, Z_7PLACES: 1 }],
        },
      },
    });
    const address = 'Uno St 1, 10117 Berlin';
    expect(tables['maps_favorites']).toMatchObject([
      { name: 'Lunch', mapName: 'Pizzeria Uno', address, latitude: 1.5, longitude: 2.5 },
      { name: null, mapName: null, address: null, latitude: 52.52, longitude: 13.41 },
    ]);
    expect(tables['maps_favorites']).toHaveLength(2);
    expect(tables['maps_saved_places']).toMatchObject([
      { name: 'Pizzeria Uno', mapName: null, address, guides: ['Berlin'], latitude: 52.52, longitude: 13.41 },
    ]);
    expect(tables['maps_guides']).toMatchObject([
      { title: 'Berlin', places: 1 },
      { title: 'Empty', places: 0 },
    ]);
    expect(notes).toMatchObject({
      'unreadable-value:maps_favorites.name': 1,
      'unreadable-value:maps_favorites.mapName': 1,
      'unreadable-value:maps_favorites.address': 1,
    });
  });

  it('that were looked at have the first of several names; routes have no coordinate', () => {
    const { tables, notes } = readStores(mapsHistory, {
      [FILE]: {
        tables: {
          Z_PRIMARYKEY: `Z_ENT | Z_NAME \n 15 | HistoryDirectionsItem \n 18 | HistoryPlaceItem`,
          ZMIXINMAPITEM: [
            { Z_PK: 1, ZLATITUDE: 0, ZLONGITUDE: 0, ZMAPITEMSTORAGE: Buffer.from(MAP_ITEM, 'base64') },
            // An address alone, as Python writes it.
            {
              Z_PK: 2,
              ZMAPITEMSTORAGE: Buffer.from('CiYI5yQiIQgfQh36ARoKGKoGFRITWhFPbmx5IGFuIGFkZHJlc3MgMw==', 'base64'),
            },
          ],
          ZHISTORYITEM: [
            { Z_PK: 1, Z_ENT: 18, ZMAPITEM: 1, ZLATITUDE1: 0, ZLONGITUDE1: 0 },
            { Z_PK: 2, Z_ENT: 18, ZMAPITEM: 2, ZLATITUDE1: 52.52, ZLONGITUDE1: 13.41 },
            { Z_PK: 3, Z_ENT: 18, ZMAPITEM: 99 },
            { Z_PK: 4, Z_ENT: 15, ZROUTEREQUESTSTORAGE: Buffer.from(ROUTE_REQUEST, 'base64') },
            { Z_PK: 5, Z_ENT: 15, ZROUTEREQUESTSTORAGE: Buffer.from('0a02ff', 'hex') },
            { Z_PK: 6, Z_ENT: 15, ZROUTEREQUESTSTORAGE: Buffer.alloc(0) },
          ],
        },
      },
    });
    const none = { place: null, address: null, stops: null, latitude: null, longitude: null };
    expect(tables['maps_history']).toMatchObject([
      { ...none, place: 'Pizzeria Uno', address: 'Uno St 1, 10117 Berlin', kind: 'place' },
      { ...none, address: 'Only an address 3', latitude: 52.52, longitude: 13.41 },
      none,
      {
        ...none,
        place: 'Zoo Tor',
        address: 'Zoo 9, 10787 Berlin',
        stops: ['Start Cafe', 'Zoo Tor'],
        kind: 'directions',
      },
      none,
      none,
    ]);
    expect(notes).toMatchObject({ 'unreadable-value:maps_history.stops': 1 });
  });

  it('that were marked have the name that was given to them; routes with several stops are directions', () => {
    const { tables, notes } = readStores(mapsHistory, {
      [FILE]: {
        tables: {
          Z_PRIMARYKEY: `
            Z_ENT | Z_NAME
            16 | HistoryDirectionsItem
            17 | HistoryEvDirectionsItem
            18 | HistoryMarkedLocation
            19 | HistoryMultiPointRoute
            20 | HistoryTransitItem
            21 | HistoryLater`,
          ZMIXINMAPITEM: [{ Z_PK: 1, ZLATITUDE: 0, ZLONGITUDE: 0 }],
          ZHISTORYITEM: [
            { Z_PK: 1, Z_ENT: 18, ZCUSTOMNAME: 'My car', ZMAPITEMSTORAGE: Buffer.from(MAP_ITEM, 'base64') },
            { Z_PK: 2, Z_ENT: 18, ZMAPITEMSTORAGE: Buffer.from(MAP_ITEM, 'base64'), ZLATITUDE2: 1, ZLONGITUDE2: 2 },
            { Z_PK: 3, Z_ENT: 19, ZROUTEREQUESTSTORAGE1: Buffer.from(ROUTE_REQUEST, 'base64') },
            { Z_PK: 4, Z_ENT: 17, ZROUTEREQUESTSTORAGE: Buffer.from(ROUTE_REQUEST, 'base64') },
            { Z_PK: 5, Z_ENT: 20 },
            { Z_PK: 6, Z_ENT: 21 },
          ],
        },
      },
    });
    const address = 'Uno St 1, 10117 Berlin';
    const route = { kind: 'directions', place: 'Zoo Tor', stops: ['Start Cafe', 'Zoo Tor'] };
    expect(tables['maps_history']).toMatchObject([
      { kind: 'marked-place', place: 'My car', address, latitude: null },
      { kind: 'marked-place', place: 'Pizzeria Uno', address, latitude: 1, longitude: 2 },
      route,
      route,
      { kind: 'transit-line', place: null },
      { kind: 'HistoryLater' },
    ]);
    expect(notes).toEqual({ 'unknown-code:maps_history.kind:HistoryLater': 1 });
  });

  it('are visits even if Maps has no name for where it was', () => {
    const { tables, losses } = readStores(mapsPlaces, {
      [FILE]: {
        tables: {
          ZVISIT: `Z_PK | ZLOCATION | ZSTARTDATE \n 1 | 7 | 790000000.5`,
          ZVISITEDLOCATION: `Z_PK | ZMAPITEMNAME | ZLATITUDE | ZLONGITUDE \n 8 | Elsewhere | 1 | 2`,
        },
      },
    });
    expect(tables['maps_visits']).toMatchObject([
      { startedAt: Date.UTC(2026, 0, 13, 12, 26, 40, 500), name: null, latitude: null, categories: [], isHidden: null },
    ]);
    expect(losses).toEqual({});
  });
});

describe('alarms and timers', () => {
  const DATABASE = 'AppDomainGroup-group.com.apple.mobiletimerd/local.sqlite';
  const SETTINGS = 'HomeDomain/Library/Preferences/com.apple.mobiletimerd.plist';
  const alarm = (hour: number) => ({ $MTAlarm: { MTAlarmHour: hour, MTAlarmMinute: 0, MTAlarmEnabled: true } });

  it('are those of the property list where there is no database; two without an id are two', () => {
    const { tables } = readStores(clock, {
      [SETTINGS]: { plist: { MTAlarms: { MTAlarms: [alarm(6), alarm(6)], MTSleepAlarms: [alarm(7)] } } },
    });
    expect(tables['alarms']?.map(({ time }) => time)).toEqual(['06:00', '06:00', '07:00']);
  });

  it('are the newer of both stores', () => {
    const id = '0A0B0C0D-0E0F-4001-8002-030405060708';
    const stores = (changed: number) => ({
      [DATABASE]: {
        tables: {
          ZMTCDALARM: [
            {
              Z_PK: 1,
              ZMTID: Buffer.from(id.replaceAll('-', ''), 'hex'),
              ZHOUR: 8,
              ZMINUTE: 5,
              ZTITLE: 'Ferry',
              ZLASTMODIFIEDDATE: changed,
            },
          ],
        },
      },
      [SETTINGS]: {
        plist: {
          MTAlarms: {
            MTAlarms: [
              {
                $MTAlarm: {
                  MTAlarmID: id,
                  MTAlarmHour: 9,
                  MTAlarmMinute: 10,
                  MTAlarmLastModifiedDate: new Date('2025-06-06T10:53:20Z'),
                },
              },
            ],
          },
        },
      },
    });
    expect(readStores(clock, stores(770_900_001)).tables['alarms']).toMatchObject([{ time: '08:05', title: 'Ferry' }]);
    expect(readStores(clock, stores(770_899_999)).tables['alarms']).toMatchObject([{ time: '09:10', title: 'Ferry' }]);
  });

  it('are snoozed, of one day, off for a while or of the sleep schedule, whose bedtime alone is one', () => {
    const largest = 9_223_372_036_854_775_807n;
    const bedtime = { MTAlarmBedtimeHour: 0, MTAlarmBedtimeMinute: 15 };
    const { tables, notes } = readStores(clock, {
      [DATABASE]: {
        tables: {
          ZMTCDALARM: [
            {
              Z_PK: 1,
              ZHOUR: 1,
              ZYEAR: 2025,
              ZMONTH: 6,
              ZDAY: 8,
              ZALLOWSSNOOZE: 1,
              ZSNOOZEDURATION: 15,
              ZSLEEPALARM: 0,
            },
            {
              Z_PK: 2,
              ZHOUR: 2,
              ZYEAR: largest,
              ZMONTH: largest,
              ZDAY: largest,
              ZALLOWSSNOOZE: 0,
              ZSNOOZEDURATION: 16,
            },
            { Z_PK: 3, ZHOUR: 3, ZYEAR: 2025, ZMONTH: 0, ZDAY: 8, ZSNOOZEDURATION: 0, ZSLEEPALARM: 1 },
            { Z_PK: 4, ZHOUR: 4, ZKEEPOFFUNTILDATE: 770_900_000 },
          ],
        },
      },
      [SETTINGS]: {
        plist: {
          MTAlarms: {
            MTAlarms: [{ $MTAlarm: { MTAlarmHour: 5, MTAlarmIsSleep: false, ...bedtime } }],
            MTSleepAlarms: [{ $MTAlarm: { MTAlarmHour: 6, MTAlarmSleepTrackingKey: true, ...bedtime } }],
          },
        },
      },
    });
    const none = { onDate: null, snooze: null, bedtime: null, offUntil: null };
    expect(tables['alarms']).toMatchObject([
      { ...none, time: '01:00', onDate: '2025-06-08', canSnooze: true, snooze: 900, isSleep: false },
      { ...none, time: '02:00', canSnooze: false, isSleep: null },
      { ...none, time: '03:00', canSnooze: null, isSleep: true },
      { ...none, time: '04:00', offUntil: Date.UTC(2025, 5, 6, 10, 53, 20) },
      { ...none, time: '05:00', isSleep: false },
      { ...none, time: '06:00', isSleep: true, bedtime: '00:15' },
    ]);
    expect(notes).toEqual({});
  });

  it('of iOS 11 and earlier are in the settings of Clock, which do not say whether they are on', () => {
    const { tables, notes } = readStores(clock, {
      'HomeDomain/Library/Preferences/com.apple.mobiletimer.plist': {
        plist: {
          Alarms: [
            {
              alarmId: '2C1B6E3A-0000-4000-8000-00000000A001',
              hour: 6,
              minute: 5,
              daySetting: 33,
              title: 'Ferry',
              sound: 'system:Marimba',
              soundType: 1,
              lastModified: new Date('2013-01-01T05:00:00Z'),
              allowsSnooze: true,
              revision: 3,
            },
            { alarmId: 'second', hour: 0, minute: 0, daySetting: 0, title: '', lastModified: new Date('0001-01-01') },
          ],
          SleepAlarm: { alarmId: 'sleep', hour: 7, minute: 30, daySetting: 127, isSleepAlarm: true, bedtimeHour: 23 },
          cities: [],
        },
      },
    });
    expect(tables['alarms']).toMatchObject([
      {
        time: '06:05',
        title: 'Ferry',
        days: ['monday', 'saturday'],
        isOn: null,
        changedAt: Date.UTC(2013, 0, 1, 5),
        sound: 'system:Marimba',
      },
      { time: '00:00', title: null, days: [], isOn: null, changedAt: null },
      { time: '07:30', days: [...WEEKDAYS] },
    ]);
    expect(notes).toEqual({});
  });

  it('have states that nobody has explained as they are', () => {
    const { tables, notes } = readStores(timers, {
      [DATABASE]: { tables: { ZMTCDTIMER: `Z_PK | ZDURATION | ZSTATE \n 1 | 90 | 4` } },
    });
    expect(tables['timers']).toMatchObject([{ length: 90, state: '4', title: null, changedAt: null }]);
    expect(Object.keys(notes)).toEqual(['unknown-code:timers.state:4']);
  });
});

describe('messages in the store of FaceTime', () => {
  const FILE =
    'AppDomainGroup-group.com.apple.FaceTime/com.apple.facetimemessagestored/Data Store/FaceTimeMessageStore-local.sqlitedb';

  it('are there without sound, with a transcript that cannot be read, and deleted', () => {
    const row = {
      ZPROVIDER: 'com.apple.coretelephony',
      ZFROM: '+4930123456',
      ZDATECREATED: 800_000_000,
      ZMAILBOXTYPE: 0,
    };
    const { tables, losses } = readStores(voicemail, {
      [FILE]: {
        tables: {
          ZSTOREDMESSAGE: [
            {
              Z_PK: 1,
              ...row,
              ZRECORDUUID: Buffer.from('0102', 'hex'),
              ZFILETYPE: 'amr',
              ZTRANSCRIPT: null,
              ZDATEDELETED: 800_000_100,
            },
            {
              Z_PK: 2,
              ...row,
              ZRECORDUUID: null,
              ZFILETYPE: null,
              ZTRANSCRIPT: Buffer.from('not an archive'),
              ZDATEDELETED: null,
            },
            {
              Z_PK: 3,
              ...row,
              ZRECORDUUID: null,
              ZFILETYPE: 'm4a',
              ZTRANSCRIPT: new Embedded({ archive: [] }),
              ZDATEDELETED: null,
            },
          ],
        },
      },
    });
    expect(tables['voicemails']).toMatchObject([
      {
        receivedAt: Date.UTC(2026, 4, 9, 6, 13, 20),
        isDeleted: true,
        deletedAt: Date.UTC(2026, 4, 9, 6, 15),
        audio: null,
      },
      { caller: '+4930123456', isDeleted: false, transcript: null, audio: null },
      { transcript: null, facetime: null },
    ]);
    expect(losses).toEqual({});
  });
});

describe('what Safari knows of sites', () => {
  it('is in the container of the app in older systems, with settings of later ones as they are called', () => {
    const { tables } = readStores(safariSiteSettings, {
      'AppDomain-com.apple.mobilesafari/Library/Safari/PerSitePreferences.db': {
        tables: {
          preference_values: `
            id | domain      | preference                | preference_value | timestamp
            1  | example.org | PerSitePreferencesCamera  | 1                | 2020-02-29 23:59:59
            2  | example.org | PerSitePreferencesHolograms | 2              |`,
        },
      },
    });
    expect(tables['safari_site_settings']).toMatchObject([
      { setting: 'camera', value: '1', changedAt: Date.UTC(2020, 1, 29, 23, 59, 59) },
      { setting: 'Holograms', value: '2', changedAt: null },
    ]);
  });

  it('has previews of the first form of the table, whose times are beside', () => {
    const { tables } = readStores(safariPreviews, {
      'AppDomain-com.apple.mobilesafari/Library/Metadata Cache/LPLinkMetadata.db': {
        sql: [
          'CREATE TABLE page_url (url TEXT PRIMARY KEY NOT NULL, uuid TEXT NOT NULL ON CONFLICT FAIL)',
          'CREATE TABLE uuid_info (uuid TEXT PRIMARY KEY NOT NULL, timestamp INTEGER)',
          `INSERT INTO page_url VALUES ('https://m.example.org/a?b', 'U')`,
          `INSERT INTO uuid_info VALUES ('U', 600000000)`,
        ],
      },
    });
    expect(tables['safari_previews']).toMatchObject([
      { site: 'm.example.org', loadedAt: Date.UTC(2020, 0, 6, 10, 40), isThere: null },
    ]);
  });

  it('has suggestions that were ignored in the first form of their table', () => {
    const { tables } = readStores(safariSearches, {
      'AppDomain-com.apple.mobilesafari/Library/Safari/IgnoredSiriSuggestedSites.db': {
        tables: { ignored_siri_suggested_sites: `url | query | timestamp \n https://example.org/ | ferr | 600000000` },
      },
    });
    expect(tables['safari_searches']).toMatchObject([
      { words: 'ferr', suggested: 'https://example.org/', opened: null, searchedAt: Date.UTC(2020, 0, 6, 10, 40) },
    ]);
  });
});

describe('Safari of older systems', () => {
  const FOLDER = 'HomeDomain/Library/Safari';
  const HISTORY = {
    plist: {
      WebHistoryFileVersion: 1,
      WebHistoryDates: [
        { '': 'http://ferries.example/', title: 'Ferries', lastVisitedDate: '378691200.5', visitCount: 3, D: [3] },
        {
          '': 'http://lemons.example/',
          displayTitle: 'Lemons',
          lastVisitedDate: '378691201.0',
          visitCount: 1,
          lastVisitWasFailure: true,
        },
        { '': 'http://kites.example/', lastVisitedDate: '' },
        'damaged',
      ],
    },
  };
  const PAGES = {
    plist: {
      SafariStateDocuments: [
        {
          SafariStateDocumentTitle: 'Timetable',
          SafariStateDocumentURL: 'http://ferries.example/t',
          SafariStateDocumentUserVisibleURL: 'http://ferries.example/times',
          SafariStateDocumentLastViewedTime: 378_691_200,
        },
        { SafariStateDocumentTitle: '', SafariStateDocumentURL: '' },
      ],
      SafariStatePrivateDocuments: [{ SafariStateDocumentURL: 'http://gifts.example/' }],
    },
  };

  it('has each page of the history once, with its last visit', () => {
    const { tables, losses } = readStores(safariHistory, { [`${FOLDER}/History.plist`]: HISTORY });
    expect(tables['safari_visits']).toMatchObject([
      {
        url: 'http://ferries.example/',
        title: 'Ferries',
        visitedAt: Date.UTC(2013, 0, 1, 0, 0, 0, 500),
        visits: 3,
        hasFailed: null,
      },
      {
        url: 'http://lemons.example/',
        title: 'Lemons',
        visitedAt: Date.UTC(2013, 0, 1, 0, 0, 1),
        visits: 1,
        hasFailed: true,
      },
      { url: 'http://kites.example/', title: null, visitedAt: null },
    ]);
    expect(losses).toEqual({});
  });

  it('has the history of the database alone if that has taken it over', () => {
    const { tables } = readStores(safariHistory, {
      [`${FOLDER}/History.plist`]: HISTORY,
      [`${FOLDER}/History.db`]: {
        tables: {
          history_items: [{ id: 1, url: 'http://ferries.example/', visit_count: 3 }],
          history_visits: [{ id: 1, history_item: 1, visit_time: 378_691_200.5, load_successful: 0 }],
        },
      },
    });
    expect(tables['safari_visits']).toMatchObject([
      { url: 'http://ferries.example/', visitedAt: Date.UTC(2013, 0, 1, 0, 0, 0, 500), hasFailed: true },
    ]);
    expect(tables['safari_visits']).toHaveLength(1);
  });

  it('has the open pages, private ones in a list of their own, and none that was left blank', () => {
    const { tables } = readStores(safariTabs, { [`${FOLDER}/SuspendState.plist`]: PAGES });
    expect(tables['safari_tabs']).toMatchObject([
      {
        title: 'Timetable',
        url: 'http://ferries.example/times',
        viewedAt: Date.UTC(2013, 0, 1),
        isPrivate: false,
        isDeleted: null,
      },
      { title: null, url: 'http://gifts.example/', viewedAt: null, isPrivate: true },
    ]);
    expect(tables['safari_tabs']).toHaveLength(2);
  });

  it('left pages that were open before an update, which are open no more', () => {
    const { tables } = readStores(safariTabs, {
      [`${FOLDER}/SuspendState.plist`]: PAGES,
      [`${FOLDER}/BrowserState.db`]: {
        tables: {
          tabs: [
            { id: 1, title: '', url: '', user_visible_url: '' },
            { id: 2, title: 'Kites', url: null, user_visible_url: 'https://kites.example/', private_browsing: 1 },
          ],
        },
      },
    });
    expect(tables['safari_tabs']).toMatchObject([{ title: 'Kites', url: 'https://kites.example/', isPrivate: true }]);
    expect(tables['safari_tabs']).toHaveLength(1);
  });
});

describe('data taken over', () => {
  const FILE = 'RootDomain/Library/Preferences/com.apple.MobileBackup.plist';

  it('came from a computer if not from iCloud', () => {
    const { tables } = readStores(phoneTransfers, {
      [FILE]: { plist: { RestoreInfo: { RestoreDate: new Date('2020-01-06T10:40:00Z'), WasCloudRestore: false } } },
    });
    expect(tables['phone_transfers']).toMatchObject([{ how: 'computer', at: Date.UTC(2020, 0, 6, 10, 40) }]);
  });

  it('is none without a date', () => {
    const { tables } = readStores(phoneTransfers, {
      [FILE]: {
        plist: { AccountEnabledDate: new Date(0), RestoreInfo: { WasCloudRestore: false }, DeviceTransferInfo: {} },
      },
    });
    expect(tables['phone_transfers']).toEqual([]);
  });
});
