import { defineRecords, documents, f, from, plistOf, sqlite } from '../kit/records/index.ts';

const PREFERENCES = 'Library/Preferences/com.apple.commcenter';
/** The key of an entry of the property list; rows of the database have a number that is not that of a card. */
const ICCID = [
  'subscriber_id',
  'LastKnownICCID',
  from(['@table', '@key', 'PhoneNumber'], (table, key, number) => (table === null && number === null ? key : null)),
];
const NUMBER = [
  'subscriber_mdn',
  'info/mdn',
  'phonebook/CopiedSIMPhoneNumber',
  'phonebook/PNRPhoneNumber',
  'PhoneNumber',
];
const RIGHTS = 'CarrierEntitlements';
const IMSI = [
  'SubscriptionConfiguration/IMSI',
  `${RIGHTS}/lastGoodImsi`,
  'homeIMSI',
  `${RIGHTS}/kEntitlementsSelfRegistrationUpdateImsi`,
];
/** Before there was a list of cards, only the last one was noted. */
const IS_ONLY = from(
  ['PersonalWallet', 'LastKnownICCID', 'PhoneNumber'],
  (list, iccid, number) => list === null && (iccid !== null || number !== null),
);
/** Seconds since 2001 in the database, where 0 and -1 are no time, and since 1970 in the property list. */
const NOTED = [from(['last_update_time'], (time) => (Number(time) > 0 ? Number(time) + 978_307_200 : null)), 'info/ts'];

const USAGE = `
  subscriber_id          | subscriber_mdn | last_update_time | slot_id
  '89490200001234567890' | +4915112345678 | 769200000        | 1`;

/** SIM cards that the phone has had, with their numbers. */
export const simCards = defineRecords({
  id: 'sim-cards',
  area: 'system',
  version: 5,
  needs: 'any',
  absent: 'This backup holds no list of SIM cards.',
  seenOn: ['iOS 16 (two cards)', 'iOS 9 and 15 (schemas)', 'synthetic'],
  stores: {
    usage: sqlite('WirelessDomain', 'Library/Databases/CellularUsage.db'),
    wallet: documents('WirelessDomain', [`${PREFERENCES}.plist`, `${PREFERENCES}.data.plist`]),
  },
  table: 'sim_cards',
  name: ['SIM card', 'SIM cards'],
  icon: 'card-sim',
  privacy: 'P2',
  rows: [
    { store: 'usage', of: 'subscriber_info' },
    { store: 'wallet', of: 'PersonalWallet/*' },
    { store: 'wallet', of: '', where: IS_ONLY },
  ],
  key: [...ICCID, 'PhoneNumber'],
  merge: { newest: 'notedAt' },
  fields: {
    iccid: f.text(ICCID, 'Number of the card (ICCID).', { label: 'ICCID' }),
    number: f.handle(NUMBER, 'Phone number.'),
    notedAt: f.unixTime(NOTED, 'When the phone last noted it.', { label: 'Last noted' }),
    slot: f.integer('slot_id', 'Slot of the phone.'),
    isEsim: f.flag('info/esim', 'It is an eSIM.', { label: 'eSIM' }),
    imsi: f.text(IMSI, 'Number of the subscriber (IMSI).', { label: 'IMSI' }),
    imei: f.text(`${RIGHTS}/kEntitlementsSelfRegistrationUpdateImei`, 'Number of the phone that it was in (IMEI).', {
      label: 'IMEI',
    }),
    network: f.text('SimDeactivationInfo/LastRegisteredNetworkPlmn', 'Network it was last in.'),
  },
  show: { at: 'notedAt', title: ['number', 'iccid'], text: ['iccid'], with: 'number', order: '-notedAt' },
  example: {
    store: { tables: { subscriber_info: USAGE } },
    files: {
      [`WirelessDomain/${PREFERENCES}.data.plist`]: plistOf(`{"PersonalWallet": {"89490200009876543210": {
        "info": {"mdn": "+4915798765432", "ts": 1688200000, "esim": true}}}}`),
      [`WirelessDomain/${PREFERENCES}.plist`]: plistOf(`{"PersonalWallet": {"89490200001234567890": {
        "SubscriptionConfiguration": {"IMSI": "262011234567890"},
        "CarrierEntitlements": {"kEntitlementsSelfRegistrationUpdateImei": "356938035643809"},
        "SimDeactivationInfo": {"LastRegisteredNetworkPlmn": "26201"}}}}`),
    },
    rows: `
      iccid                | number         | notedAt              | slot | isEsim | imsi            | imei            | network
      89490200001234567890 | +4915112345678 | 2025-05-17T18:40:00Z | 1    |        | 262011234567890 | 356938035643809 | 26201
      89490200009876543210 | +4915798765432 | 2023-07-01T08:26:40Z |      | true   |                 |                 |`,
  },
});
