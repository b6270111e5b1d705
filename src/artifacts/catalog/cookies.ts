import { binaryCookies, defineRecords, f } from '../kit/records/index.ts';

/** Cookies of apps and of Safari: which sites each of them talked to. */
export const cookies = defineRecords({
  id: 'cookies',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'No app of this backup keeps cookies.',
  seenOn: ['iOS 17 (33 files, 409 cookies)'],
  store: binaryCookies(
    ['HomeDomain', 'AppDomain*-*'],
    ['Library/Cookies/Cookies.binarycookies', '**/Library/Cookies/*.binarycookies'],
  ),
  table: 'cookies',
  name: ['Cookie', 'Cookies'],
  icon: 'cookie',
  privacy: 'P3',
  rows: '*',
  fields: {
    app: f.text('@app', 'Bundle id of the app that keeps it; none for the system.'),
    site: f.text('domain', 'Site that set it.'),
    name: f.text('name', 'Its name.'),
    path: f.text('path', 'Path on the site that it is for.'),
    createdAt: f.date('createdAt', 'When it was set.', { label: 'Created' }),
    expiresAt: f.date('expiresAt', 'When it ends; none for the end of the session.', { label: 'Expires' }),
    isSecure: f.flag('isSecure', 'Only sent over encrypted connections.', { label: 'Secure' }),
    value: f.secret('value', 'What it holds.'),
  },
  show: { at: 'createdAt', title: 'site', text: ['name', 'app'] },
  example: {
    files: {
      'AppDomain-com.example.garden/Library/Cookies/Cookies.binarycookies': {
        cookies: [
          {
            domain: '.garden.example',
            name: 'session',
            value: 'b7e2c04fd1',
            createdAt: 1_748_600_000_000,
            isSecure: true,
          },
          { domain: 'maps.example', name: 'region', value: 'europe', path: '/tiles', expiresAt: 1_780_136_000_000 },
        ],
      },
    },
    rows: `
      app                | site            | name    | path   | value      | isSecure | createdAt            | expiresAt
      com.example.garden | .garden.example | session | /      | b7e2c04fd1 | true     | 2025-05-30T10:13:20Z |
      com.example.garden | maps.example    | region  | /tiles | europe     | false    |                      | 2026-05-30T10:13:20Z`,
  },
});
