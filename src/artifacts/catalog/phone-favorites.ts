import { defineRecords, documents, f, from, textOf } from '../kit/records/index.ts';

/** Accounts of other apps are property lists in Base64, not addresses. */
const ENCODED = /^(?:YnBsaXN0|PD94bWwg)/;
const ADDRESS = from(['Value'], (value) => (ENCODED.test(textOf(value)) ? null : value));
/** Labels of the system are wrapped: `_$!<Mobile>!$_`. */
const LABEL = from(['Label'], (label) => textOf(label).replace(/^_\$!<(.*)>!\$_$/s, '$1') || null);
/** Before iOS 10 a number says what an entry does: 0 a call, 1 a video call and 2 a call with FaceTime. */
const OLDER_ACTIONS = ['AudioCallActionType', 'VideoCallActionType', 'AudioCallActionType'];
const OLDER_APPS = ['com.apple.mobilephone', 'com.apple.facetime', 'com.apple.facetime'];
const ofEntryType = (values: readonly string[]) => from(['EntryType'], (type) => values[Number(type ?? -1)] ?? null);

/** Favourites of the phone app, in their order. */
export const phoneFavorites = defineRecords({
  id: 'phone-favorites',
  area: 'people',
  version: 2,
  needs: 'any',
  absent: 'No favorites were set in Phone.',
  seenOn: ['keys as iOS writes them', 'synthetic'],
  store: documents('HomeDomain', 'Library/Preferences/com.apple.mobilephone.speeddial.plist'),
  table: 'phone_favorites',
  name: ['Favorite in Phone', 'Favorites in Phone'],
  icon: 'star',
  privacy: 'P2',
  rows: '*',
  where: from(['.'], (entry) => typeof entry === 'object' && entry !== null),
  fields: {
    position: f.integer(
      from(['@key'], (index) => Number(index) + 1),
      'Its place in the list, from 1.',
    ),
    name: f.text('Name', 'What the phone called the person when the favorite was set.'),
    address: f.handle(ADDRESS, 'Phone number or e-mail address.'),
    label: f.text(LABEL, 'Which of the numbers of the person it is.'),
    action: f.code(['ActionType', ofEntryType(OLDER_ACTIONS)], 'What a tap on it does.', {
      AudioCallActionType: ['call', 'Call'],
      VideoCallActionType: ['video-call', 'Video call'],
    }),
    app: f.text(['BundleIdentifier', ofEntryType(OLDER_APPS)], 'Bundle id of the app that does it.'),
  },
  show: {
    title: ['name', 'address'],
    text: ['address', 'label', 'action'],
    with: 'address',
    called: { address: 'name' },
    order: 'position',
  },
  example: {
    store: {
      plist: [
        {
          ABUid: 4,
          ABIdentifier: 0,
          Property: 3,
          EntryType: 0,
          ActionType: 'AudioCallActionType',
          BundleIdentifier: 'com.apple.mobilephone',
          Name: 'Ida Berg',
          Value: '+4915112345670',
          Label: '_$!<Mobile>!$_',
        },
        { EntryType: 1, Name: 'Noor', Value: 'noor@example.org', Label: 'choir' },
      ],
    },
    rows: `
      position | name     | address          | label  | action     | app
      1        | Ida Berg | +4915112345670   | Mobile | call       | com.apple.mobilephone
      2        | Noor     | noor@example.org | choir  | video-call | com.apple.facetime`,
  },
});
