import { describe, expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import type { JsonValue } from '../../model/columns.ts';
import { Embedded, type ExampleValue } from '../../model/example.ts';
import { books } from './books.ts';
import { chatMarks } from './chat-marks.ts';
import { emoji } from './emoji.ts';
import { focus } from './focus.ts';
import { geofences } from './geofences.ts';
import { healthActivity } from './health-activity.ts';
import { journal } from './journal.ts';
import { keyboardContexts } from './keyboard-contexts.ts';
import { medicalId } from './medical-id.ts';
import { phoneFavorites } from './phone-favorites.ts';
import { profiles } from './profiles.ts';
import { safariTabs } from './safari-tabs.ts';
import { shortcuts } from './shortcuts.ts';
import { textReplacements } from './text-replacements.ts';
import { voicemail } from './voicemail.ts';
import { waitingCalls } from './waiting-calls.ts';
import { walletPasses } from './wallet-passes.ts';
import { walletPayments } from './wallet-payments.ts';

// Stores of Apple's apps as older systems write them, and with values that are missing.

describe('favorites of Phone', () => {
  const FILE = 'HomeDomain/Library/Preferences/com.apple.mobilephone.speeddial.plist';

  it('have no address where it is an account of another app, and no app where nothing says which', () => {
    const account = Buffer.from('bplist00…').toString('base64');
    const { tables, notes } = readStores(phoneFavorites, {
      [FILE]: { xml: [{ Name: 'Ida', Value: account, EntryType: -1 }, { Value: '112' }, 'not an entry'] },
    });
    expect(tables['phone_favorites']).toMatchObject([
      { position: 1, name: 'Ida', address: null, action: null, app: null },
      { position: 2, name: null, address: '112', label: null },
    ]);
    expect(tables['phone_favorites']).toHaveLength(2);
    expect(notes).toEqual({ 'other-rows': 1 });
  });
});

describe('passes of Wallet', () => {
  const CARDS = 'HomeDomain/Library/Passes/Cards';
  const PREFERENCES = 'HomeDomain/Library/Preferences/.GlobalPreferences.plist';
  const pass = (name: string, lines: JsonValue, more = {}) => ({
    [`${CARDS}/${name}.pkpass/pass.json`]: {
      json: { organizationName: name, storeCard: { primaryFields: lines }, ...more },
    },
  });
  const strings = (name: string, language: string, text: string, encoding: BufferEncoding = 'utf8') => ({
    [`${CARDS}/${name}.pkpass/${language}.lproj/pass.strings`]: {
      bytes: Buffer.from(text, encoding),
    },
  });

  it('have their texts in the first language of the phone that they have, in English or in any', () => {
    const lines = [
      { label: 'seat_label', value: 'seat_value' },
      { label: 'Plain', value: 7 },
    ];
    const { tables } = readStores(walletPasses, {
      [PREFERENCES]: { xml: { AppleLanguages: ['de-CH', 'zh-Hans-CN', 'fr-CH'] } },
      ...pass('a', lines, { organizationName: 'org', description: 'about', locations: [{ relevantText: 'near' }] }),
      ...strings('a', 'en', '"seat_label" = "Seat";'),
      ...strings(
        'a',
        'de',
        '\u{feff}"seat_label" = "Platz"; "org" = "Bahn"; "about" = "Fahrkarte"; "near" = "Gleis 4";',
        'utf16le',
      ),
      ...pass('b', lines),
      ...strings('b', 'en', '"seat_label" = "Seat";'),
      ...strings('b', 'zh-Hans', '"seat_label" = "座位"; "seat_value" = "靠窗";'),
      ...pass('c', lines),
      ...strings('c', 'en', '"seat_label" = "Seat";'),
      ...strings('c', 'es', '"seat_label" = "Asiento";'),
      ...pass('d', lines),
      ...strings('d', 'es', '"seat_label" = "Asiento";'),
      ...pass('e', lines),
    });
    expect(tables['wallet_passes']?.map(({ lines: front }) => front)).toEqual([
      ['Platz: seat_value', 'Plain: 7'],
      ['座位: 靠窗', 'Plain: 7'],
      ['Seat: seat_value', 'Plain: 7'],
      ['Asiento: seat_value', 'Plain: 7'],
      ['seat_label: seat_value', 'Plain: 7'],
    ]);
    expect(tables['wallet_passes']?.[0]).toMatchObject({ organization: 'Bahn', about: 'Fahrkarte', place: 'Gleis 4' });
  });

  it('have the currency of an amount', () => {
    const { tables } = readStores(
      walletPasses,
      pass('f', [
        { label: 'Balance', value: 21.5, currencyCode: 'EUR' },
        { value: 'text', currencyCode: 'EUR' },
        { label: '', value: '' },
      ]),
    );
    expect(tables['wallet_passes']).toMatchObject([{ lines: ['Balance: 21.5 EUR', 'text'] }]);
  });
});

describe('payments of Wallet', () => {
  const FILE = 'HomeDomain/Library/Passes/passes23.sqlite';

  it('are in hundredths if one of them is no multiple of 100', () => {
    const { tables } = readStores(walletPayments, {
      [FILE]: {
        tables: { payment_transaction: `pid | amount | currency_code \n 1 | 1245 | EUR \n 2 | 500 | EUR \n 3 | | EUR` },
      },
    });
    expect(tables['wallet_payments']).toMatchObject([
      { amount: 12.45, storedAmount: 1245, currency: 'EUR', paidAt: null, card: null, latitude: null },
      { amount: 5, storedAmount: 500 },
      { amount: null, storedAmount: null },
    ]);
  });

  it('are distinguished from those that were declined or refunded', () => {
    const { tables, notes } = readStores(walletPayments, {
      [FILE]: {
        tables: {
          payment_transaction: `
            pid | transaction_type | transaction_status | peer_payment_type | peer_payment_counterpart_handle
            1   | 0                | 1                  | 0                 |
            2   | 0                | 2                  | 0                 |
            3   | 0                | 3                  | 0                 |
            4   | 1                | 1                  | 0                 |
            5   | 3                | 1                  | 2                 | ida@example.org
            6   | 3                | 0                  | 3                 | +393330100100
            7   | 6                |                    |                   | `,
        },
      },
    });
    expect(
      tables['wallet_payments']?.map(({ kind, outcome, direction, person }) => [kind, outcome, direction, person]),
    ).toEqual([
      ['purchase', null, null, null],
      ['purchase', 'declined', null, null],
      ['purchase', 'refunded', null, null],
      ['refund', null, null, null],
      ['person', null, 'received', 'ida@example.org'],
      ['person', null, 'requested', '+393330100100'],
      ['top-up', null, null, null],
    ]);
    expect(notes).toEqual({});
  });
});

describe('shortcuts', () => {
  const FILE = 'HomeDomain/Library/Shortcuts/Shortcuts.sqlite';
  const steps = (...ids: string[]) => ids.map((id) => ({ WFWorkflowActionIdentifier: id }));

  it('have their steps in a dictionary, too; what cannot be read costs the steps only', () => {
    const { tables, notes } = readStores(shortcuts, {
      [FILE]: {
        tables: {
          ZSHORTCUT: `Z_PK | ZNAME \n 1 | Wrapped \n 2 | Damaged \n 3 | Empty`,
          ZSHORTCUTACTIONS: [
            { Z_PK: 1, ZSHORTCUT: 1, ZDATA: new Embedded({ plist: { WFWorkflowActions: steps('a.b', '') } }) },
            { Z_PK: 2, ZSHORTCUT: 2, ZDATA: Buffer.from('bplist00') },
            { Z_PK: 3, ZSHORTCUT: 3, ZDATA: null },
          ],
        },
      },
    });
    expect(tables['shortcuts']).toMatchObject([
      { name: 'Wrapped', actions: ['a.b'], links: [], usedAt: null },
      { name: 'Damaged', actions: null, links: null },
      { name: 'Empty', actions: [] },
    ]);
    expect(notes).toEqual({ 'unreadable-value:shortcuts.actions': 1, 'unreadable-value:shortcuts.links': 1 });
  });

  it('are started by what the class of an archive says, as the keyed archiver writes it', () => {
    // Written by Python's plistlib: a WFTimeOfDayTrigger with its time and days, and a trigger without a name of ours.
    const timeOfDay = Buffer.from(
      'YnBsaXN0MDDUAQIDBAUGLjFZJGFyY2hpdmVyWCRvYmplY3RzVCR0b3BYJHZlcnNpb25fEA9OU0tleWVkQXJjaGl2ZXKqBwgVGiAT' +
        'JicqK1UkbnVsbNYJCgsMDQ4PEBESExRWJGNsYXNzWmRheXNPZldlZWtUbW9kZVR0aW1lWXRpbWVPZkRheV8QGnRpbWVPZkRheVRp' +
        'bWVDb25maWd1cmF0aW9ugAmABBAAgAIQAhAH0wkWFxgUGVdOUy5ob3VyWU5TLm1pbnV0ZYADEB7SGxwdHlgkY2xhc3Nlc1okY2xh' +
        'c3NuYW1loh4fXxAQTlNEYXRlQ29tcG9uZW50c1hOU09iamVjdNIJISIjWk5TLm9iamVjdHOAB6IkJYAFgAYQA9IbHCgpoikfV05T' +
        'QXJyYXlZV0ZUcmlnZ2Vy0hscLC2jLSofXxASV0ZUaW1lT2ZEYXlUcmlnZ2Vy0S8wVHJvb3SAARIAAYagAAgAEQAbACQAKQAyAEQA' +
        'TwBVAGIAaQB0AHkAfgCIAKUApwCpAKsArQCvALEAuADAAMoAzADOANMA3ADnAOoA/QEGAQsBFgEYARsBHQEfASEBJgEpATEBOwFA' +
        'AUQBWQFcAWEBYwAAAAAAAAIBAAAAAAAAADIAAAAAAAAAAAAAAAAAAAFo',
      'base64',
    );
    const stageManager = Buffer.from(
      'YnBsaXN0MDDUAQIDBAUGEhVZJGFyY2hpdmVyWCRvYmplY3RzVCR0b3BYJHZlcnNpb25fEA9OU0tleWVkQXJjaGl2ZXKjBwgLVSRu' +
        'dWxs0QkKViRjbGFzc4AC0gwNDg9YJGNsYXNzZXNaJGNsYXNzbmFtZaMPEBFfEBVXRlN0YWdlTWFuYWdlclRyaWdnZXJZV0ZUcmln' +
        'Z2VyWE5TT2JqZWN00RMUVHJvb3SAARIAAYagCBEbJCkyREhOUVhaX2hzd4+ZoqWqrAAAAAAAAAEBAAAAAAAAABYAAAAAAAAAAAAA' +
        'AAAAAACx',
      'base64',
    );
    const { tables, notes } = readStores(shortcuts, {
      [FILE]: {
        tables: {
          ZSHORTCUT: `Z_PK | ZNAME \n 1 | Morning`,
          ZTRIGGER: [
            { Z_PK: 1, ZSHORTCUT: 1, ZENABLED: 1, ZDATA: timeOfDay },
            { Z_PK: 2, ZSHORTCUT: 9, ZENABLED: 0, ZDATA: stageManager },
            { Z_PK: 3, ZSHORTCUT: null, ZENABLED: null, ZDATA: Buffer.from('bplist00') },
            { Z_PK: 4, ZSHORTCUT: 1, ZDATA: new Embedded({ archive: { $class: 'WFArriveLocationTrigger' } }) },
            {
              Z_PK: 5,
              ZSHORTCUT: 1,
              ZDATA: new Embedded({ archive: { $class: 'WFPredictedLocationTransitionTrigger' } }),
            },
          ],
        },
      },
    });
    expect(tables['shortcut_automations']).toMatchObject([
      {
        startedBy: 'time-of-day',
        shortcut: 'Morning',
        isOn: true,
        asks: null,
        time: '07:30',
        days: ['monday', 'tuesday'],
      },
      { startedBy: 'StageManager', shortcut: null, isOn: false },
      { startedBy: null, shortcut: null, isOn: null },
      { startedBy: 'arriving' },
      { startedBy: 'commute' },
    ]);
    expect(tables['shortcut_runs']).toEqual([]);
    expect(notes).toEqual({
      'unknown-code:shortcut_automations.startedBy:StageManager': 1,
      'unreadable-value:shortcut_automations.startedBy': 1,
    });
  });

  it('are started by what was chosen: places, apps, senders and words', () => {
    // Written by Python's plistlib: a place that is left, two apps, and messages of a number that contain a word.
    const leaving = Buffer.from(
      'YnBsaXN0MDDUAQIDBAUGJCdZJGFyY2hpdmVyWCRvYmplY3RzVCR0b3BYJHZlcnNpb25fEA9OU0tleWVkQXJjaGl2ZXKmBwgNFxgf' +
        'VSRudWxs0gkKCwxWcmVnaW9uViRjbGFzc4ACgAXVDg8QEQoSExQVFl8QIGtDTFJlZ2lvbkNvZGluZ0tleUNlbnRlckxhdGl0dWRl' +
        'XxAha0NMUmVnaW9uQ29kaW5nS2V5Q2VudGVyTG9uZ2l0dWRlXxAYa0NMUmVnaW9uQ29kaW5nS2V5UmFkaXVzXxAca0NMUmVnaW9u' +
        'Q29kaW5nS2V5SWRlbnRpZmllciNARuhR64UeuCNAL/a7mMfigiNAXgAAAAAAAIADgARXSWxpY2EgMdIZGhscWiRjbGFzc25hbWVY' +
        'JGNsYXNzZXNfEBBDTENpcmN1bGFyUmVnaW9uoxsdHlhDTFJlZ2lvblhOU09iamVjdNIZGiAhXxAWV0ZMZWF2ZUxvY2F0aW9uVHJp' +
        'Z2dlcqQgIiMeXxARV0ZMb2NhdGlvblRyaWdnZXJZV0ZUcmlnZ2Vy0SUmVHJvb3SAARIAAYagAAgAEQAbACQAKQAyAEQASwBRAFYA' +
        'XQBkAGYAaABzAJYAugDVAPQA/QEGAQ8BEQETARsBIAErATQBRwFLAVQBXQFiAXsBgAGUAZ4BoQGmAagAAAAAAAACAQAAAAAAAAAo' +
        'AAAAAAAAAAAAAAAAAAABrQ==',
      'base64',
    );
    const apps = Buffer.from(
      'YnBsaXN0MDDUAQIDBAUGIiVZJGFyY2hpdmVyWCRvYmplY3RzVCR0b3BYJHZlcnNpb25fEA9OU0tleWVkQXJjaGl2ZXKnBwgQFhcY' +
        'HlUkbnVsbNQJCgsMDQ4OD15hcHBJZGVudGlmaWVyc1dvbkZvY3VzXG9uQmFja2dyb3VuZFYkY2xhc3OAAgmABtIRDBIVWk5TLm9i' +
        'amVjdHOiExSAA4AEgAVfEBJjb20uZXhhbXBsZS50cmFpbHNfEBBjb20uZXhhbXBsZS5tYXBz0hkaGxxaJGNsYXNzbmFtZVgkY2xh' +
        'c3Nlc1dOU0FycmF5ohsdWE5TT2JqZWN00hkaHyBfEBNXRkFwcEluRm9jdXNUcmlnZ2Vyox8hHVlXRlRyaWdnZXLRIyRUcm9vdIAB' +
        'EgABhqAACAARABsAJAApADIARABMAFIAWwBqAHIAfwCGAIgAiQCLAJAAmwCeAKAAogCkALkAzADRANwA5QDtAPAA+QD+ARQBGAEi' +
        'ASUBKgEsAAAAAAAAAgEAAAAAAAAAJgAAAAAAAAAAAAAAAAAAATE=',
      'base64',
    );
    const message = Buffer.from(
      'YnBsaXN0MDDUAQIDBAUGIiVZJGFyY2hpdmVyWCRvYmplY3RzVCR0b3BYJHZlcnNpb25fEA9OU0tleWVkQXJjaGl2ZXKoBwgPEBYX' +
        'GB5VJG51bGzTCQoLDA0OXxAQc2VsZWN0ZWRDb250ZW50c18QFnNlbGVjdGVkU2VuZGVyc1N0cmluZ3NWJGNsYXNzgAKAA4AHWGxl' +
        'bW9uYWRl0hELEhVaTlMub2JqZWN0c6ITFIAEgAWABl0rMzg1OTE1NTUwMTAxXxAtMEEwQjBDMEQtMEUwRi00MDAxLTgwMDItMDMw' +
        'NDA1MDYwNzA4OkFCUGVyc29u0hkaGxxaJGNsYXNzbmFtZVgkY2xhc3Nlc1dOU0FycmF5ohsdWE5TT2JqZWN00hkaHyBfEBBXRk1l' +
        'c3NhZ2VUcmlnZ2Vyox8hHVlXRlRyaWdnZXLRIyRUcm9vdIABEgABhqAACAARABsAJAApADIARABNAFMAWgBtAIYAjQCPAJEAkwCc' +
        'AKEArACvALEAswC1AMMA8wD4AQMBDAEUARcBIAElATgBPAFGAUkBTgFQAAAAAAAAAgEAAAAAAAAAJgAAAAAAAAAAAAAAAAAAAVU=',
      'base64',
    );
    const archive = (trigger: Readonly<Record<string, ExampleValue>>) => new Embedded({ archive: trigger });
    const { tables, notes } = readStores(shortcuts, {
      [FILE]: {
        tables: {
          ZSHORTCUT: `Z_PK | ZNAME \n 1 | Home`,
          ZTRIGGER: [
            { Z_PK: 1, ZSHORTCUT: 1, ZDATA: leaving },
            { Z_PK: 2, ZSHORTCUT: 1, ZDATA: apps },
            { Z_PK: 3, ZSHORTCUT: 1, ZDATA: message },
            {
              Z_PK: 4,
              ZDATA: archive({
                $class: 'WFWifiTrigger',
                selection: 0,
                selectedNetworks: ['Old'],
                onDisconnect: true,
              }),
            },
            { Z_PK: 5, ZDATA: archive({ $class: 'WFBluetoothTrigger', selectedDevices: ['Car'], onConnect: true }) },
            { Z_PK: 6, ZDATA: archive({ $class: 'WFNFCTrigger', name: 'By the door', tagIdentifier: '04a1' }) },
            {
              Z_PK: 7,
              ZDATA: archive({ $class: 'WFUserFocusActivityTrigger', activityName: 'Work', onDisable: true }),
            },
            { Z_PK: 8, ZDATA: archive({ $class: 'WFAlarmTrigger', alarmType: 0, cachedAlarmDescriptions: ['Old'] }) },
            { Z_PK: 9, ZDATA: archive({ $class: 'WFBatteryLevelTrigger', level: 80, selection: 1 }) },
            { Z_PK: 10, ZDATA: archive({ $class: 'WFTimeOfDayTrigger', time: 'seven', daysOfWeek: 2, mode: 1 }) },
          ],
        },
      },
    });
    expect(tables['shortcut_automations']).toMatchObject([
      { startedBy: 'leaving', place: 'Ilica 1', latitude: 45.815, longitude: 15.9819, radius: 120, moment: null },
      { startedBy: 'app', which: ['com.example.trails', 'com.example.maps'], moment: 'both', place: null },
      { startedBy: 'message', which: ['+385915550101'], words: 'lemonade' },
      { startedBy: 'wifi', which: null, moment: 'end' },
      { startedBy: 'bluetooth', which: ['Car'], moment: 'start' },
      { startedBy: 'nfc', which: ['By the door'] },
      { startedBy: 'focus', which: ['Work'], moment: 'end' },
      { startedBy: 'alarm', which: null, moment: null },
      { startedBy: 'battery-level', level: 80, moment: 'above' },
      { startedBy: 'time-of-day', time: null, days: null, dayOfMonth: null },
    ]);
    expect(notes).toEqual({});
  });
});

describe('emoji', () => {
  const FILE = 'HomeDomain/Library/Preferences/com.apple.EmojiPreferences.plist';

  it('are one record each, whether the keyboard offers them, counts them or both', () => {
    // Written by Python's plistlib.
    const file = Buffer.from(
      'YnBsaXN0MDDSAQIDBF8QD0RpZE1pZ3JhdGVUb0VNRl5FTUZEZWZhdWx0c0tleQnTBQYHCAkMXxAaRU1GUmVjZW50U2VxdWVuY2VO' +
        'dW1iZXJLZXldRU1GUmVjZW50c0tleV8QEkVNRlVzYWdlSGlzdG9yeUtleRAGogoLZNg93E3YPN/9Ytg830vSCw0OEm7YPN/020Dc' +
        'Z9tA3GLbQNx320DcbNtA3HPbQNx/ow8QERAAEAIQBaAIDR8uLzZTYXZ4e4SJjquvsbO1AAAAAAAAAQEAAAAAAAAAEwAAAAAAAAAA' +
        'AAAAAAAAALY=',
      'base64',
    );
    const { tables, notes } = readStores(emoji, { [FILE]: { bytes: file } });
    expect(tables['emoji']).toMatchObject([
      { emoji: '👍🏽', position: 1, uses: null, lastUse: null },
      { emoji: '🍋', position: 2, uses: 3, lastUse: 5 },
      { emoji: '🏴󠁧󠁢󠁷󠁬󠁳󠁿', position: null, uses: 0, lastUse: null },
    ]);
    expect(notes).toEqual({});
  });

  it('are none where nothing was typed', () => {
    const { tables } = readStores(emoji, { [FILE]: { plist: { DidMigrateToEMF: true, EMFDefaultsKey: {} } } });
    expect(tables['emoji']).toEqual([]);
  });
});

describe('keyboard languages of chats', () => {
  const of = (app: string) => `AppDomain-${app}/Library/Preferences/UITextInputContextIdentifiers.plist`;

  it('have a person only where the chat is named by a number, and each app its own', () => {
    const { tables } = readStores(keyboardContexts, {
      [of('net.whatsapp.WhatsApp')]: {
        plist: {
          'ID_4915112345670@s.whatsapp.net': 'de_DE',
          'ID_status@broadcast': 'de_DE',
          SETTIME: 'x',
          ID__SETTIME: 'x',
        },
      },
      [of('com.example.chat')]: { plist: { 'ID_4915112345670@s.whatsapp.net': 'en_US', ID_12345: 7 } },
      [of('com.example.list')]: { plist: ['ID_1'] },
    });
    expect(
      tables['keyboard_contexts']?.map(({ app, person, chat, language }) => [app, person, chat, language]),
    ).toEqual([
      ['net.whatsapp.WhatsApp', '+4915112345670', null, 'de_DE'],
      ['net.whatsapp.WhatsApp', null, 'status@broadcast', 'de_DE'],
      ['net.whatsapp.WhatsApp', null, null, null],
      ['com.example.chat', '+4915112345670', null, 'en_US'],
      ['com.example.chat', null, '12345', '7'],
    ]);
  });
});

describe('books', () => {
  it('are not needed for their highlights, which have the id of the book then', () => {
    const { tables } = readStores(books, {
      'AppDomain-com.apple.iBooks/Documents/AEAnnotation/AEAnnotation_v1.sqlite': {
        tables: { ZAEANNOTATION: `Z_PK | ZANNOTATIONASSETID | ZANNOTATIONNOTE \n 1 | B1 | Look up` },
      },
    });
    expect(tables['book_highlights']).toMatchObject([
      { book: 'B1', note: 'Look up', words: null, kind: null, colour: null, isDeleted: null, createdAt: null },
    ]);
    expect(tables['books']).toEqual([]);
  });

  it('and their highlights are in the container of the group on newer systems', () => {
    const { tables } = readStores(books, {
      'AppDomainGroup-group.com.apple.iBooks/Documents/BKLibrary/BKLibrary-1-091020131601.sqlite': {
        tables: {
          ZBKLIBRARYASSET: `
            Z_PK | ZASSETID | ZTITLE | ZLASTOPENDATE  | ZISFINISHED
            1    | B1       | One    | 768114305      | 0
            2    | B3       | Never  | -63114076800.0 | 1`,
        },
      },
      'AppDomainGroup-group.com.apple.iBooks/Documents/AEAnnotation/AEAnnotation_v10312011_1727_local.sqlite': {
        tables: {
          ZAEANNOTATION: `
            Z_PK | ZANNOTATIONASSETID | ZANNOTATIONTYPE | ZANNOTATIONSTYLE | ZANNOTATIONISUNDERLINE | ZANNOTATIONSELECTEDTEXT
            1    | B1                 | 2               | 0                | 1                      | Under a line`,
        },
      },
    });
    expect(tables['books']).toMatchObject([
      { title: 'One', openedAt: Date.UTC(2025, 4, 5, 5, 5, 5), isFinished: false },
      { title: 'Never', openedAt: null, isFinished: true },
    ]);
    expect(tables['book_highlights']).toMatchObject([
      { words: 'Under a line', book: 'One', kind: 'highlight', colour: null, isUnderlined: true },
    ]);
  });

  it('have no progress that is none', () => {
    const { tables } = readStores(books, {
      'AppDomain-com.apple.iBooks/Documents/BKLibrary/BKLibrary-1.sqlite': {
        tables: { ZBKLIBRARYASSET: `Z_PK | ZTITLE | ZREADINGPROGRESS \n 1 | A | -1 \n 2 | B | 0 \n 3 | C |` },
      },
    });
    expect(tables['books']?.map(({ progress }) => progress)).toEqual([null, 0, null]);
  });
});

describe('the Medical ID', () => {
  const FILE = 'HealthDomain/MedicalID/MedicalIDData.archive';

  it('has the day of birth of a midnight west and east of Greenwich, and no blood type that is not set', () => {
    const born = (at: string) => {
      const archive = { HKMedicalIDDataBirthdateKey: new Date(at), HKMedicalIDDataBloodTypeKey: 0 };
      return readStores(medicalId, { [FILE]: { archive } }).tables['medical_ids'];
    };
    expect(born('1991-03-03T22:00:00Z')).toMatchObject([{ birthday: '1991-03-04', bloodType: null, height: null }]);
    expect(born('1991-03-04T08:00:00Z')).toMatchObject([{ birthday: '1991-03-04', name: null }]);
  });

  it('is there without contacts, and with contacts that have no number', () => {
    const { tables, notes } = readStores(medicalId, {
      [FILE]: { archive: { HKMedicalIDDataEmergencyContactsKey: [{ HKEmergencyContactNameKey: 'Ida' }] } },
    });
    expect(tables['emergency_contacts']).toMatchObject([{ name: 'Ida', number: null, relation: null }]);
    expect(notes).toEqual({});
  });
});

describe('activity and devices of Health', () => {
  const FILE = 'HealthDomain/Health/healthdb_secure.sqlite';

  it('have spans of days in the time zone with most entries of each', () => {
    const DAY = 86_400;
    const entries = [
      [1, 100],
      [1, 200],
      [2, 300],
      [1, DAY + 100],
      [2, DAY * 2 + 100],
      [2, DAY * 3 + 100],
      [1, DAY * 3 + 200],
      [2, DAY * 3 + 300],
      [1, DAY * 9],
      [9, DAY * 9 + 1],
      [1, 0],
    ];
    const { tables } = readStores(healthActivity, {
      [FILE]: {
        tables: {
          objects: entries.map(([provenance = 0, at = 0], index) => ({
            data_id: index + 1,
            provenance,
            type: 1,
            creation_date: at,
          })),
          data_provenances: `
            ROWID | tz_name     | origin_product_type | origin_build
            1     | Europe/Rome | iPhone13,3          | 22F76
            2     | Asia/Tokyo  | iPhone0,0           |
            3     | Asia/Tokyo  | Watch7,1            | 22F77`,
        },
      },
    });
    const at = (seconds: number) => Date.UTC(2001, 0, 1) + seconds * 1000;
    expect(tables['used_time_zones']).toMatchObject([
      { timeZone: 'Europe/Rome', firstAt: at(100), lastAt: at(DAY + 100), entries: 3 },
      { timeZone: 'Asia/Tokyo', firstAt: at(DAY * 2 + 100), lastAt: at(DAY * 3 + 300), entries: 3 },
      { timeZone: 'Europe/Rome', firstAt: at(DAY * 9), lastAt: at(DAY * 9), entries: 1 },
    ]);
    // What is not known, and what wrote nothing, is no device.
    expect(tables['used_devices']).toMatchObject([
      { product: 'iPhone13,3', build: '22F76', firstAt: at(100), lastAt: at(DAY * 9), entries: 5 },
    ]);
  });

  it('has days without columns that this version does not have, in UTC where the time zone is not known', () => {
    const { tables, notes } = readStores(healthActivity, {
      [FILE]: {
        tables: {
          activity_caches: `data_id | energy_burned \n 1 | 80 \n 2 | 90 \n 3 | 70`,
          samples: `data_id | start_date \n 1 | 770940000 \n 3 | 770940000`,
          objects: `data_id | provenance | type \n 1 | 5 | 1 \n 2 | 5 | 1 \n 3 | 5 | 2`,
          data_provenances: `ROWID | tz_name \n 5 | Nowhere/Land`,
        },
      },
    });
    expect(tables['health_rings']).toMatchObject([
      { day: '2025-06-06', energy: 80, energyGoal: null, standing: null, source: null },
      { day: null, energy: 90, startedAt: null },
    ]);
    expect(tables['health_rings']).toHaveLength(2);
    expect(tables['health_awards']).toEqual([]);
    expect(notes).toEqual({ 'other-rows': 1 });
  });
});

describe('Focus', () => {
  const FOLDER = 'HomeDomain/Library/DoNotDisturb/DB';

  it('has its times without the list of modes, as in a backup that is not encrypted', () => {
    const details = { assertionDetailsModeIdentifier: 'com.apple.sleep.sleep-mode' };
    const { tables } = readStores(focus, {
      [`${FOLDER}/Assertions.json`]: {
        json: { data: [{ storeAssertionRecords: [{ assertionDetails: details }, { assertionUUID: 'no mode' }] }, {}] },
      },
    });
    expect(tables['focus_times']).toMatchObject([
      { mode: 'com.apple.sleep.sleep-mode', name: null, startedAt: null, endedAt: null, reason: null },
    ]);
    expect(tables['focus_times']).toHaveLength(1);
    expect(tables['focus_modes']).toEqual([]);
  });

  it('has the days of a schedule, the first of which is Monday, unless it is of every day', () => {
    const schedule = (timePeriodWeekdays: JsonValue) => ({
      enabledSetting: 2,
      timePeriodStartTimeHour: 22,
      timePeriodEndTimeHour: 7,
      timePeriodWeekdays,
    });
    const triggers = [1, 62, 64, 127, 4_294_967_295, 'damaged'].map(schedule);
    const { tables } = readStores(focus, {
      [`${FOLDER}/ModeConfigurations.json`]: {
        json: { data: [{ modeConfigurations: { night: { triggers: { triggers } } } }] },
      },
    });
    const hours = '22:00–07:00';
    expect(tables['focus_modes']).toMatchObject([
      { schedules: [`Mon ${hours}`, `Tue Wed Thu Fri Sat ${hours}`, `Sun ${hours}`, hours, hours, hours] },
    ]);
  });

  it('has no schedule without its hours', () => {
    const triggers = [
      { enabledSetting: 2 },
      { enabledSetting: 2, timePeriodStartTimeHour: 22, timePeriodEndTimeHour: 7 },
    ];
    const { tables } = readStores(focus, {
      [`${FOLDER}/ModeConfigurations.json`]: {
        json: { data: [{ modeConfigurations: { night: { triggers: { triggers } }, broken: 'text' } }] },
      },
    });
    expect(tables['focus_modes']).toMatchObject([{ identifier: 'night', name: null, schedules: ['22:00–07:00'] }]);
    expect(tables['focus_modes']).toHaveLength(1);
  });
});

describe('profiles', () => {
  it('are the stubs alone; a phone of nobody else is not supervised', () => {
    const FOLDER = 'SysSharedContainerDomain-systemgroup.com.apple.configurationprofiles/Library/ConfigurationProfiles';
    const { tables, notes } = readStores(profiles, {
      [`${FOLDER}/profile-1.stub`]: { xml: { PayloadIdentifier: 'com.example.vpn', PayloadContent: 'damaged' } },
      [`${FOLDER}/ClientTruth.plist`]: { xml: { PayloadDisplayName: 'Not a profile' } },
      [`${FOLDER}/MCProfileEvents.plist`]: { plist: { ProfileEvents: [] } },
      [`${FOLDER}/CloudConfigurationDetails.plist`]: { plist: { IsSupervised: true } },
    });
    expect(tables['profiles']).toMatchObject([{ name: 'com.example.vpn', contents: [], installedAt: null }]);
    expect(tables['profiles']).toHaveLength(1);
    expect(tables['profile_events']).toEqual([]);
    expect(tables['device_management']).toMatchObject([{ state: 'supervised', organization: null }]);
    expect(notes).toEqual({});
  });
});

describe('Journal', () => {
  const FILE = 'AppDomainGroup-group.com.apple.moments/Library/moments.sqlite';

  it('has entries with a text that is no RTF, and with metadata in a file of their own', () => {
    const { tables, notes } = readStores(journal, {
      [FILE]: {
        tables: {
          ZJOURNALENTRYMO: [
            { Z_PK: 1, ZTEXT: Buffer.from('Plain'), ZTITLE: null },
            { Z_PK: 2, ZTEXT: 'As text', ZTITLE: Buffer.from('{\\rtf1 }') },
          ],
          ZJOURNALENTRYASSETMO: [
            { Z_PK: 5, ZENTRY: 1, ZASSETTYPE: 'photo', ZASSETMETADATA: Buffer.from('0241', 'hex') },
          ],
        },
      },
    });
    expect(tables['journal_entries']).toMatchObject([
      { title: null, text: 'Plain', attachments: ['photo'], places: [], latitude: null, entryAt: null, isDraft: null },
      { title: null, text: 'As text', attachments: [], isDeleted: null },
    ]);
    expect(tables['journal_files']).toEqual([]);
    expect(notes).toEqual({});
  });

  it('keeps an entry whose places are damaged', () => {
    const { tables, notes } = readStores(journal, {
      [FILE]: {
        tables: {
          ZJOURNALENTRYMO: `Z_PK | ZENTRYDATE \n 1 | 770900000`,
          ZJOURNALENTRYASSETMO: [{ Z_PK: 5, ZENTRY: 1, ZASSETMETADATA: Buffer.from('\u{1}{"visitsData": ') }],
        },
      },
    });
    expect(tables['journal_entries']).toMatchObject([{ entryAt: Date.UTC(2025, 5, 6, 10, 53, 20), places: null }]);
    expect(notes).toMatchObject({ 'unreadable-value:journal_entries.places': 1 });
  });
});

describe('watched areas', () => {
  it('have no place in the tables of newer systems, which keep it elsewhere', () => {
    const { tables } = readStores(geofences, {
      'RootDomain/Library/Caches/locationd/consolidated.db': {
        tables: {
          GeoFence: `FenceIndex | BundleId | Name | Timestamp | Distance \n 1 | com.example.shop | Shop | 770900000 | 50`,
        },
      },
    });
    expect(tables['geofences']).toMatchObject([{ name: 'Shop', app: 'com.example.shop', radius: 50, latitude: null }]);
  });
});

describe('the location service of iOS 4', () => {
  it('has the antennas around the phone, of both kinds of networks, in a database without watched areas', () => {
    const { tables, notes } = readStores(geofences, {
      'RootDomain/Library/Caches/locationd/consolidated.db': {
        tables: {
          CellLocation: `
            ROWID | MCC | MNC | LAC | CI | Timestamp | Latitude | Longitude | HorizontalAccuracy | Confidence
            1     | 262 | 2   | 5   | 77 | 323343000 | 52.5     | 13.4      | 500                | 70
            2     | 262 | 2   | 5   | 78 | 323343000 | 0        | 0         | 0                  | 0`,
          CdmaCellLocation: `
            ROWID | MCC | SID | NID | BSID | ZONEID | Timestamp | Latitude  | Longitude | HorizontalAccuracy
            1     | 310 | 41  | 0   | 9    | 3      | 323343060 | 40.7      | -74.0     | 2000`,
          WifiLocation: `
            ROWID | MAC           | Timestamp | Latitude | Longitude | HorizontalAccuracy
            1     | 0:1:2:a:b:c   | 323343120 | 52.51    | 13.41     | 50`,
        },
      },
    });
    expect(tables).toMatchObject({
      geofences: [],
      cell_towers: [
        {
          notedAt: Date.UTC(2011, 3, 1, 9, 30),
          country: 262,
          network: 2,
          region: 5,
          cell: 77,
          latitude: 52.5,
          accuracy: 500,
        },
        { cell: 78, latitude: null, longitude: null },
        { notedAt: Date.UTC(2011, 3, 1, 9, 31), country: 310, network: 41, region: 0, cell: 9, longitude: -74 },
      ],
      wifi_points: [{ notedAt: Date.UTC(2011, 3, 1, 9, 32), address: '00:01:02:0a:0b:0c', latitude: 52.51 }],
    });
    expect(notes).toEqual({});
  });
});

describe('text replacements', () => {
  it('are one in the dictionary and its copy for iCloud, with a time in either form or none', () => {
    const { tables } = readStores(textReplacements, {
      'KeyboardDomain/Library/Keyboard/UserDictionary.sqlite': {
        tables: {
          ZUSERDICTIONARYENTRY: `
            Z_PK | ZTIMESTAMP | ZSHORTCUT | ZPHRASE
            1    | 347155200  | omw       | On my way!
            2    | 0          | adr       | Weg 1
            3    |            |           | Grmpf
            4    |            |           | `,
        },
      },
      'KeyboardDomain/Library/Keyboard/CoreDataUbiquitySupport/mobile~1/UserDictionary/local/store/CloudUserDictionary.sqlite':
        {
          tables: {
            ZUSERDICTIONARYENTRY: 'Z_PK | ZTIMESTAMP | ZSHORTCUT | ZPHRASE \n 7 | 1325462400 | omw | On my way!',
          },
        },
    });
    const all = tables['text_replacements']?.map(({ shortcut, phrase, changedAt }) => [shortcut, phrase, changedAt]);
    expect(all?.toSorted()).toEqual([
      [null, 'Grmpf', null],
      ['adr', 'Weg 1', null],
      ['omw', 'On my way!', Date.UTC(2012, 0, 2)],
    ]);
  });
});

describe('pinned and muted chats', () => {
  it('are none where nothing was pinned yet', () => {
    const { tables, notes } = readStores(chatMarks, {
      'HomeDomain/Library/Preferences/com.apple.messages.pinning.plist': {
        plist: { 'IMPinningPinConfigMigrationKey-v2-r2': 1, pD: { pR: 1 } },
      },
    });
    expect(tables['chat_marks']).toEqual([]);
    expect(notes).toEqual({});
  });

  it('can be chats with short numbers and with businesses', () => {
    const { tables } = readStores(chatMarks, {
      'HomeDomain/Library/Preferences/com.apple.messages.pinning.plist': {
        plist: { pD: { pP: ['22333', 'urn:biz:1'] } },
      },
    });
    expect(tables['chat_marks']).toMatchObject([
      { person: '22333', group: null, mark: 'pinned', position: 1 },
      { person: null, group: 'urn:biz:1', position: 2 },
    ]);
  });
});

/** Two transactions as Python’s plistlib writes them. */
const CALL_LOG = Buffer.from(
  `
    NQIAAGJwbGlzdDAw0QECVnJlY29yZE8RAflicGxpc3QwMNQBAgMEBQYyNVkkYXJjaGl2ZXJYJG9iamVjdHNUJHRvcFgkdmVyc2lvbl8QD05TS2V5
    ZWRBcmNoaXZlcqoHCBUZHyAlKywvVSRudWxs1gkKCwwNDg8QERITFFYkY2xhc3NaY2FsbFN0YXR1c1RkYXRlWGR1cmF0aW9uXxAYcmVtb3RlUGFy
    dGljaXBhbnRIYW5kbGVzWHVuaXF1ZUlkgAgQBIACI0BPwAAAAAAAgAWABNIJFhcYV05TLnRpbWWAAyNBxvmAEAAAANIaGxwdWCRjbGFzc2VzWiRj
    bGFzc25hbWWiHR5WTlNEYXRlWE5TT2JqZWN0UkMx0gkhIiNaTlMub2JqZWN0c4AJoSSABtMJJicoKSpUdHlwZVV2YWx1ZYAIEAKAB14rNDkxNTEx
    MjM0NTY3MNIaGy0uoi4eWENIUmVjb3Jk0hobMDGiMR5XTlNBcnJhedEzNFRyb290gAESAAGGoAAIABEAGwAkACkAMgBEAE8AVQBiAGkAdAB5AIIA
    nQCmAKgAqgCsALUAtwC5AL4AxgDIANEA1gDfAOoA7QD0AP0BAAEFARABEgEUARYBHQEiASgBKgEsAS4BPQFCAUUBTgFTAVYBXgFhAWYBaAAAAAAA
    AAIBAAAAAAAAADYAAAAAAAAAAAAAAAAAAAFtAAgACwASAAAAAAAAAgEAAAAAAAAAAwAAAAAAAAAAAAAAAAAAAg8eAwAAYnBsaXN0MDDUAQIDBAUG
    GRxZJGFyY2hpdmVyWCRvYmplY3RzVCR0b3BYJHZlcnNpb25fEA9OU0tleWVkQXJjaGl2ZXKlBwgREhNVJG51bGzTCQoLDA0PViRjbGFzc1dOUy5r
    ZXlzWk5TLm9iamVjdHOABKEOgAKhEIADVnJlY29yZE8RAf1icGxpc3QwMNQBAgMEBQYyNVkkYXJjaGl2ZXJYJG9iamVjdHNUJHRvcFgkdmVyc2lv
    bl8QD05TS2V5ZWRBcmNoaXZlcqoHCBUZHyAlKywvVSRudWxs1gkKCwwNDg8QERITFFYkY2xhc3NaY2FsbFN0YXR1c1RkYXRlWGR1cmF0aW9uXxAY
    cmVtb3RlUGFydGljaXBhbnRIYW5kbGVzWHVuaXF1ZUlkgAgQAYACIwAAAAAAAAAAgAWABNIJFhcYV05TLnRpbWWAAyNBxvov2AAAANIaGxwdWCRj
    bGFzc2VzWiRjbGFzc25hbWWiHR5WTlNEYXRlWE5TT2JqZWN0UkMy0gkhIiNaTlMub2JqZWN0c4AJoSSABtMJJicoKSpUdHlwZVV2YWx1ZYAIEAKA
    B18QEG5vb3JAZXhhbXBsZS5vcmfSGhstLqIuHlhDSFJlY29yZNIaGzAxojEeV05TQXJyYXnRMzRUcm9vdIABEgABhqAACAARABsAJAApADIARABP
    AFUAYgBpAHQAeQCCAJ0ApgCoAKoArAC1ALcAuQC+AMYAyADRANYA3wDqAO0A9AD9AQABBQEQARIBFAEWAR0BIgEoASoBLAEuAUEBRgFJAVIBVwFa
    AWIBZQFqAWwAAAAAAAACAQAAAAAAAAA2AAAAAAAAAAAAAAAAAAABcdIUFRYXWCRjbGFzc2VzWiRjbGFzc25hbWWiFxhcTlNEaWN0aW9uYXJ5WE5T
    T2JqZWN00RobVHJvb3SAARIAAYagAAgAEQAbACQAKQAyAEQASgBQAFcAXgBmAHEAcwB1AHcAeQB7AIICgwKIApECnAKfAqwCtQK4Ar0CvwAAAAAA
    AAIBAAAAAAAAAB0AAAAAAAAAAAAAAAAAAALE
  `,
  'base64',
);

describe('calls that are not yet in the call history', () => {
  const FOLDER = 'HomeDomain/Library/CallHistoryTransactions';

  it('are none in logs without contents, which most phones have', () => {
    const { tables, notes } = readStores(waitingCalls, {
      [`${FOLDER}/transactions.log`]: { log: [] },
      [`${FOLDER}/transaction.log`]: { log: [] },
    });
    expect(tables['waiting_calls']).toEqual([]);
    expect(notes).toEqual({});
  });

  it('are read as another program writes them, from a list and from one in an archive', () => {
    const { tables } = readStores(waitingCalls, { [`${FOLDER}/transaction.log`]: { bytes: CALL_LOG } });
    expect(tables['waiting_calls']).toMatchObject([
      { calledAt: Date.UTC(2025, 5, 6, 10, 53, 20), person: '+4915112345670', seconds: 63.5, status: '4' },
      { calledAt: Date.UTC(2025, 5, 7, 11, 53, 20), person: 'noor@example.org', seconds: 0, status: '1' },
    ]);
  });
});

describe('voicemails', () => {
  it('are played and deleted by their flags, deleted also by their table and their date, which is not always kept', () => {
    const { tables } = readStores(voicemail, {
      'HomeDomain/Library/Voicemail/voicemail.db': {
        tables: {
          voicemail: `
            ROWID | date       | flags | trashed_date
            1     | 1748772000 | 3     | 0
            2     | 1748772100 | 75    | 0
            3     | 1748772200 | 67    | 770688000
            4     | 1748772300 | 67    |
            5     | 1748772310 | 2     | 0
            6     | 1748772320 | 11    | 0
            7     | 1748772330 | 10    | 0
            8     | 1748772340 | 331   | 0
            9     | 1748772350 | 7     | 0
            10    | 1748772360 | 66    | 0
            11    | 1748772370 |       | 0`,
          deleted: `ROWID | date | flags | trashed_date \n 1 | 1748772400 | 67 | 0 \n 2 | 1748772410 | 2 | 0`,
        },
      },
    });
    const facts = tables['voicemails']?.map(({ key, isRead, isDeleted, deletedAt }) => [
      key,
      isRead,
      isDeleted,
      deletedAt,
    ]);
    expect(facts).toEqual([
      ['1', true, false, null],
      ['2', true, true, null],
      ['3', true, true, Date.UTC(2025, 5, 4)],
      ['4', true, false, null],
      ['5', false, false, null],
      ['6', true, true, null],
      ['7', false, true, null],
      ['8', true, true, null],
      ['9', true, true, null],
      ['10', false, false, null],
      ['11', null, false, null],
      ['deleted-1', true, true, null],
      ['deleted-2', false, true, null],
    ]);
  });
});

describe('open pages of Safari', () => {
  it('were viewed at seconds since 2001, since 1970 from iOS 26 on, or at no time', () => {
    const { tables } = readStores(safariTabs, {
      'HomeDomain/Library/Safari/BrowserState.db': {
        tables: {
          tabs: `
            id | url                 | last_viewed_time
            1  | https://a.example/  | 770464800
            2  | https://b.example/  | 1748772000.5
            3  | https://c.example/  | 64092211200
            4  | https://d.example/  | 0`,
        },
      },
    });
    const noon = Date.UTC(2025, 5, 1, 10);
    expect(tables['safari_tabs']?.map(({ viewedAt }) => viewedAt)).toEqual([noon, noon + 500, null, null]);
  });
});
