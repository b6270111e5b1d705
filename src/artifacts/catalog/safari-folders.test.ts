import { describe, expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { Embedded } from '../../model/example.ts';
import { safariBookmarks } from './safari-bookmarks.ts';
import { safariTabs } from './safari-tabs.ts';

// Tables and keys as the code of Safari of iOS 26.1 writes them (docs/format/apps-and-system.md).

const BOOKMARKS =
  'CREATE TABLE bookmarks (id INTEGER PRIMARY KEY AUTOINCREMENT, special_id INTEGER DEFAULT 0, parent INTEGER, type INTEGER, title TEXT, url TEXT COLLATE NOCASE, hidden INTEGER DEFAULT 0, order_index INTEGER NOT NULL DEFAULT 0, external_uuid TEXT UNIQUE, deleted INTEGER DEFAULT 0, extra_attributes BLOB DEFAULT NULL, local_attributes BLOB DEFAULT NULL, syncable BOOL DEFAULT 1, subtype INTEGER DEFAULT 0)';
describe('folders of Safari', () => {
  it('have the names that Safari shows for its own, whatever they are called; those of hidden ones are left out', () => {
    const { tables } = readStores(safariBookmarks, {
      'HomeDomain/Library/Safari/Bookmarks.db': {
        sql: [
          BOOKMARKS,
          `INSERT INTO bookmarks (id, parent, special_id, type, title, hidden, subtype) VALUES
             (0, NULL, 0, 1, 'Root', 0, 0), (1, 0, 1, 1, 'BookmarksBar', 0, 0), (2, 0, 2, 1, 'BookmarksMenu', 0, 0),
             (3, 1, 0, 1, 'News', 0, 0), (4, 0, 0, 1, 'BookmarksBar', 0, 0), (5, 0, 0, 1, '', 1, 5)`,
          `INSERT INTO bookmarks (id, parent, type, title, url) VALUES
             (11, 3, 0, 'Deep', 'https://deep.example/'), (12, 2, 0, 'Menu', 'https://menu.example/'),
             (13, 4, 0, 'Own', 'https://own.example/'), (14, 5, 0, 'Often', 'https://often.example/'),
             (15, 0, 0, 'Top', 'https://top.example/')`,
        ],
      },
    });
    expect(tables['safari_bookmarks']?.map(({ title, folder }) => [title, folder])).toEqual([
      ['Deep', 'Favourites / News'],
      ['Menu', 'Bookmarks Menu'],
      ['Own', 'BookmarksBar'],
      ['Top', null],
    ]);
  });
});

describe('open pages of Safari', () => {
  const read = (bookmarks: readonly Record<string, unknown>[]) =>
    readStores(safariTabs, {
      'HomeDomain/Library/Safari/SafariTabs.db': {
        tables: {
          bookmarks: [
            { id: 0, type: 1, title: 'Root' },
            { id: 5, parent: 0, type: 1, title: 'Tabs', syncable: 0 },
            { id: 6, parent: 0, type: 1, title: 'More', syncable: 0 },
            { id: 7, parent: 0, type: 1, title: 'Holiday', syncable: 1 },
            { id: 8, parent: 0, type: 1, title: 'Private', syncable: 1 },
            { id: 9, parent: 0, type: 1, title: 'Work', subtype: 2, external_uuid: 'A1' },
            { id: 10, parent: 9, type: 1, title: 'Phone', subtype: 3 },
            { id: 11, parent: 10, type: 1, title: 'x', extra_attributes: plist({ IsUnnamed: true }) },
            { id: 12, parent: 9, type: 1, title: '', subtype: 5, external_uuid: 'fvs-A1', hidden: 1 },
            { id: 13, parent: 9, type: 1, title: '', external_uuid: 'pinned-A1' },
            { id: 14, parent: 0, type: 1, title: '', external_uuid: 'privatePinned' },
            { id: 15, parent: 0, type: 1, title: '', external_uuid: 'recentlyClosed' },
            ...bookmarks.map((row) => ({ type: 0, ...row })),
          ] as never,
          windows: [{ id: 1, uuid: 'W', local_tab_group_id: 5, private_tab_group_id: 6, active_tab_group_id: 5 }],
        },
      },
    }).tables['safari_tabs'];
  const plist = (value: Record<string, unknown>) => new Embedded({ plist: value as never });

  it('have the address and the title that this phone shows, where other devices have other ones or none', () => {
    const rows = read([
      {
        id: 20,
        parent: 5,
        title: 'Old',
        url: 'https://a.example/',
        extra_attributes: plist({ LocalTitle: 'New', LocalURL: 'https://a.example/moved' }),
      },
      { id: 21, parent: 5, url: '', extra_attributes: plist({ LocalTitle: 'Report', LocalURL: 'file:///r.pdf' }) },
      { id: 22, parent: 5, title: 'Start Page', url: '', extra_attributes: plist({ LocalURL: '' }) },
    ]);
    expect(rows?.map(({ title, url, group }) => [title, url, group])).toEqual([
      ['New', 'https://a.example/moved', null],
      ['Report', 'file:///r.pdf', null],
    ]);
  });

  it('are private, pinned, in a group or a profile by their folder and its window', () => {
    const rows = read([
      { id: 20, parent: 5, url: 'https://local.example/' },
      { id: 21, parent: 6, url: 'https://private.example/' },
      { id: 22, parent: 7, url: 'https://named.example/', extra_attributes: plist({ IsPinned: true }) },
      { id: 23, parent: 8, url: 'https://called-private.example/' },
      { id: 24, parent: 11, url: 'https://unnamed.example/' },
      { id: 25, parent: 12, url: 'https://often.example/', hidden: 1 },
      { id: 26, parent: 13, url: 'https://pinned.example/' },
      { id: 27, parent: 14, url: 'https://private-pinned.example/' },
      { id: 28, parent: 15, url: 'https://closed.example/' },
      { id: 29, parent: 7, url: 'https://www.icloud.com/x/unsupported-safari-version', hidden: 1 },
    ]);
    expect(
      rows?.map(({ url, isPrivate, isPinned, isFrequent, group, profile }) =>
        [url, isPrivate && 'private', isPinned && 'pinned', isFrequent && 'frequent', group, profile].filter(
          (value) => value !== false && value !== null,
        ),
      ),
    ).toEqual([
      ['https://local.example/'],
      ['https://private.example/', 'private'],
      ['https://named.example/', 'pinned', 'Holiday'],
      ['https://called-private.example/', 'Private'],
      ['https://unnamed.example/', 'Work'],
      ['https://often.example/', 'frequent', 'Work'],
      ['https://pinned.example/', 'pinned', 'Work'],
      ['https://private-pinned.example/', 'private', 'pinned'],
      ['https://closed.example/'],
    ]);
  });
});
