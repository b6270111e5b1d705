import { BROWSER, chromiumStore } from '../kit/records/chromium.ts';
import { defineRecords, f } from '../kit/records/index.ts';

/** Sites for which Chrome, Edge and Brave saved a login. The passwords are in the keychain. */
export const chromiumLogins = defineRecords({
  id: 'chromium-logins',
  area: 'privacy',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no list of logins of Chrome, Edge or Brave.',
  seenOn: ['files of Chrome, Edge and Brave in backups, as another tool reads them', 'synthetic'],
  store: chromiumStore('Login Data'),
  table: 'chromium_logins',
  name: ['Login saved in Chrome, Edge or Brave', 'Logins saved in Chrome, Edge and Brave'],
  icon: 'key-round',
  privacy: 'P2',
  rows: 'logins',
  fields: {
    site: f.url('origin_url', 'Address of the site.', { label: 'Site' }),
    user: f.handle('username_value', 'User name.', { label: 'User' }),
    createdAt: f.webkitTime('date_created', 'When it was saved.'),
    usedAt: f.webkitTime('date_last_used', 'When it was last used.', { label: 'Last used' }),
    uses: f.integer('times_used', 'How often it was used.', { label: 'Uses' }),
    isNever: f.flag('blacklisted_by_user', 'It is never to be saved for this site.', { label: 'Never save' }),
    browser: BROWSER,
  },
  show: { at: 'createdAt', title: 'site', text: ['user'], with: 'user' },
  example: {
    store: {
      tables: {
        logins: `
          id | origin_url               | username_value    | date_created      | date_last_used    | times_used | blacklisted_by_user
          1  | https://shop.example.org | robin@example.org | 13393673600000000 | 13393723600000000 | 4          | 0
          2  | https://bank.example.net |                   | 13393673700000000 | 0                 | 0          | 1`,
      },
    },
    rows: `
      site                     | user              | createdAt            | usedAt               | uses | isNever | browser
      https://shop.example.org | robin@example.org | 2025-06-06T08:53:20Z | 2025-06-06T22:46:40Z | 4    | false   | com.google.chrome.ios
      https://bank.example.net |                   | 2025-06-06T08:55:00Z |                      | 0    | true    | com.google.chrome.ios`,
  },
});
