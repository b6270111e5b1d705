import { describe, expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { firefox } from './firefox.ts';

const PROFILE = 'AppDomainGroup-group.org.mozilla.ios.Firefox/profile.profile';

/** Columns of schema 39 of `browser.db` (`BrowserSchema.swift` of Firefox for iOS). */
const bookmarks = (table: string, more: string) =>
  `CREATE TABLE ${table} (id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE, type TINYINT NOT NULL, date_added INTEGER,
    is_deleted TINYINT NOT NULL DEFAULT 0, parentid TEXT, parentName TEXT, feedUri TEXT, siteUri TEXT, pos INT, title TEXT,
    description TEXT, bmkUri TEXT, tags TEXT, keyword TEXT, folderName TEXT, queryId TEXT ${more})`;
const EARLIER = {
  sql: [
    'CREATE TABLE history (id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE, url TEXT UNIQUE, title TEXT NOT NULL, server_modified INTEGER, local_modified INTEGER, is_deleted TINYINT NOT NULL, should_upload TINYINT NOT NULL, domain_id INTEGER)',
    'CREATE TABLE visits (id INTEGER PRIMARY KEY AUTOINCREMENT, siteID INTEGER NOT NULL, date REAL NOT NULL, type INTEGER NOT NULL, is_local TINYINT NOT NULL, UNIQUE (siteID, date, type))',
    "INSERT INTO history VALUES (1, 'h1', 'https://example.org/ferries', 'Ferry times', NULL, 1, 0, 1, 1), (2, 'h2', 'https://example.net/bees', '', 1, NULL, 0, 0, 2)",
    'INSERT INTO visits VALUES (1, 1, 1464000000123456, 1, 1), (2, 2, 1464000060000000, 2, 0)',
    bookmarks('bookmarksLocal', ', local_modified INTEGER, sync_status TINYINT NOT NULL, faviconID INTEGER'),
    bookmarks(
      'bookmarksMirror',
      ', is_overridden TINYINT NOT NULL DEFAULT 0, server_modified INTEGER NOT NULL, hasDupe TINYINT NOT NULL DEFAULT 0, faviconID INTEGER',
    ),
    bookmarks('bookmarksBuffer', ', server_modified INTEGER NOT NULL, hasDupe TINYINT NOT NULL DEFAULT 0'),
    `INSERT INTO bookmarksLocal (guid, type, date_added, is_deleted, parentid, parentName, title, bmkUri, sync_status) VALUES
      ('root________', 2, 1, 0, 'root________', '', '', NULL, 2), ('mobile______', 2, 1, 0, 'root________', '', '', NULL, 2),
      ('folder', 2, 1, 0, 'mobile______', '', 'Kitchen', NULL, 2),
      ('local1', 1, 1464000000000, 0, 'mobile______', '', 'Ferries', 'https://example.org/ferries', 2),
      ('local2', 1, 1464000001000, 0, 'folder', 'Kitchen', 'Cake', 'https://example.org/cake', 2),
      ('local3', 1, 1464000002000, 1, 'mobile______', '', NULL, NULL, 2)`,
    `INSERT INTO bookmarksMirror (guid, type, date_added, parentid, parentName, title, bmkUri, is_overridden, server_modified) VALUES
      ('local1', 1, 1464000000000, 'mobile______', '', 'Ferries of before', 'https://example.org/ferries', 1, 1)`,
    `INSERT INTO bookmarksBuffer (guid, type, date_added, parentid, parentName, title, bmkUri, server_modified) VALUES
      ('desktop', 1, 1463000000000, 'other', 'Work', 'Bees', 'https://example.net/bees', 1)`,
  ],
};

describe('Firefox', () => {
  it('has the pages of browser.db, whose visits are in microseconds', () => {
    const { tables } = readStores(firefox, { [`${PROFILE}/browser.db`]: EARLIER });
    expect(tables['firefox_visits']).toMatchObject([
      {
        visitedAt: 1_464_000_000_123,
        title: 'Ferry times',
        url: 'https://example.org/ferries',
        isFromOtherDevice: false,
      },
      { visitedAt: 1_464_000_060_000, url: 'https://example.net/bees', isFromOtherDevice: true },
    ]);
    expect(tables['firefox_bookmarks']).toMatchObject([
      { title: 'Ferries', url: 'https://example.org/ferries', folder: 'mobile', addedAt: 1_464_000_000_000 },
      { title: 'Cake', url: 'https://example.org/cake', folder: 'mobile / Kitchen', addedAt: 1_464_000_001_000 },
      { title: 'Bees', url: 'https://example.net/bees', folder: 'Work', addedAt: 1_463_000_000_000 },
    ]);
  });

  it('has a page once that was taken over into places.db, under the key of that', () => {
    const { tables } = readStores(firefox, {
      [`${PROFILE}/browser.db`]: EARLIER,
      [`${PROFILE}/places.db`]: {
        sql: [
          'CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url LONGVARCHAR NOT NULL, title LONGVARCHAR, visit_count_local INTEGER NOT NULL DEFAULT 0)',
          'CREATE TABLE moz_historyvisits (id INTEGER PRIMARY KEY, is_local INTEGER NOT NULL, from_visit INTEGER, place_id INTEGER NOT NULL, visit_date INTEGER NOT NULL, visit_type INTEGER NOT NULL)',
          'CREATE TABLE moz_bookmarks (id INTEGER PRIMARY KEY, fk INTEGER, type INTEGER NOT NULL, parent INTEGER, position INTEGER NOT NULL, title TEXT, dateAdded INTEGER NOT NULL, guid TEXT NOT NULL UNIQUE)',
          "INSERT INTO moz_places VALUES (1, 'https://example.org/ferries', 'Ferry times', 1)",
          'INSERT INTO moz_historyvisits VALUES (1, 1, NULL, 1, 1464000000123, 1)',
          `INSERT INTO moz_bookmarks VALUES (1, NULL, 2, NULL, 0, 'root', 1, 'root________'), (2, NULL, 2, 1, 0, 'mobile', 1, 'mobile______'),
            (3, 1, 1, 2, 0, 'Ferries', 1464000000000, 'local1')`,
        ],
      },
    });
    expect(tables['firefox_visits']).toMatchObject([
      { key: '1', visitedAt: 1_464_000_000_123, title: 'Ferry times' },
      { visitedAt: 1_464_000_060_000, url: 'https://example.net/bees' },
    ]);
    expect(tables['firefox_bookmarks']?.map(({ title }) => title)).toEqual(['Ferries', 'Cake', 'Bees']);
    const keys = [...(tables['firefox_visits'] ?? []), ...(tables['firefox_bookmarks'] ?? [])].map(({ key }) => key);
    expect(new Set(tables['firefox_visits']?.map(({ key }) => key)).size).toBe(2);
    expect(keys).toContain('3');
  });
});
