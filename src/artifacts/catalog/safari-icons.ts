import { defineRecords, f, sqlite } from '../kit/records/index.ts';

/** From iOS 26 on times can count from 1970: such numbers are no times since 2001. */
const UNIX = 978_307_200;

/** Pages whose small picture Safari kept. They stay when the history is deleted. */
export const safariIcons = defineRecords({
  id: 'safari-icons',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no pictures of web sites of Safari.',
  seenOn: ['iOS 12 to 18 (tables and columns as another tool reads them)', 'synthetic'],
  store: sqlite('AppDomain-com.apple.mobilesafari', 'Library/Image Cache/Favicons/Favicons.db'),
  table: 'safari_icons',
  name: ['Page with a site icon', 'Pages with a site icon'],
  icon: 'globe',
  privacy: 'P2',
  rows: 'page_url',
  join: { icon: { table: 'icon_info', on: 'uuid', key: 'uuid' } },
  fields: {
    url: f.url('url', 'Address of the page.', { label: 'Address' }),
    icon: f.url('icon.url', 'Address of its icon.', { label: 'Icon' }),
    loadedAt: f.cocoaTime('icon.timestamp', 'When the icon was last loaded: the page was open then.', {
      label: 'Loaded',
      unixFrom: UNIX,
    }),
  },
  show: { at: 'loadedAt', title: 'url', text: ['icon'] },
  example: {
    store: {
      tables: {
        page_url: `
          uuid | url
          A1   | https://shop.example.org/lemons
          B2   | https://news.example.net/`,
        icon_info: `
          uuid | url                                  | timestamp | width | height
          A1   | https://shop.example.org/favicon.ico | 770900000 | 32    | 32`,
      },
    },
    rows: `
      url                             | icon                                 | loadedAt
      https://shop.example.org/lemons | https://shop.example.org/favicon.ico | 2025-06-06T10:53:20Z
      https://news.example.net/       |                                      |`,
  },
});
