import {
  defineRecords,
  documents,
  Embedded,
  FOLDER_DOMAIN,
  f,
  from,
  plistOf,
  sqlite,
  textOf,
} from '../kit/records/index.ts';
import { asRecord, decodeValue } from '../kit/records/value.ts';

const RECEIPT = 'iTunesMetadata';
const DOWNLOAD = `${RECEIPT}/com.apple.iTunesStore.downloadInfo`;
/** The key of an entry of the property list; rows of the database have a number that is not that of an app. */
const ID = [
  'app.application_identifier',
  from(['.', '@table', '@key'], (id, table, key) => (typeof id === 'string' ? id : table === null ? key : null)),
];
/** A property list that is a date. */
const REMOVED = from(['about.key', 'value'], (name, value) =>
  name === '_UninstallDate' && value instanceof Uint8Array ? decodeValue(value) : null,
);
/** The App Store itself, or a part of it such as its page of a product in another app. */
const APP_STORE = /^com\.apple\.AppStore(?:\.|$)/;
/** The management of the phone installs apps of the App Store as well as others. */
const MANAGEMENT = /^(?:com\.apple\.)?dmd$/;
const SIDELOADED = from([`${RECEIPT}/sourceApp`], (app) =>
  app === null || MANAGEMENT.test(textOf(app)) ? null : !APP_STORE.test(textOf(app)),
);

/** What distributes an app, by language: what has no language is first. Sites distribute by their domain. */
const DISTRIBUTOR = [
  from([`${RECEIPT}/distributorInfo/localizedDistributorName`], (names) => Object.values(asRecord(names) ?? {})[0]),
  `${RECEIPT}/distributorInfo/domain`,
];
const BOX = { header: 8, name: Buffer.from('name') } as const;
/** The name in the boxes of MP4 that say for whom an app is encrypted. It is followed by zeros. */
const LICENSEE = from(['ApplicationSINF'], (bytes) => {
  if (!(bytes instanceof Uint8Array)) return null;
  const boxes = Buffer.from(bytes);
  for (let at = boxes.indexOf(BOX.name); at !== -1; at = boxes.indexOf(BOX.name, at + 1)) {
    const start = at - 4;
    const end = start < 0 ? 0 : start + boxes.readUInt32BE(start);
    if (end < start + BOX.header || end > boxes.length) continue;
    return (
      boxes
        .toString('utf8', start + BOX.header, end)
        .split('\0')[0]
        ?.trim() || null
    );
  }
  return null;
});
const BUYER = [
  from([`${DOWNLOAD}/accountInfo/FirstName`, `${DOWNLOAD}/accountInfo/LastName`], (first, last) => {
    return [first, last].map(textOf).join(' ').trim() || null;
  }),
  LICENSEE,
];

const STATE = 'Library/FrontBoard/applicationState.db';
const KEY = { table: 'key_tab', on: 'key', key: 'id' };
const APP = { table: 'application_identifier_tab', on: 'application_identifier', key: 'id' };
const APPS = [
  { id: 7, application_identifier: 'com.example.garden' },
  { id: 8, application_identifier: 'com.example.gone' },
];
const VALUES = [
  {
    id: 1,
    application_identifier: 7,
    key: 1,
    value: new Embedded({ plist: { bundlePath: '/private/var/containers/Bundle/Garden.app' } }),
  },
  { id: 2, application_identifier: 8, key: 13, value: new Embedded({ plist: new Date('2025-03-30T01:00:01Z') }) },
];
const KEYS = [
  { id: 1, key: 'compatibilityInfo' },
  { id: 13, key: '_UninstallDate' },
];

/** Apps that were installed, with what the App Store noted when they were bought. */
export const installedApps = defineRecords({
  id: 'installed-apps',
  area: 'apps',
  version: 6,
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
    { store: 'state', of: 'kvs', join: { app: APP, about: KEY }, where: 'app.application_identifier' },
  ],
  key: ID,
  merge: {},
  fields: {
    app: f.text(ID, 'Bundle id.', { label: 'Bundle id' }),
    name: f.text(`${RECEIPT}/itemName`, 'Name in the App Store.'),
    version: f.text(`${RECEIPT}/bundleShortVersionString`, 'Version.'),
    seller: f.text(`${RECEIPT}/artistName`, 'Who sells it.'),
    category: f.text(`${RECEIPT}/genre`, 'Category in the App Store.'),
    boughtAt: f.date([`${DOWNLOAD}/purchaseDate`, `${RECEIPT}/purchaseDate`], 'When it was bought.', {
      label: 'Bought',
    }),
    account: f.handle([`${DOWNLOAD}/accountInfo/AppleID`, `${RECEIPT}/appleId`], 'Apple Account it was bought with.'),
    buyer: f.text(BUYER, 'Name of who bought it.'),
    isRedownload: f.flag(`${RECEIPT}/is-purchased-redownload`, 'It had been bought before and was loaded again.', {
      label: 'Loaded again',
    }),
    isAutomatic: f.flag(`${RECEIPT}/is-auto-download`, 'It was loaded by itself, as on another device.'),
    installedBy: f.text(`${RECEIPT}/sourceApp`, 'Bundle id of what installed it.'),
    distributor: f.text(DISTRIBUTOR, 'Shop or site that distributes it.'),
    isSideloaded: f.flag(SIDELOADED, 'It did not come from the App Store.'),
    path: f.text('value/bundlePath', 'Where it was on the phone.'),
    removedAt: f.date(REMOVED, 'When it was deleted from the phone.', { label: 'Deleted' }),
  },
  show: { at: 'boughtAt', title: ['name', 'app'], text: ['seller', 'category'], with: 'account', order: '-boughtAt' },
  example: {
    store: plistOf(`{"Installed Applications": ["com.example.garden", "com.example.kite"], "Applications": {
      "com.example.garden": {"iTunesMetadata": {"itemName": "Garden Year", "bundleShortVersionString": "4.2",
        "artistName": "Green Thumb", "genre": "Lifestyle", "sourceApp": "com.apple.AppStore",
        "is-auto-download": false, "is-purchased-redownload": true, "distributorInfo": {"localizedDistributorName": {"": "App Store"}},
        "com.apple.iTunesStore.downloadInfo": {"purchaseDate": "2024-03-02T09:30:00Z", "accountInfo": {"AppleID": "ada@example.org", "FirstName": "Ada", "LastName": "Lind"}}}}}}`),
    files: { [`HomeDomain/${STATE}`]: { tables: { application_identifier_tab: APPS, key_tab: KEYS, kvs: VALUES } } },
    rows: `
      app                | name        | version | seller      | category  | boughtAt             | account         | buyer    | isRedownload | isAutomatic | distributor | installedBy        | isSideloaded | path | removedAt
      com.example.garden | Garden Year | 4.2     | Green Thumb | Lifestyle | 2024-03-02T09:30:00Z | ada@example.org | Ada Lind | true         | false       | App Store   | com.apple.AppStore | false        | /private/var/containers/Bundle/Garden.app |
      com.example.kite   |             |         |             |           |                      |                 |          |              |             |             |                    |              | |
      com.example.gone   |             |         |             |           |                      |                 |          |              |             |             |                    |              | | 2025-03-30T01:00:01Z`,
  },
});
