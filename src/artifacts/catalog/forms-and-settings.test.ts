import { describe, expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { cashApp } from './cash-app.ts';
import { chromiumForms } from './chromium-forms.ts';
import { chromiumHistory } from './chromium-history.ts';
import { dailyTraffic } from './daily-traffic.ts';
import { googleDrive } from './google-drive.ts';
import { life360Positions } from './life360-positions.ts';
import { phoneSettings } from './phone-settings.ts';
import { safariIcons } from './safari-icons.ts';
import { siriSamples } from './siri-samples.ts';

// Stores of other versions than those of the examples, and with values that are missing or damaged.

describe('forms of Chromium', () => {
  const FILE = 'AppDomain-com.brave.ios.browser/Library/Application Support/Chromium/Default/Web Data';

  it('have addresses of earlier versions, without the table of their uses too', () => {
    const { tables, notes } = readStores(chromiumForms, {
      [FILE]: {
        tables: {
          local_addresses_type_tokens: `guid | type | value \n a | 7 | Ida Marsh \n b | 77 | Quay 7 \n b | 33 |`,
          contact_info_type_tokens: `guid | type | value \n c | 14 | '0421555' \n a | 33 | Bremen`,
          contact_info: `guid | use_count | use_date \n c | 2 | 1749200000`,
        },
      },
    });
    expect(tables['chromium_addresses']).toMatchObject([
      { name: 'Ida Marsh', city: 'Bremen', usedAt: null, uses: null, browser: 'com.brave.ios.browser' },
      { name: null, street: 'Quay 7', city: null },
      { phone: '0421555', uses: 2, usedAt: Date.UTC(2025, 5, 6, 8, 53, 20) },
    ]);
    expect(tables['chromium_entries']).toEqual([]);
    expect(notes).toEqual({});
  });
});

describe('history of Chromium', () => {
  const FILE = 'AppDomain-com.google.chrome.ios/Library/Application Support/Google/Chrome/Default/History';
  const urls = `id | url | title | visit_count \n 1 | https://example.org/a | A | 1`;

  it('of versions without names of devices or sources of visits', () => {
    const visits = `id | url | visit_time | transition \n 1 | 1 | 13393673600000000 | 0 \n 2 | 1 | 13393673700000000 | 0`;
    const visitsOf = (tables: Record<string, string>) =>
      readStores(chromiumHistory, { [FILE]: { tables: { urls, visits, ...tables } } }).tables['chromium_visits'];
    expect(visitsOf({})).toMatchObject([{ isFromOtherDevice: false }, { isFromOtherDevice: false }]);
    expect(visitsOf({ visit_source: 'id | source \n 2 | 0' })).toMatchObject([
      { isFromOtherDevice: false, device: null, addedBy: null },
      { isFromOtherDevice: true, device: null, addedBy: null },
    ]);
    expect(visitsOf({ visit_source: 'id | source \n 1 | 9' })).toMatchObject([{ addedBy: '9' }, { addedBy: null }]);
  });
});

describe('positions of Life360', () => {
  const line = (json: string): string => `2025 X-UserContext header set: ${json}\n`;
  const at = (time: number): string => line(`{"geolocation":{"timestamp":${time},"lat":1.5,"lon":-2.5}}`);

  it('are there once, from all logs, and without those that are cut off', () => {
    const FOLDER = 'AppDomainGroup-group.com.life360.safetymap/Library/Logs';
    const { tables, losses } = readStores(life360Positions, {
      [`${FOLDER}/com.life360.safetymap 1.log`]: { text: `${at(1_749_200_000)}${line('{"geolocation":{"timest')}` },
      [`${FOLDER}/com.life360.safetymap 2.log`]: { text: `${at(1_749_200_000)}${at(1_749_200_060)}nothing\n` },
      [`${FOLDER}/com.life360.safetymap 3.log`]: { text: '' },
    });
    expect(tables['life360_positions']).toMatchObject([
      { at: Date.UTC(2025, 5, 6, 8, 53, 20), latitude: 1.5, longitude: -2.5, battery: null },
      { at: Date.UTC(2025, 5, 6, 8, 54, 20) },
    ]);
    expect(losses).toEqual({ 'unreadable.records': 1 });
  });
});

describe('settings of the phone', () => {
  const FOLDER = 'HomeDomain/Library/Preferences';

  it('are those of the older key where there is no newer one, and none that are not there', () => {
    const { tables } = readStores(phoneSettings, {
      [`${FOLDER}/com.apple.mobileSMS.plist`]: { plist: { KeepMessageForDays: 30 } },
      [`${FOLDER}/com.apple.locationd.plist`]: { plist: { LastSystemVersion: 'iPhone OS 9.3.6' } },
      [`${FOLDER}/com.apple.assistant.backedup.plist`]: { plist: { 'Output Voice': 'Helena' } },
    });
    expect(tables['phone_settings']).toMatchObject([{ setting: 'keep-messages', days: 30, isOn: null, at: null }]);
    expect(tables['phone_settings']).toHaveLength(1);
  });
});

describe('files of Google Drive', () => {
  const listOf = (app: string, title: string) => ({
    [`AppDomain-com.google.${app}/Documents/drivekit/users/1042/gdx-cello/cello.db`]: {
      sql: [
        'CREATE TABLE items (stable_id INTEGER PRIMARY KEY, id TEXT, local_title TEXT, is_folder INTEGER, file_size INTEGER)',
        `INSERT INTO items VALUES (${app.length}, '1AbcD', '${title}', 0, 12)`,
      ],
    },
  });

  it('are there once, though each app of Google has a list', () => {
    const { tables } = readStores(googleDrive, { ...listOf('Drive', 'Lease.pdf'), ...listOf('Gmail', 'Lease.pdf') });
    expect(tables['google_drive_files']).toMatchObject([
      { name: 'Lease.pdf', size: 12, folder: null, isDeleted: null, modifiedAt: null, account: '1042' },
    ]);
    expect(tables['google_drive_files']).toHaveLength(1);
  });
});

describe('payments of Cash App', () => {
  it('without what the app says about them are there, and damaged ones are counted', () => {
    const { tables, notes } = readStores(cashApp, {
      'AppDomainGroup-group.com.squareup.cash/CCEntitySync-x.sqlite': {
        tables: {
          ZPAYMENT: [
            { Z_PK: 1, ZDISPLAYDATE: 1_749_200_000, ZSYNCPAYMENT: null },
            { Z_PK: 2, ZDISPLAYDATE: null, ZSYNCPAYMENT: Buffer.from('0aff', 'hex') },
          ],
        },
      },
    });
    expect(tables['cash_app_payments']).toMatchObject([
      { paidAt: Date.UTC(2025, 5, 6, 8, 53, 20), amount: null, person: null, role: null },
      { paidAt: null, amount: null },
    ]);
    expect(Object.keys(notes)).toContain('unreadable-value:cash_app_payments.amount');
  });
});

describe('small stores of the system', () => {
  it('say what they have', () => {
    expect(
      readStores(dailyTraffic, {
        'HomeDomain/Library/Preferences/com.apple.osanalytics.addaily.plist': {
          plist: { netUsageBaseline: { bluetoothd: [new Date('2025-06-06T22:00:00Z'), 1.5], other: 'no list' } },
        },
      }),
    ).toMatchObject({
      tables: { daily_traffic: [{ process: 'bluetoothd', wifiIn: 2, wifiOut: null, cellularOut: null }] },
      notes: { 'other-rows': 1 },
    });
    expect(
      readStores(safariIcons, {
        'AppDomain-com.apple.mobilesafari/Library/Image Cache/Favicons/Favicons.db': {
          tables: {
            page_url: `uuid | url \n A | https://a.example`,
            icon_info: `uuid | url | timestamp \n A | https://a.example/i | 1749200000`,
          },
        },
      }).tables['safari_icons'],
    ).toMatchObject([{ loadedAt: Date.UTC(2025, 5, 6, 8, 53, 20) }]);
    expect(
      readStores(siriSamples, {
        'HomeDomain/Library/VoiceTrigger/SAT/a/b/c/td/audio/1.wav': { text: 'RIFF' },
        'HomeDomain/Library/VoiceTrigger/SAT/a/b/c/td/audio/1.json': { text: '{"grainedDate": 5' },
      }).tables['siri_samples'],
    ).toMatchObject([{ name: '1.wav', day: null, device: null }]);
  });
});
