import { localizedText } from '../kit/localized-text.ts';
import { defineRecords, documents, f, formerly, from, lookup } from '../kit/records/index.ts';

const FOLDER = 'Library/UserNotifications';
const DELIVERED = 'DeliveredNotifications.plist';
/** Up to iOS 11. */
const OLDER = 'Library/SpringBoard/PushStore';
const PENDING = 'PendingNotifications.plist';
const PICTURE = '{AppNotificationAttachments/0/AttachmentURL|name}';
const IS_NOTICE = from(['.'], (notice) => typeof notice === 'object' && notice !== null);

/** A text of the notification, or the one that its app has under a key: the system spells one of the keys wrongly. */
const text = (name: string, key = `${name}LocalizationKey`) => [
  name,
  localizedText(key, `${name}LocalizationArguments`),
];
const SENDER = 'CommunicationContextSender';

/** When it is due, unless that is a time of day or by the calendar: a date, or so much later than it was requested. */
const DUE = from(['TriggerDate', 'RequestDate', 'TriggerTimeInterval'], (date, requested, seconds) =>
  date instanceof Date
    ? date
    : requested instanceof Date && typeof seconds === 'number' && seconds > 0
      ? new Date(requested.getTime() + seconds * 1000)
      : null,
);
const part = (name: string): string => `TriggerDateComponents/NS.${name}`;
const two = (value: unknown): string => String(value).padStart(2, '0');
/** What is set of year, month and day, weekday (1 is Sunday), hour and minute: local time. */
const SCHEDULE = from(
  ['year', 'month', 'day', 'weekday', 'hour', 'minute'].map(part),
  (year, month, day, weekday, hour, minute) => {
    const isSet = (value: unknown): boolean => typeof value === 'number' && value < 10_000;
    const date = [year, month, day].map((each) => (isSet(each) ? two(each) : '*')).join('-');
    const parts = [
      [year, month, day].some(isSet) ? date : null,
      isSet(weekday) ? (WEEKDAYS[Number(weekday) - 1] ?? null) : null,
      isSet(hour) ? `${two(hour)}:${isSet(minute) ? two(minute) : '00'}` : isSet(minute) ? `*:${two(minute)}` : null,
    ].filter((each) => each !== null);
    return parts.length === 0 ? null : parts.join(' ');
  },
);
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/**
 * Notifications that were not cleared: sometimes the only trace of messages of apps that keep out of backups. And those
 * that apps have set for later.
 */
export const notifications = defineRecords({
  id: 'notifications',
  area: 'communication',
  version: 3,
  needs: 'any',
  absent: 'This backup holds no notifications that were still shown.',
  seenOn: ['iOS 9 or 10, and 17 (layouts of other tools)', 'the code of iOS 18', 'synthetic'],
  stores: {
    delivered: formerly(documents('HomeDomain', `${FOLDER}/*/${DELIVERED}`), 'HomeDomain', `${OLDER}/*.pushstore`),
    pending: documents('HomeDomain', `${FOLDER}/*/${PENDING}`),
    library: documents('HomeDomain', [`${FOLDER}/Library.plist`, 'Library/UserNotificationsServer/Library.plist'], {
      enriches: true,
    }),
  },
  lookups: { apps: { store: 'library', of: '*', key: '.', value: '@key' } },
  table: 'notifications',
  name: ['Notification', 'Notifications'],
  icon: 'bell',
  privacy: 'P2',
  rows: [
    { store: 'delivered', of: '*', where: IS_NOTICE },
    { store: 'pending', of: '*', where: IS_NOTICE },
  ],
  fields: {
    app: f.text([lookup('apps', '@1'), '@1'], 'Bundle id of the app, else the identifier of its folder.'),
    state: f.code(
      from(['@name'], (name) => (name === PENDING ? 'pending' : 'shown')),
      'Whether it came already.',
      { shown: ['shown', 'Shown'], pending: ['pending', 'Set for later'] },
    ),
    title: f.text(text('AppNotificationTitle'), 'Title.'),
    subtitle: f.text(text('AppNotificationSubtitle'), 'Subtitle.'),
    message: f.text(
      text('AppNotificationMessage', 'AppNotificationMessageLocazationKey'),
      'What it says; of a text that only the app has, its key and the values in it.',
    ),
    header: f.text(text('Header'), 'Text above it.', { label: 'Text above' }),
    footer: f.text(text('Footer'), 'Text below it.', { label: 'Text below' }),
    createdAt: f.date('AppNotificationCreationDate', 'When it came.', { label: 'Received' }),
    sender: f.text(
      [`${SENDER}/displayName`, `${SENDER}/cnContactFullName`, 'CommunicationContextDisplayName'],
      'Who wrote or called.',
    ),
    handle: f.handle(`${SENDER}/handle`, 'Phone number, e-mail address or account of that person.', {
      label: 'Address',
    }),
    dueAt: f.date(DUE, 'When it is due.', { label: 'Due' }),
    schedule: f.text(SCHEDULE, 'When it is due by the calendar, in local time.', { label: 'Schedule' }),
    repeats: f.flag('TriggerRepeats', 'It comes again and again.', { label: 'Repeats' }),
    thread: f.text(
      ['SBSPushStoreNotificationThreadKey', 'AppNotificationThreadIdentifier'],
      'Identifier of the conversation.',
    ),
    category: f.text(
      ['SBSPushStoreNotificationCategoryKey', 'AppNotificationCategoryIdentifier'],
      'Category that the app gave it.',
    ),
    attachment: f.file([`{@folder}/Attachments/${PICTURE}`, `{@folder}/Attachments/{@1}/${PICTURE}`], 'What it shows.'),
  },
  show: {
    at: 'createdAt',
    title: ['title', 'sender', 'app'],
    text: ['subtitle', 'message'],
    file: 'attachment',
    order: '-createdAt',
  },
  example: {
    files: {
      'HomeDomain/Library/UserNotifications/com.example.trails/DeliveredNotifications.plist': {
        archive: [
          {
            AppNotificationTitle: 'Trail closed',
            AppNotificationSubtitle: 'Lemon Ridge',
            AppNotificationMessage: 'A tree has fallen on the path.',
            AppNotificationCreationDate: new Date('2025-06-05T07:30:00Z'),
            SBSPushStoreNotificationThreadKey: 'ridge',
            SBSPushStoreNotificationCategoryKey: 'warning',
            AppNotificationAttachments: [{ AttachmentURL: 'file:///Attachments/tree.png' }],
            Header: 'North',
            FooterLocalizationKey: 'By %@',
            FooterLocalizationArguments: ['a ranger'],
            CommunicationContextSender: { handle: 'mailto:ida@example.org', displayName: 'Ida Berg' },
          },
        ],
      },
      'HomeDomain/Library/UserNotifications/com.example.trails/PendingNotifications.plist': {
        archive: [
          {
            AppNotificationTitle: 'Pack for the hike',
            TriggerDate: new Date('2025-06-08T05:00:00Z'),
            TriggerRepeats: false,
          },
          {
            AppNotificationTitle: 'Time for a walk',
            TriggerDateComponents: { $class: 'NSDateComponents', 'NS.weekday': 1, 'NS.hour': 9, 'NS.minute': 30 },
            TriggerRepeats: true,
          },
        ],
      },
      'HomeDomain/Library/UserNotifications/com.example.trails/Attachments/tree.png': { text: 'PNG' },
    },
    rows: `
      app                | state   | title             | subtitle    | message                        | header | footer      | sender   | handle          | createdAt            | dueAt                | schedule  | repeats | thread | category | attachment
      com.example.trails | shown   | Trail closed      | Lemon Ridge | A tree has fallen on the path. | North  | By a ranger | Ida Berg | ida@example.org | 2025-06-05T07:30:00Z |                      |           |         | ridge  | warning  | HomeDomain/Library/UserNotifications/com.example.trails/Attachments/tree.png
      com.example.trails | pending | Pack for the hike |             |                                |        |             |          |                 |                      | 2025-06-08T05:00:00Z |           | false   |        |          |
      com.example.trails | pending | Time for a walk   |             |                                |        |             |          |                 |                      |                      | Sun 09:30 | true    |        |          |`,
  },
});
