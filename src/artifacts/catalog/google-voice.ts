import * as chat from '../kit/chats/index.ts';
import { textOf } from '../kit/records/index.ts';

const { at, codes, ifPresent, is, isNot } = chat;
const GROUP = 'AppDomainGroup-group.com.google.GVDialer';
const CALLS = ['IncomingCall', 'OutgoingCall', 'MissedCall'];

/** Text messages, voicemails and calls of Google Voice. */
export const googleVoice = chat.defineChats({
  id: 'google-voice',
  title: 'Google Voice',
  version: 2,
  absent: 'This backup holds no data of Google Voice.',
  seenOn: ['iOS 17 (118 text messages, 5 voicemails, 29 calls)', 'synthetic'],
  store: chat.sqlite(GROUP, 'Library/Application Support/*/threadingStore.sqlite'),
  idsAreHandles: true,
  chats: { rows: 'Thread', where: 'isText', id: 'threadKey', title: 'groupName', unreadCount: 'isUnread' },
  members: { rows: 'ThreadParticipant', chat: 'threadKey', person: 'phoneNumberE164' },
  messages: {
    rows: 'ThreadItem',
    join: {
      transcript: { table: 'Transcript', on: 'threadItemKey', key: 'threadItemKey' },
      picture: { table: 'MMSAttachmentInfo', on: 'threadItemKey', key: 'threadItemKey' },
    },
    // Items of a type that is not known are messages of an unknown kind: none is left out.
    where: isNot('itemType', ...CALLS),
    id: 'threadItemKey',
    chat: [
      chat.when(isNot('itemType', 'Voicemail'), 'threadKey'),
      chat.from(['senderPhoneNumber'], (n) => `t.${textOf(n)}`),
    ],
    partner: chat.when(is('itemType', 'Voicemail'), 'senderPhoneNumber'),
    sender: 'senderPhoneNumber',
    isFromMe: is('itemType', 'SmsOut'),
    kind: codes([ifPresent(is('isDeleted', 1), 'deleted'), ifPresent('picture.attachmentKey', 'image'), 'itemType'], {
      deleted: 'deleted',
      image: 'image',
      SmsIn: 'text',
      SmsOut: 'text',
      Voicemail: 'voicemail',
    }),
    text: ['messageText', 'transcript.text'],
    sentAt: at.unix('timestamp'),
    details: { seconds: chat.when(is('itemType', 'Voicemail'), 'duration') },
  },
  attachments: {
    rows: 'MMSAttachmentInfo',
    join: { file: { table: 'FileAttachmentInfo', on: 'attachmentKey', key: 'attachmentKey' } },
    message: 'threadItemKey',
    name: 'file.attachmentName',
    totalBytes: 'file.byteCount',
  },
  calls: {
    rows: 'ThreadItem',
    join: { other: { table: 'ThreadParticipant', on: 'threadKey', key: 'threadKey' } },
    where: is('itemType', ...CALLS),
    id: 'threadItemKey',
    person: ['other.phoneNumberE164', 'senderPhoneNumber'],
    at: at.unix('timestamp'),
    seconds: 'duration',
    direction: codes('itemType', { IncomingCall: 'incoming', MissedCall: 'incoming', OutgoingCall: 'outgoing' }),
    isMissed: is('itemType', 'MissedCall'),
    outcome: codes('itemType', { IncomingCall: 'answered', MissedCall: 'missed', OutgoingCall: 'answered' }),
  },
  example: {
    files: {
      [`${GROUP}/Library/Application Support/1161/threadingStore.sqlite`]: {
        tables: {
          Thread: [{ threadKey: 't.+15551230001', isText: 1, isUnread: 1 }],
          ThreadParticipant: `
            threadKey      | phoneNumberE164
            t.+15551230001 | +15551230001
            c.4            | +15551230002`,
          ThreadItem: `
            ROWID | threadItemKey | itemType     | messageText            | senderPhoneNumber | duration | timestamp     | threadKey
            1     | m1            | SmsIn        | The kayak is here.     | +15551230001      | 0        | 1748775600.25 | t.+15551230001
            2     | m2            | SmsOut       |                        | +15559990000      | 0        | 1748775660    | t.+15551230001
            3     | m3            | Voicemail    |                        | +15551230002      | 21       | 1748779200    | c.3
            4     | m4            | OutgoingCall |                        | +15559990000      | 95       | 1748782800    | c.4`,
          Transcript: [{ threadItemKey: 'm3', text: 'Please call the harbour office.' }],
          MMSAttachmentInfo: [{ attachmentKey: 'm2-1', threadItemKey: 'm2', mediaType: 1 }],
          FileAttachmentInfo: [{ attachmentKey: 'm2-1', attachmentName: 'kayak.jpg', byteCount: 2048 }],
        },
      },
    },
    chats: `
      chatId         | kind   | handle       | messageCount | lastAt               | unreadCount
      t.+15551230001 | direct | +15551230001 | 2            | 2025-06-01T11:01:00Z | 1
      t.+15551230002 | direct | +15551230002 | 1            | 2025-06-01T12:00:00Z |`,
    messages: `
      isFromMe | sender       | kind      | text                            | sentAt                   | attachmentCount
      false    | +15551230001 | text      | The kayak is here.              | 2025-06-01T11:00:00.250Z | 0
      true     |              | image     |                                 | 2025-06-01T11:01:00Z     | 1
      false    | +15551230002 | voicemail | Please call the harbour office. | 2025-06-01T12:00:00Z     | 0`,
    attachments: [{ name: 'kayak.jpg', totalBytes: 2048, state: 'no-path' }],
    calls: [{ handle: '+15551230002', direction: 'outgoing', seconds: 95, at: 1_748_782_800_000 }],
  },
});
