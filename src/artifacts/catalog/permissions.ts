import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

const SERVICES = {
  kTCCServiceCamera: ['camera', 'Camera'],
  kTCCServiceMicrophone: ['microphone', 'Microphone'],
  kTCCServicePhotos: ['photos', 'Photos'],
  kTCCServiceAddressBook: ['contacts', 'Contacts'],
  kTCCServiceCalendar: ['calendar', 'Calendar'],
  kTCCServiceReminders: ['reminders', 'Reminders'],
  kTCCServiceMotion: ['motion', 'Motion and fitness'],
  kTCCServiceUserTracking: ['tracking', 'Tracking'],
  kTCCServicePhotosAdd: ['photos-add', 'Add to Photos'],
  kTCCServiceMediaLibrary: ['media-library', 'Media library'],
  kTCCServiceSpeechRecognition: ['speech-recognition', 'Speech recognition'],
  kTCCServiceBluetoothAlways: ['bluetooth', 'Bluetooth'],
  kTCCServiceBluetoothPeripheral: ['bluetooth-sharing', 'Bluetooth sharing'],
  kTCCServiceFaceID: ['face-id', 'Face ID'],
  kTCCServiceFocusStatus: ['focus', 'Focus'],
  kTCCServiceSiri: ['siri', 'Siri'],
  kTCCServiceWillow: ['home', 'Home data'],
  kTCCServiceFinancialData: ['finance', 'Financial data'],
  kTCCServiceNearbyInteraction: ['nearby', 'Nearby interactions'],
  kTCCServiceGameCenterFriends: ['game-center-friends', 'Game Center friends'],
  kTCCServiceVoiceBanking: ['personal-voice', 'Personal Voice'],
  kTCCServiceWebBrowserPublicKeyCredential: ['passkeys', 'Passkeys of websites'],
  kTCCServiceKeyboardNetwork: ['keyboard', 'Full access of its keyboard'],
  kTCCServiceMSO: ['tv-provider', 'TV provider'],
  kTCCServiceExposureNotification: ['exposure-notifications', 'Exposure notifications'],
  kTCCServiceFallDetection: ['fall-detection', 'Fall detection'],
  kTCCServiceUbiquity: ['icloud', 'iCloud'],
  kTCCServiceCalls: ['background-calls', 'Calls in the background'],
  // It is denied where Settings allow tracking across websites.
  kTCCServiceWebKitIntelligentTrackingPrevention: ['tracking-prevention', 'Prevention of tracking across websites'],
} as const;
const ACCESS = {
  0: ['denied', 'Denied'],
  1: ['unknown', 'Unknown'],
  2: ['allowed', 'Allowed'],
  3: ['limited', 'Limited'],
  4: ['add-only', 'Add only'],
} as const;
const REASONS = {
  1: ['error', 'Error'],
  2: ['owner-asked', 'The owner, asked'],
  3: ['owner', 'The owner, in Settings'],
  4: ['system', 'The system'],
  5: ['service-policy', 'Rule of the service'],
  6: ['management', 'Management of the phone'],
  7: ['override', 'Rule that overrides'],
  8: ['no-usage-text', 'The app does not say why'],
  9: ['no-answer', 'No answer in time'],
  10: ['unclear', 'Not decided yet'],
  11: ['entitled', 'Right of the app'],
  12: ['app-type', 'Kind of app'],
} as const;
/** Up to iOS 13 there is only yes and no. */
const ALLOWED = from(['allowed'], (allowed) => (allowed === 1 ? 2 : allowed));

/** Which app may use camera, microphone, photos, contacts …, and since when. */
export const permissions = defineRecords({
  id: 'permissions',
  area: 'privacy',
  version: 4,
  needs: 'any',
  absent: 'This backup holds no list of permissions.',
  seenOn: ['iOS 9 (schema)', 'iOS 17 (figures of two other tools)', 'synthetic'],
  store: sqlite('HomeDomain', 'Library/TCC/TCC.db'),
  table: 'permissions',
  name: ['Permission', 'Permissions'],
  icon: 'shield-check',
  privacy: 'P1',
  rows: 'access',
  key: from(['service', 'client', 'indirect_object_identifier'], (...parts) => parts.map(textOf).join(' ')),
  fields: {
    app: f.text('client', 'Bundle id of the app.'),
    service: f.code('service', 'What it may use.', SERVICES),
    access: f.code(['auth_value', ALLOWED], 'What was decided.', ACCESS),
    decidedBy: f.code('auth_reason', 'Who or what decided it.', REASONS, { label: 'Decided by' }),
    changedAt: f.unixTime('last_modified', 'When it was decided.', { label: 'Decided' }),
  },
  show: { at: 'changedAt', title: 'app', text: ['service', 'access'], order: '-changedAt' },
  example: {
    store: {
      tables: {
        access: `
          service             | client               | auth_value | auth_reason | allowed | last_modified | indirect_object_identifier
          kTCCServiceCamera   | com.example.trails   | 2          | 2           |         | 1748000000    | UNUSED
          kTCCServicePhotos   | com.example.lemonade | 3          | 3           |         | 1748100000    | UNUSED
          kTCCServiceCalendar | com.example.lemonade |            |             | 0       | 1748200000    | UNUSED
          kTCCServiceCalendar | com.example.trails   | 4          | 6           |         | 1748300000    | UNUSED`,
      },
    },
    rows: `
      app                  | service  | access   | decidedBy   | changedAt
      com.example.trails   | camera   | allowed  | owner-asked | 2025-05-23T11:33:20Z
      com.example.lemonade | photos   | limited  | owner       | 2025-05-24T15:20:00Z
      com.example.lemonade | calendar | denied   |             | 2025-05-25T19:06:40Z
      com.example.trails   | calendar | add-only | management  | 2025-05-26T22:53:20Z`,
  },
});
