import { describe, expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { Embedded, type ExampleValue } from '../../model/example.ts';
import { accounts } from './accounts.ts';
import { bluetooth } from './bluetooth.ts';
import { installedApps } from './installed-apps.ts';
import { notificationSettings } from './notification-settings.ts';
import { notifications } from './notifications.ts';
import { sharedNames } from './shared-names.ts';
import { simCards } from './sim-cards.ts';
import { vpnFilters } from './vpn-filters.ts';
import { wifi } from './wifi.ts';

describe('notification settings', () => {
  const FOLDER = 'HomeDomain/Library/BulletinBoard';
  const entry = (archive: Readonly<Record<string, boolean | number | string>>) =>
    new Embedded({ archive: { sectionInfoSettings: archive } });

  it('of older systems are booleans; an app that is in both files is taken from the newer one', () => {
    const { tables, notes } = readStores(notificationSettings, {
      [`${FOLDER}/VersionedSectionInfo.plist`]: {
        plist: { sectionInfo: { 'com.example.both': entry({ authorizationStatus: 2, pushSettings: 16 }) } },
      },
      [`${FOLDER}/SectionInfo.plist`]: {
        plist: {
          'com.example.both': entry({ allowsNotifications: false, alertType: 2 }),
          'com.example.old': entry({
            allowsNotifications: true,
            showsInLockScreen: false,
            showsInNotificationCenter: true,
            pushSettings: 40,
          }),
          'com.example.none': entry({ allowsNotifications: false }),
        },
      },
    });
    const rows = Map.groupBy(tables['notification_settings'] ?? [], ({ app }) => app);
    expect(rows.size).toBe(3);
    expect(rows.get('com.example.both')).toMatchObject([
      { status: 'allowed', hasSound: true, hasBadge: false, banner: 'stays' },
    ]);
    expect(rows.get('com.example.old')).toMatchObject([
      { status: 'allowed', onLockScreen: false, inCenter: true, hasBadge: true, hasSound: false, isCritical: null },
    ]);
    expect(rows.get('com.example.none')).toMatchObject([{ status: 'denied', hasSound: null, allowedAt: null }]);
    expect(notes).toEqual({});
  });
});

describe('notifications', () => {
  const FOLDER = '0A1B2C3D-4E5F-4061-8273-8495A6B7C8D9';
  const notice = (name: string, more: Readonly<Record<string, string>> = {}) => ({
    AppNotificationMessage: name,
    AppNotificationCreationDate: new Date('2024-05-02T18:01:02Z'),
    AppNotificationAttachments: [{ AttachmentIdentifier: 'photo', AttachmentURL: 'file:///var/mobile/7bac.jpeg' }],
    ...more,
  });

  it('have the app whose folder is in the library, and the keys that the system writes', () => {
    const picture = `HomeDomain/Library/UserNotifications/${FOLDER}/Attachments/7bac.jpeg`;
    const { tables } = readStores(notifications, {
      'HomeDomain/Library/UserNotifications/Library.plist': { archive: { 'net.whatsapp.WhatsApp': FOLDER } },
      [`HomeDomain/Library/UserNotifications/${FOLDER}/DeliveredNotifications.plist`]: {
        archive: [
          notice('See you at 8', {
            SBSPushStoreNotificationThreadKey: '4915112345678@s.whatsapp.net',
            SBSPushStoreNotificationCategoryKey: 'message',
          }),
        ],
      },
      'HomeDomain/Library/UserNotifications/com.example.old/DeliveredNotifications.plist': {
        archive: [notice('In a folder by its bundle id')],
      },
      [picture]: { text: 'JPEG' },
    });
    const rows = Map.groupBy(tables['notifications'] ?? [], ({ message }) => message);
    expect(rows.size).toBe(2);
    expect(rows.get('See you at 8')).toMatchObject([
      {
        app: 'net.whatsapp.WhatsApp',
        thread: '4915112345678@s.whatsapp.net',
        category: 'message',
        attachment: expect.any(String),
      },
    ]);
    expect(rows.get('In a folder by its bundle id')).toMatchObject([{ app: 'com.example.old', attachment: null }]);
  });

  it('of iOS 11 and earlier are in files of their apps', () => {
    const STORE = 'HomeDomain/Library/SpringBoard/PushStore';
    const { tables } = readStores(notifications, {
      [`${STORE}/com.apple.TestFlight.pushstore`]: { archive: [notice('Now available for testing')] },
      [`${STORE}/Attachments/com.apple.TestFlight/7bac.jpeg`]: { text: 'JPEG' },
    });
    expect(tables['notifications']).toMatchObject([
      {
        app: 'com.apple.TestFlight',
        message: 'Now available for testing',
        createdAt: Date.parse('2024-05-02T18:01:02Z'),
        attachment: expect.any(String),
      },
    ]);
  });

  it('of keys of their app have the values in them; the person, and text around', () => {
    const loc = (name: string, key: string, args: readonly string[], spelt = 'LocalizationKey') => ({
      [`${name}${spelt}`]: key,
      [`${name}LocalizationArguments`]: args,
    });
    const { tables } = readStores(notifications, {
      'HomeDomain/Library/UserNotifications/org.example.chat/DeliveredNotifications.plist': {
        archive: [
          {
            AppNotificationIdentifier: 'a',
            AppNotificationCreationDate: new Date('2024-05-02T18:01:02Z'),
            ...loc('AppNotificationTitle', '%2$@ in %1$@', ['Choir', 'Ida']),
            ...loc('AppNotificationSubtitle', 'PLAIN', []),
            ...loc('AppNotificationMessage', 'MSG_TEXT', ['Ida', 'See you at 8'], 'LocazationKey'),
            ...loc('Header', '100%% %@', ['sure']),
            Footer: 'From the choir',
            CommunicationContextDisplayName: 'Choir',
            CommunicationContextSender: { handle: 'tel:+4915112345678', displayName: 'Ida Berg' },
          },
        ],
      },
    });
    expect(tables['notifications']).toMatchObject([
      {
        title: 'Ida in Choir',
        subtitle: 'PLAIN',
        message: 'MSG_TEXT (Ida, See you at 8)',
        header: '100% sure',
        footer: 'From the choir',
        sender: 'Ida Berg',
        handle: '+4915112345678',
        state: 'shown',
      },
    ]);
  });

  it('that are set for later say when', () => {
    const at = new Date('2026-01-01T08:00:00Z');
    const set = (title: string, more: object) => ({ AppNotificationTitle: title, RequestDate: at, ...more });
    const { tables } = readStores(notifications, {
      'HomeDomain/Library/UserNotifications/org.example.tasks/PendingNotifications.plist': {
        archive: [
          set('by date', { TriggerDate: new Date('2026-02-03T04:05:06Z') }),
          set('later', { TriggerTimeInterval: 90, TriggerRepeats: false }),
          set('weekly', {
            TriggerRepeats: true,
            TriggerDateComponents: { $class: 'NSDateComponents', 'NS.hour': 20, 'NS.minute': 0, 'NS.weekday': 4 },
          }),
          set('once', {
            TriggerDateComponents: {
              $class: 'NSDateComponents',
              'NS.year': 2026,
              'NS.month': 9,
              'NS.day': 7,
              'NS.hour': 9,
            },
          }),
        ],
      },
    });
    const rows = Map.groupBy(tables['notifications'] ?? [], ({ title }) => title);
    const pending = { app: 'org.example.tasks', state: 'pending', createdAt: null };
    expect(rows.get('by date')).toMatchObject([{ ...pending, dueAt: Date.parse('2026-02-03T04:05:06Z') }]);
    expect(rows.get('later')).toMatchObject([
      { ...pending, dueAt: Date.parse('2026-01-01T08:01:30Z'), repeats: false, schedule: null },
    ]);
    expect(rows.get('weekly')).toMatchObject([{ ...pending, dueAt: null, repeats: true, schedule: 'Wed 20:00' }]);
    expect(rows.get('once')).toMatchObject([{ ...pending, schedule: '2026-09-07 09:00' }]);
  });
});

describe('names shared in iMessage', () => {
  it('are of the person in the key if the value cannot be read', () => {
    const { tables } = readStores(sharedNames, {
      'HomeDomain/Library/MessagesMetaData/NickNameCache/archivedNicknamesKeyStore.db': {
        tables: {
          kvtable: [
            { ROWID: 1, key: '+390612345678', value: Buffer.from('bplist00') },
            { ROWID: 2, key: 'ugo@example.com', value: new Embedded({ xml: { fn: 'Ugo', ln: 'Rossi' } }) },
          ],
        },
      },
    });
    expect(tables['shared_names']).toMatchObject([
      { person: '+390612345678', name: null, state: 'archived' },
      { person: 'ugo@example.com', name: 'Ugo Rossi', state: 'archived', hasPicture: false },
    ]);
  });
});

describe('VPNs and filters', () => {
  it('are found in archives within a property list; what only observes networks is none of them', () => {
    const filter = { Identifier: 'F', Name: 'School filter', ContentFilter: { Enabled: true, Provider: {} } };
    const observer = { Identifier: 'P', Name: 'Observer', PathController: { Enabled: true } };
    const { tables } = readStores(vpnFilters, {
      'SystemPreferencesDomain/com.apple.networkextension.plist': {
        plist: {
          Version: 1,
          F: new Embedded({ archive: filter }),
          P: new Embedded({ archive: observer }),
          Damaged: Buffer.from('bplist00'),
        },
      },
    });
    expect(tables['vpn_filters']).toMatchObject([
      { name: 'School filter', kind: 'content-filter', isEnabled: true, server: null, account: null },
    ]);
    expect(tables['vpn_filters']).toHaveLength(1);
  });
});

describe('Wi-Fi networks', () => {
  it('are one each where the older list has them, too: names are bytes in the newer one', () => {
    const name = 'Bücher – 2';
    const { tables } = readStores(wifi, {
      'SystemPreferencesDomain/com.apple.wifi.known-networks.plist': {
        plist: {
          [`wifi.network.ssid.${name}`]: {
            SSID: Buffer.from(name),
            SupportedSecurityTypes: 'WPA2/WPA3 Personal',
            JoinedByUserAt: new Date('2024-01-02T03:04:05Z'),
            BSSList: [{ BSSID: '0:1:2:3:4:5' }],
          },
          'wifi.network.ssid.Quay': { AddedAt: new Date('2022-01-01T00:00:00Z') },
        },
      },
      'SystemPreferencesDomain/SystemConfiguration/com.apple.wifi.plist': {
        plist: {
          'List of known networks': [
            { SSID_STR: name, SSID: Buffer.from(name), lastJoined: new Date('2019-01-01T00:00:00Z') },
            { SSID: Buffer.from('Quay'), lastAutoJoined: new Date('2017-05-05T00:00:00Z') },
            { SSID_STR: 'Attic', SSID: Buffer.from('Attic') },
          ],
        },
      },
    });
    expect(tables['wifi_networks']).toMatchObject([
      { name, security: 'WPA2/WPA3 Personal', joinedAt: Date.UTC(2024, 0, 2, 3, 4, 5) },
      { name: 'Quay', joinedAt: Date.UTC(2017, 4, 5), addedAt: Date.UTC(2022, 0, 1) },
      { name: 'Attic', joinedAt: null },
    ]);
    expect(tables['wifi_networks']).toHaveLength(3);
    expect(tables['wifi_access_points']).toMatchObject([{ network: name, address: '00:01:02:03:04:05' }]);
  });

  it('have their access points in lists of several systems, each once', () => {
    const at = (day: number) => new Date(Date.UTC(2021, 0, day));
    const { tables } = readStores(wifi, {
      'SystemPreferencesDomain/com.apple.wifi.known-networks.plist': {
        plist: {
          'wifi.network.ssid.Office': {
            JoinedByUserAt: at(9),
            __OSSpecific__: {
              BSSID: '0:1:2:3:4:5',
              networkKnownBSSListKey: [
                { BSSID: '0:1:2:3:4:5', CHANNEL: 44, lastRoamed: at(8) },
                { BSSID: '0:1:2:3:4:6', CHANNEL: 6, lastRoamed: at(7) },
              ],
            },
          },
          'wifi.network.ssid.Quay': {
            SSID: Buffer.from('Quay'),
            JoinedBySystemAt: at(5),
            __OSSpecific__: { BSSID: 'a:1:2:3:4:7' },
          },
        },
      },
      'SystemPreferencesDomain/SystemConfiguration/com.apple.wifi-networks.plist.backup': {
        plist: {
          'List of known networks': [
            {
              SSID_STR: 'Office',
              lastJoined: at(2),
              networkKnownBSSListKey: [
                { BSSID: '00:01:02:03:04:05', CHANNEL: 44, lastRoamed: at(2) },
                { BSSID: '0:1:2:3:4:8', CHANNEL: 1, lastRoamed: at(1) },
              ],
            },
            { SSID_STR: 'Attic', BSSID: '0:1:2:3:4:9', lastAutoJoined: at(3), SecurityMode: 'WPA2 Personal' },
          ],
        },
      },
    });
    const points = (tables['wifi_access_points'] ?? []).map(({ network, address, channel, joinedAt }) =>
      [network, address, channel, new Date(Number(joinedAt)).getUTCDate()].join(' '),
    );
    expect(points.toSorted()).toEqual([
      'Attic 00:01:02:03:04:09  3',
      'Office 00:01:02:03:04:05 44 8',
      'Office 00:01:02:03:04:06 6 7',
      'Office 00:01:02:03:04:08 1 1',
      'Quay 0a:01:02:03:04:07  5',
    ]);
    const attic = tables['wifi_networks']?.find(({ name }) => name === 'Attic');
    expect(attic).toMatchObject({ security: 'WPA2 Personal' });
  });
});

describe('Bluetooth devices', () => {
  const DOMAIN = 'SysSharedContainerDomain-systemgroup.com.apple.bluetooth';

  it('have the address that was seen where it could not be resolved', () => {
    const { tables } = readStores(bluetooth, {
      [`${DOMAIN}/Library/Database/com.apple.MobileBluetooth.ledevices.other.db`]: {
        tables: {
          OtherDevices: [
            { Name: 'Tag', Address: 'Random 4A:00:00:00:00:01', ResolvedAddress: '' },
            { Name: 'Band', Address: 'Random 4A:00:00:00:00:02', ResolvedAddress: 'Public 00:AA:00:00:00:02' },
          ],
        },
      },
    });
    expect(tables['bluetooth_devices']).toMatchObject([
      { name: 'Tag', address: '4a:00:00:00:00:01' },
      { name: 'Band', address: '00:aa:00:00:00:02' },
    ]);
  });

  it('were connected without being paired, or only seen', () => {
    const { tables } = readStores(bluetooth, {
      [`${DOMAIN}/Library/Database/com.apple.MobileBluetooth.ledevices.other.db`]: {
        tables: {
          OtherDevices: `
            Uuid                                 | Name  | Address                  | LastSeenTime | LastConnectionTime
            C0000000-0000-4000-8000-000000000001 | Scale | Public 00:AA:00:00:00:03 | 812          | 811
            C0000000-0000-4000-8000-000000000002 | Bulb  | Random 4A:00:00:00:00:04 | 813          | 0`,
        },
      },
    });
    expect(tables['bluetooth_devices']).toMatchObject([
      { name: 'Scale', kind: 'connected-le', lastSeenAt: null, identifier: 'C0000000-0000-4000-8000-000000000001' },
      { name: 'Bulb', kind: 'nearby', lastSeenAt: null, identifier: 'C0000000-0000-4000-8000-000000000002' },
    ]);
  });

  it('are read from where Low Energy devices were before, and once if an old list remains', () => {
    const before = 'HomeDomain/Library/MobileBluetooth/com.apple.MobileBluetooth.ledevices';
    const { tables } = readStores(bluetooth, {
      [`${before}.paired.db`]: {
        tables: { PairedDevices: `Uuid | Name | Address \n D1 | Watch | Public 00:AA:00:00:00:05` },
      },
      [`${before}.plist`]: {
        plist: {
          PairedDevices: { D1: { Name: 'Old name', Address: 'Public 00:AA:00:00:00:05', LastSeenTime: 5 } },
          OtherDevices: {
            D2: { Name: 'Strap', Address: 'Random 4A:00:00:00:00:06', LastSeenTime: 6, LastConnectionTime: 6 },
            D3: { Name: 'Beacon', LastSeenTime: 7, LastConnectionTime: 0 },
          },
        },
      },
    });
    expect(tables['bluetooth_devices']).toMatchObject([
      { name: 'Watch', kind: 'paired-le', address: '00:aa:00:00:00:05' },
      { name: 'Strap', kind: 'connected-le', address: '4a:00:00:00:00:06', lastSeenAt: null },
      { name: 'Beacon', kind: 'nearby', address: null, lastSeenAt: null },
    ]);
  });

  it('were among the settings of the owner before iOS 9', () => {
    const { tables } = readStores(bluetooth, {
      'HomeDomain/Library/Preferences/com.apple.MobileBluetooth.devices.plist': {
        plist: { '00:11:22:33:44:55': { Name: 'Old car', LastSeenTime: 1_357_000_000 } },
      },
    });
    expect(tables['bluetooth_devices']).toMatchObject([
      { name: 'Old car', address: '00:11:22:33:44:55', lastSeenAt: 1_357_000_000_000, kind: 'paired' },
    ]);
  });
});

describe('SIM cards', () => {
  it('have no time where the database has none', () => {
    const { tables } = readStores(simCards, {
      'WirelessDomain/Library/Databases/CellularUsage.db': {
        tables: {
          subscriber_info: `
            subscriber_id | subscriber_mdn | last_update_time
            '8901'        | +15550001      | 0
            '8902'        | +15550002      | -1
            '8903'        | +15550003      | 700000000.5
            '8904'        | +15550004      |`,
        },
      },
    });
    expect(tables['sim_cards']?.map(({ iccid, notedAt }) => [iccid, notedAt])).toEqual([
      ['8901', null],
      ['8902', null],
      ['8903', 1_678_307_200_500],
      ['8904', null],
    ]);
  });

  it('of systems without a list of them are the last one', () => {
    const FILE = 'WirelessDomain/Library/Preferences/com.apple.commcenter.plist';
    const only = (plist: Readonly<Record<string, string>>) => readStores(simCards, { [FILE]: { plist } }).tables;
    expect(only({ LastKnownICCID: '8905', PhoneNumber: '+15550005' })['sim_cards']).toMatchObject([
      { iccid: '8905', number: '+15550005', notedAt: null },
    ]);
    expect(only({ PhoneNumber: '+15550006' })['sim_cards']).toMatchObject([{ iccid: null, number: '+15550006' }]);
    expect(only({ CarrierBundleName: 'x' })['sim_cards']).toEqual([]);
  });
});

describe('installed apps', () => {
  it('came from the App Store by a page of it in another app, too; what the management installed may have', () => {
    const app = (sourceApp: string) => ({ iTunesMetadata: new Embedded({ plist: { sourceApp } }) });
    const { tables } = readStores(installedApps, {
      '(backup folder)/Info.plist': {
        plist: {
          Applications: {
            'com.example.store': app('com.apple.AppStore'),
            'com.example.page': app('com.apple.AppStore.ProductPageExtension'),
            'com.example.managed': app('com.apple.dmd'),
            'com.example.managed-too': app('dmd'),
            'com.example.test': app('com.apple.TestFlight'),
            'com.example.unknown': {},
          },
        },
      },
    });
    expect(tables['installed_apps']?.map(({ app: id, isSideloaded }) => [id, isSideloaded])).toEqual([
      ['com.example.store', false],
      ['com.example.page', false],
      ['com.example.managed', null],
      ['com.example.managed-too', null],
      ['com.example.test', true],
      ['com.example.unknown', null],
    ]);
  });

  it('say for whom they are encrypted, how they were loaded, and what distributes them', () => {
    const box = (type: string, ...parts: readonly Buffer[]) => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(parts.reduce((sum, { length }) => sum + length, head.length));
      head.write(type, 4, 'latin1');
      return Buffer.concat([head, ...parts]);
    };
    const licensee = Buffer.alloc(64);
    licensee.write('Ida Åberg');
    const sinf = box(
      'sinf',
      box('frma', Buffer.from('name')),
      box('schi', box('user', Buffer.alloc(4)), box('name', licensee)),
    );
    const app = (receipt: ExampleValue) => ({
      iTunesMetadata: new Embedded({ plist: receipt }),
    });
    const { tables } = readStores(installedApps, {
      '(backup folder)/Info.plist': {
        plist: {
          Applications: {
            'com.example.store': {
              ...app({ 'is-auto-download': true, 'is-purchased-redownload': false, sourceApp: 'com.apple.AppStore' }),
              ApplicationSINF: sinf,
            },
            'com.example.old': {
              ...app({ 'com.apple.iTunesStore.downloadInfo': { accountInfo: { FirstName: 'Bo', LastName: 'Lind' } } }),
              ApplicationSINF: Buffer.from('no boxes, a name of something'),
            },
            'com.example.market': app({
              sourceApp: 'org.example.market',
              distributorInfo: { distributorID: 'org.example.market', localizedDistributorName: { '': 'Market' } },
            }),
            'com.example.web': app({ distributorInfo: { distributorID: 'X1', domain: 'apps.example.org' } }),
          },
        },
      },
    });
    expect(tables['installed_apps']).toMatchObject([
      { buyer: 'Ida Åberg', isAutomatic: true, isRedownload: false, installedBy: 'com.apple.AppStore' },
      { buyer: 'Bo Lind', isAutomatic: null, isRedownload: null, installedBy: null, distributor: null },
      { buyer: null, installedBy: 'org.example.market', distributor: 'Market', isSideloaded: true },
      { buyer: null, installedBy: null, distributor: 'apps.example.org', isSideloaded: null },
    ]);
  });

  it('that were copied by iTunes have the date and the account of their purchase beside their name', () => {
    const { tables } = readStores(installedApps, {
      '(backup folder)/Info.plist': {
        plist: {
          Applications: {
            'com.example.kite': {
              iTunesMetadata: new Embedded({
                plist: { itemName: 'Kite', appleId: 'ada@example.org', purchaseDate: new Date('2014-05-06T07:08:09Z') },
              }),
            },
          },
        },
      },
    });
    expect(tables['installed_apps']).toMatchObject([
      { name: 'Kite', account: 'ada@example.org', boughtAt: Date.UTC(2014, 4, 6, 7, 8, 9) },
    ]);
  });
});

describe('accounts', () => {
  it('have the address, the name and the server among their properties', () => {
    const property = (ZOWNER: number, ZKEY: string, archive: unknown) => ({
      ZOWNER,
      ZKEY,
      ZVALUE: new Embedded({ archive: archive as string }),
    });
    const { tables } = readStores(accounts, {
      'HomeDomain/Library/Accounts/Accounts3.sqlite': {
        tables: {
          ZACCOUNT: `Z_PK | ZUSERNAME | ZACCOUNTTYPE \n 1 | ida | 1 \n 2 | ida.berg | 1 \n 3 | 81234 | 1`,
          ZACCOUNTTYPE: `Z_PK | ZIDENTIFIER \n 1 | com.apple.account.IMAP`,
          ZACCOUNTPROPERTY: [
            property(1, 'PortNumber', 993),
            property(1, 'Hostname', 'imap.example.org'),
            property(1, 'IdentityEmailAddress', 'ida@example.org'),
            property(1, 'ACPropertyFullName', 'Ida Berg'),
            property(2, 'EmailAliases', [
              {
                EmailAddresses: [
                  { EmailAddress: 'old@example.org', IsDefault: false },
                  { EmailAddress: 'new@example.org', IsDefault: true },
                ],
              },
            ]),
            property(3, 'firstName', 'Ida'),
            property(3, 'lastName', 'Berg'),
            property(3, 'primaryEmail', 'ida@mail.example'),
          ],
        },
      },
    });
    expect(tables['accounts']).toMatchObject([
      { account: 'ida', server: 'imap.example.org', email: 'ida@example.org', person: 'Ida Berg' },
      { account: 'ida.berg', server: null, email: 'new@example.org', person: null },
      { account: '81234', server: null, email: 'ida@mail.example', person: 'Ida Berg' },
    ]);
  });
});

describe('accounts of older systems', () => {
  const SETTINGS = {
    'HomeDomain/Library/Preferences/com.apple.accountsettings.plist': {
      plist: {
        Accounts: [
          {
            Class: 'IMAPAccount',
            DisplayName: 'Work',
            Identifier: 'A1',
            Username: 'ada',
            EmailAddresses: ['ada@work.example'],
          },
          { Class: 'POPAccount', Identifier: 'A2', EmailAddresses: ['ada@home.example'] },
          { Class: 'iToolsAccount' },
        ],
      },
    },
  } as const;

  it('are in a property list', () => {
    expect(readStores(accounts, SETTINGS).tables['accounts']).toMatchObject([
      { service: 'IMAPAccount', account: 'ada', label: 'Work', identifier: 'A1', addedAt: null, isActive: null },
      { service: 'POPAccount', account: 'ada@home.example', label: null, identifier: 'A2' },
      { service: 'iToolsAccount', account: null },
    ]);
  });

  it('are those of the database if there is one', () => {
    const { tables } = readStores(accounts, {
      ...SETTINGS,
      'HomeDomain/Library/Accounts/Accounts3.sqlite': {
        tables: { ZACCOUNT: [{ Z_PK: 1, ZUSERNAME: 'ada', ZACCOUNTDESCRIPTION: 'Work', ZIDENTIFIER: 'B1' }] },
      },
    });
    expect(tables['accounts']).toMatchObject([{ account: 'ada', label: 'Work', identifier: 'B1' }]);
    expect(tables['accounts']).toHaveLength(1);
  });
});
