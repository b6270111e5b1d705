import { defineRecords, documents, f, plistOf } from '../kit/records/index.ts';
import { asRecord, type Value } from '../kit/records/value.ts';

const PREFERENCES = 'Library/Preferences';
const FIND_MY = 'SysSharedContainerDomain-systemgroup.com.apple.icloud.findmydevice.managed';

/** A setting: its name, the column for its value, and the path of keys to it. */
type Setting = readonly [setting: string, column: 'isOn' | 'days' | 'value' | 'at', ...path: string[]];

/** Makes a record of each setting that the document has. */
const settingsIn = (settings: readonly Setting[]) =>
  function* (document: Value): Generator<Value> {
    for (const [setting, column, ...path] of settings) {
      const value = path.reduce<Value | undefined>((found, key) => asRecord(found)?.[key], document);
      if (value !== undefined && value !== null) yield { setting, [column]: value };
    }
  };

/** Settings that explain what is in a backup and what is not: how long messages are kept, whether places are noted … */
export const phoneSettings = defineRecords({
  id: 'phone-settings',
  area: 'system',
  version: 1,
  needs: 'any',
  absent: 'This backup holds none of these settings.',
  seenOn: ['iOS 9, 14 and 27 (files or keys of real backups)', 'values as another tool reads them', 'synthetic'],
  stores: {
    messages: documents('HomeDomain', [
      `${PREFERENCES}/com.apple.MobileSMS.plist`,
      `${PREFERENCES}/com.apple.mobileSMS.plist`,
    ]),
    location: documents('HomeDomain', `${PREFERENCES}/com.apple.locationd.plist`),
    sharing: documents('HomeDomain', `${PREFERENCES}/com.apple.sharingd.plist`),
    setup: documents('HomeDomain', `${PREFERENCES}/com.apple.purplebuddy.plist`),
    siri: documents('HomeDomain', `${PREFERENCES}/com.apple.assistant.backedup.plist`),
    findMy: documents(FIND_MY, `${PREFERENCES}/FMIPStateInfo.plist`),
    findMyAccount: documents('HomeDomain', `${PREFERENCES}/com.apple.icloud.findmydeviced.FMIPAccounts.plist`),
  },
  table: 'phone_settings',
  name: ['Setting', 'Settings'],
  icon: 'sliders-horizontal',
  privacy: 'P0',
  rows: [
    {
      store: 'messages',
      of: settingsIn([
        ['keep-messages', 'days', 'SSKeepMessages'],
        ['keep-messages', 'days', 'KeepMessageForDays'],
      ]),
    },
    { store: 'location', of: settingsIn([['location-services', 'isOn', 'LocationServicesEnabledIn8.0']]) },
    { store: 'sharing', of: settingsIn([['airdrop', 'value', 'DiscoverableMode']]) },
    { store: 'setup', of: settingsIn([['set-up', 'at', 'SetupLastExit']]) },
    { store: 'siri', of: settingsIn([['siri-language', 'value', 'Output Voice', 'Language']]) },
    {
      store: 'findMy',
      of: settingsIn([
        ['find-my', 'isOn', 'fmipActive'],
        ['lost-mode', 'value', 'fmipLostModeType'],
      ]),
    },
    {
      store: 'findMyAccount',
      of: settingsIn([
        ['find-my-since', 'at', 'addTime'],
        ['find-my-last-place', 'isOn', 'lowBatteryLocate'],
      ]),
    },
  ],
  key: 'setting',
  // Messages has two files, whose names differ by a capital, and two keys: the newer one counts.
  merge: {},
  fields: {
    setting: f.code('setting', 'What is set.', {
      'keep-messages': ['keep-messages', 'Messages are kept'],
      'location-services': ['location-services', 'Location services'],
      airdrop: ['airdrop', 'AirDrop: who may send'],
      'set-up': ['set-up', 'The phone was set up'],
      'siri-language': ['siri-language', 'Language of Siri'],
      'find-my': ['find-my', 'Find My'],
      'lost-mode': ['lost-mode', 'Lost mode (code)'],
      'find-my-since': ['find-my-since', 'Find My is on since'],
      'find-my-last-place': ['find-my-last-place', 'Find My: last place when the battery is low'],
    }),
    isOn: f.flag('isOn', 'It is switched on.', { label: 'On' }),
    days: f.integer('days', 'For how many days; 0 is for ever.', { label: 'Days' }),
    value: f.text('value', 'How it is set, as iOS has it.', { label: 'Value' }),
    at: f.unixTime('at', 'When.', { label: 'When' }),
  },
  show: { at: 'at', title: 'setting', text: ['isOn', 'days', 'value'], order: 'setting' },
  example: {
    files: {
      [`HomeDomain/${PREFERENCES}/com.apple.MobileSMS.plist`]: plistOf(
        '{"KeepMessageForDays": 0, "SSKeepMessages": 365, "ShowContactPhotosEnabled": true}',
      ),
      [`HomeDomain/${PREFERENCES}/com.apple.locationd.plist`]: plistOf('{"LocationServicesEnabledIn8.0": true}'),
      [`HomeDomain/${PREFERENCES}/com.apple.sharingd.plist`]: plistOf('{"DiscoverableMode": "Contacts Only"}'),
      [`HomeDomain/${PREFERENCES}/com.apple.purplebuddy.plist`]: plistOf('{"SetupLastExit": "2023-09-22T17:05:00Z"}'),
      [`HomeDomain/${PREFERENCES}/com.apple.assistant.backedup.plist`]: plistOf(
        '{"Output Voice": {"Language": "de-DE", "Name": "Helena"}}',
      ),
      [`${FIND_MY}/${PREFERENCES}/FMIPStateInfo.plist`]: plistOf('{"fmipActive": true, "fmipLostModeType": 0}'),
      [`HomeDomain/${PREFERENCES}/com.apple.icloud.findmydeviced.FMIPAccounts.plist`]: plistOf(
        '{"addTime": 1695402300.5, "lowBatteryLocate": true, "dsid": "10000001"}',
      ),
    },
    rows: `
      setting            | isOn  | days | value         | at
      keep-messages      |       | 365  |               |
      location-services  | true  |      |               |
      airdrop            |       |      | Contacts Only |
      set-up             |       |      |               | 2023-09-22T17:05:00Z
      siri-language      |       |      | de-DE         |
      find-my            | true  |      |               |
      lost-mode          |       |      | 0             |
      find-my-since      |       |      |               | 2023-09-22T17:05:00.500Z
      find-my-last-place | true  |      |               |`,
  },
});
