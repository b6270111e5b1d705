import { defineRecords, documents, f, formerly, from, lookup } from '../kit/records/index.ts';

const FOLDER = 'Library/UserNotifications';
const DELIVERED = 'DeliveredNotifications.plist';
/** Up to iOS 11. */
const OLDER = 'Library/SpringBoard/PushStore';
const PICTURE = '{AppNotificationAttachments/0/AttachmentURL|name}';

/** Notifications that were not cleared: sometimes the only trace of messages of apps that keep out of backups. */
export const notifications = defineRecords({
  id: 'notifications',
  area: 'communication',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no notifications that were still shown.',
  seenOn: ['iOS 9 or 10, and 17 (layouts of other tools)', 'synthetic'],
  stores: {
    delivered: formerly(documents('HomeDomain', `${FOLDER}/*/${DELIVERED}`), 'HomeDomain', `${OLDER}/*.pushstore`),
    library: documents('HomeDomain', [`${FOLDER}/Library.plist`, 'Library/UserNotificationsServer/Library.plist'], {
      enriches: true,
    }),
  },
  lookups: { apps: { store: 'library', of: '*', key: '.', value: '@key' } },
  table: 'notifications',
  name: ['Notification', 'Notifications'],
  icon: 'bell',
  privacy: 'P2',
  rows: {
    store: 'delivered',
    of: '*',
    where: from(['.'], (notice) => typeof notice === 'object' && notice !== null),
  },
  fields: {
    app: f.text([lookup('apps', '@1'), '@1'], 'Bundle id of the app, else the identifier of its folder.'),
    title: f.text('AppNotificationTitle', 'Title.'),
    subtitle: f.text('AppNotificationSubtitle', 'Subtitle.'),
    message: f.text('AppNotificationMessage', 'What it says.'),
    createdAt: f.date('AppNotificationCreationDate', 'When it came.', { label: 'Received' }),
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
    title: ['title', 'app'],
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
          },
        ],
      },
      'HomeDomain/Library/UserNotifications/com.example.trails/Attachments/tree.png': { text: 'PNG' },
    },
    rows: `
      app                | title        | subtitle    | message                        | createdAt            | thread | category | attachment
      com.example.trails | Trail closed | Lemon Ridge | A tree has fallen on the path. | 2025-06-05T07:30:00Z | ridge  | warning  | HomeDomain/Library/UserNotifications/com.example.trails/Attachments/tree.png`,
  },
});
