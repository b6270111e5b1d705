import { defineRecords, documents, FOLDER_DOMAIN, f, from, plistOf, sqlite } from '../kit/records/index.ts';

const RECEIPT = 'iTunesMetadata';
const DOWNLOAD = `${RECEIPT}/com.apple.iTunesStore.downloadInfo`;
const ID = ['app.application_identifier', from(['.'], (id) => (typeof id === 'string' ? id : null)), '@key'];
const SIDELOADED = from([`${RECEIPT}/sourceApp`], (app) => (app === null ? null : app !== 'com.apple.AppStore'));

const STATE = 'Library/FrontBoard/applicationState.db';
const APP = { table: 'application_identifier_tab', on: 'application_identifier', key: 'id' };
const APPS = [{ id: 7, application_identifier: 'com.example.garden' }];
const VALUES = `
  id | application_identifier | key | value
  1  | 7                      | 1   | plist{"bundlePath": "/private/var/containers/Bundle/Garden.app"}`;

/** Apps that were installed, with what the App Store noted when they were bought. */
export const installedApps = defineRecords({
  id: 'installed-apps',
  area: 'apps',
  version: 1,
  needs: 'any',
  absent: 'This backup does not say which apps were installed.',
  seenOn: ['iOS 14 (Info.plist of a real backup)', 'synthetic'],
  stores: {
    info: documents(FOLDER_DOMAIN, 'Info.plist'),
    state: sqlite('HomeDomain', STATE),
  },
  table: 'installed_apps',
  name: ['Installed app', 'Installed apps'],
  icon: 'layout-grid',
  privacy: 'P1',
  rows: [
    { store: 'info', of: ['Applications/*', 'Installed Applications/*'] },
    { store: 'state', of: 'kvs', join: { app: APP } },
  ],
  key: ID,
  merge: {},
  fields: {
    app: f.text(ID, 'Bundle id.', { label: 'Bundle id' }),
    name: f.text(`${RECEIPT}/itemName`, 'Name in the App Store.'),
    version: f.text(`${RECEIPT}/bundleShortVersionString`, 'Version.'),
    seller: f.text(`${RECEIPT}/artistName`, 'Who sells it.'),
    category: f.text(`${RECEIPT}/genre`, 'Category in the App Store.'),
    boughtAt: f.date(`${DOWNLOAD}/purchaseDate`, 'When it was bought.', { label: 'Bought' }),
    account: f.handle(`${DOWNLOAD}/accountInfo/AppleID`, 'Apple Account it was bought with.'),
    isSideloaded: f.flag(SIDELOADED, 'It did not come from the App Store.'),
    path: f.text('value/bundlePath', 'Where it was on the phone.'),
  },
  show: { at: 'boughtAt', title: ['name', 'app'], text: ['seller', 'category'], with: 'account', order: '-boughtAt' },
  example: {
    store: plistOf(`{"Installed Applications": ["com.example.garden", "com.example.kite"], "Applications": {
      "com.example.garden": {"iTunesMetadata": {"itemName": "Garden Year", "bundleShortVersionString": "4.2",
        "artistName": "Green Thumb", "genre": "Lifestyle", "sourceApp": "com.apple.AppStore",
        "com.apple.iTunesStore.downloadInfo": {"purchaseDate": "2024-03-02T09:30:00Z", "accountInfo": {"AppleID": "ada@example.org"}}}}}}`),
    files: { [`HomeDomain/${STATE}`]: { tables: { application_identifier_tab: APPS, kvs: VALUES } } },
    rows: `
      app                | name        | version | seller      | category  | boughtAt             | account         | isSideloaded | path
      com.example.garden | Garden Year | 4.2     | Green Thumb | Lifestyle | 2024-03-02T09:30:00Z | ada@example.org | false        | /private/var/containers/Bundle/Garden.app
      com.example.kite   |             |         |             |           |                      |                 |              |`,
  },
});
