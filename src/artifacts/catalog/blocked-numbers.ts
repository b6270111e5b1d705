import { defineRecords, documents, f } from '../kit/records/index.ts';

/** Blocked phone numbers and addresses. */
export const blockedNumbers = defineRecords({
  id: 'blocked-numbers',
  area: 'communication',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no list of blocked numbers.',
  seenOn: ['property list of the block list as iOS and macOS write it (synthetic)'],
  store: documents('HomeDomain', 'Library/Preferences/com.apple.cmfsyncagent.plist'),
  table: 'blocked_numbers',
  name: ['Blocked number', 'Blocked numbers'],
  icon: 'ban',
  privacy: 'P1',
  rows: '__kCMFBlockListStoreTopLevelKey/__kCMFBlockListStoreArrayKey/*',
  fields: {
    handle: f.handle(
      ['__kCMFItemPhoneNumberUnformattedKey', '__kCMFItemEmailUnformattedKey', '__kCMFItemBusinessIDKey'],
      'The number or address.',
      { label: 'Number or address' },
    ),
    kind: f.code('__kCMFItemTypeKey', 'What it is.', {
      0: ['phone', 'Phone number'],
      1: ['email', 'E-mail address'],
    }),
    country: f.text('__kCMFItemPhoneNumberCountryCodeKey', 'Country of the number, as the phone took it.'),
  },
  show: { title: 'handle', with: 'handle' },
  example: {
    store: {
      plist: {
        __kCMFBlockListStoreTopLevelKey: {
          __kCMFBlockListStoreVersionKey: 1,
          __kCMFBlockListStoreArrayKey: [
            {
              __kCMFItemPhoneNumberUnformattedKey: '+493055512345',
              __kCMFItemPhoneNumberCountryCodeKey: 'de',
              __kCMFItemTypeKey: 0,
            },
            { __kCMFItemEmailUnformattedKey: 'offers@lottery.example', __kCMFItemTypeKey: 1 },
          ],
        },
      },
    },
    rows: `
      handle                 | kind  | country
      +493055512345          | phone | de
      offers@lottery.example | email |`,
  },
});
