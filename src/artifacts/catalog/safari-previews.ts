import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

/** From iOS 26 on times can count from 1970: such numbers are no times since 2001. */
const UNIX = 978_307_200;
const SITE = from(['url'], (url) => /^https?:\/\/(?:www\.)?([^/:?#]+)/i.exec(textOf(url))?.[1] ?? null);

/**
 * Pages of which Safari loaded title and picture, to show them on its start page and in lists: bookmarks, the reading
 * list, suggestions and pages that are often opened.
 */
export const safariPreviews = defineRecords({
  id: 'safari-previews',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no list of pages that Safari shows with a picture.',
  seenOn: ['iOS 27 (tables of a real backup, as another tool reads them)', 'synthetic'],
  store: sqlite('AppDomain-com.apple.mobilesafari', 'Library/Metadata Cache/LPLinkMetadata.db'),
  table: 'safari_previews',
  name: ['Page with a preview', 'Pages with a preview'],
  icon: 'globe',
  privacy: 'P2',
  rows: 'page_url',
  join: { older: { table: 'uuid_info', on: 'uuid', key: 'uuid' } },
  fields: {
    url: f.url('url', 'Address of the page.', { label: 'Address' }),
    site: f.text(SITE, 'Its site.'),
    loadedAt: f.cocoaTime(['last_fetch_date', 'older.timestamp'], 'When Safari last loaded its title and picture.', {
      label: 'Loaded',
      unixFrom: UNIX,
    }),
    isThere: f.flag('last_fetch_did_succeed', 'The page was there.', { label: 'Found' }),
  },
  show: { at: 'loadedAt', title: 'url', text: ['site'] },
  example: {
    store: {
      tables: {
        page_url: `
          rowid | url                             | uuid | last_fetch_date | last_fetch_did_succeed | metadata_has_image
          1     | https://www.example.org/lemons  | A1   | 770900000.25    | 1                      | 1
          2     | https://kites.example.net:444/  |      | 1790000000      | 0                      | 0`,
        uuid_info: `uuid | timestamp \n A1 | 770900000`,
      },
    },
    rows: `
      url                            | site              | loadedAt                 | isThere
      https://www.example.org/lemons | example.org       | 2025-06-06T10:53:20.250Z | true
      https://kites.example.net:444/ | kites.example.net | 2026-09-21T14:13:20Z     | false`,
  },
});
