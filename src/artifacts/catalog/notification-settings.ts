import { defineRecords, documents, Embedded, f, from } from '../kit/records/index.ts';

const KEY = (name: string): string => `sectionInfoSettings/${name}`;
/** Bits of `pushSettings`. */
const BITS = { badge: 8, sound: 16 } as const;
const hasBit = (bit: number) =>
  from([KEY('pushSettings')], (bits) => (typeof bits === 'number' ? (bits & bit) !== 0 : null));
/** A setting with 0 not supported, 1 off and 2 on, which was a boolean before iOS 10. */
const setting = (name: string, older: string) =>
  from([KEY(name), KEY(older)], (now, before) => (typeof now === 'number' ? (now === 0 ? null : now === 2) : before));
/** A boolean before iOS 12. */
const STATUS = from([KEY('authorizationStatus'), KEY('allowsNotifications')], (status, isAllowed) =>
  typeof isAllowed === 'boolean' && status === null ? 1 + Number(isAllowed) : status,
);

/** How apps may notify. */
export const notificationSettings = defineRecords({
  id: 'notification-settings',
  area: 'system',
  version: 1,
  needs: 'any',
  absent: 'This backup does not say how apps may notify.',
  seenOn: ['the code of iOS 18', 'synthetic'],
  stores: {
    settings: documents('HomeDomain', 'Library/BulletinBoard/VersionedSectionInfo.plist'),
    older: documents('HomeDomain', 'Library/BulletinBoard/SectionInfo.plist'),
  },
  table: 'notification_settings',
  name: ['Notification settings of an app', 'Notification settings of apps'],
  icon: 'bell',
  privacy: 'P0',
  rows: [
    { store: 'settings', of: 'sectionInfo/*' },
    { store: 'older', of: '*' },
  ],
  key: '@key',
  merge: {},
  fields: {
    app: f.text('@key', 'Bundle id of the app, or of the part of the system.'),
    name: f.text(['displayName', 'appName'], 'Its name.'),
    status: f.code(STATUS, 'Whether it may notify.', {
      0: ['not-asked', 'Not asked'],
      1: ['denied', 'Not allowed'],
      2: ['allowed', 'Allowed'],
      3: ['quiet', 'Quietly'],
      4: ['temporary', 'For a while'],
    }),
    banner: f.code(
      KEY('alertType'),
      'How banners are shown.',
      { 0: ['none', 'None'], 1: ['brief', 'Go away'], 2: ['stays', 'Stay'] },
      { label: 'Banners' },
    ),
    onLockScreen: f.flag(setting('lockScreenSetting', 'showsInLockScreen'), 'Shown on the lock screen.', {
      label: 'On the lock screen',
    }),
    inCenter: f.flag(
      setting('notificationCenterSetting', 'showsInNotificationCenter'),
      'Shown in Notification Center.',
      { label: 'In Notification Center' },
    ),
    hasBadge: f.flag(hasBit(BITS.badge), 'With a number at the app.', { label: 'Badge' }),
    hasSound: f.flag(hasBit(BITS.sound), 'With a sound.', { label: 'Sound' }),
    isTimeSensitive: f.flag(setting('timeSensitiveSetting', ''), 'Some may break through a Focus.', {
      label: 'Time sensitive',
    }),
    isCritical: f.flag(setting('criticalAlertSetting', ''), 'Some may sound although the phone is silent.', {
      label: 'Critical alerts',
    }),
    allowedAt: f.date(KEY('lastUserGrantedAuthorizationDate'), 'When it was last allowed.', { label: 'Allowed' }),
  },
  show: { at: 'allowedAt', title: ['name', 'app'], text: ['status', 'app'] },
  example: {
    files: {
      'HomeDomain/Library/BulletinBoard/VersionedSectionInfo.plist': {
        plist: {
          sectionInfoVersionNumber: 1,
          sectionInfo: {
            'com.example.tides': new Embedded({
              archive: {
                sectionID: 'com.example.tides',
                displayName: 'Tides',
                sectionInfoSettings: {
                  authorizationStatus: 2,
                  alertType: 1,
                  lockScreenSetting: 2,
                  notificationCenterSetting: 2,
                  pushSettings: 56,
                  timeSensitiveSetting: 2,
                  criticalAlertSetting: 1,
                  lastUserGrantedAuthorizationDate: new Date('2025-03-04T18:20:00Z'),
                },
              },
            }),
            'com.example.offers': new Embedded({
              archive: {
                sectionID: 'com.example.offers',
                appName: 'Offers',
                sectionInfoSettings: {
                  authorizationStatus: 1,
                  alertType: 0,
                  lockScreenSetting: 1,
                  notificationCenterSetting: 0,
                  pushSettings: 0,
                },
              },
            }),
          },
        },
      },
    },
    rows: `
      app                | name   | status  | banner | onLockScreen | inCenter | hasBadge | hasSound | isTimeSensitive | isCritical | allowedAt
      com.example.tides  | Tides  | allowed | brief  | true         | true     | true     | true     | true            | false      | 2025-03-04T18:20:00Z
      com.example.offers | Offers | denied  | none   | false        |          | false    | false    |                 |            |`,
  },
});
