import { expect, it } from 'vitest';
import { emptyMessage } from '../../../test/support/empty-message.ts';
import type { AttachmentView, MessageView } from '../../contract/chat.ts';
import { messageGist } from './message-gist.ts';

const file = (fields: Partial<AttachmentView>): AttachmentView =>
  ({
    isHidden: false,
    isSticker: false,
    isVoiceMessage: false,
    mimeType: null,
    name: null,
    seconds: null,
    ...fields,
  }) as AttachmentView;

it.each<[Partial<MessageView>, string | null]>([
  [{ attachments: [file({ mimeType: 'image/heic', name: 'IMG_1.HEIC' })], text: '\ufffc' }, 'Photo'],
  [{ attachments: [file({ mimeType: 'image/png' }), file({ mimeType: 'image/jpeg' })] }, '2 photos'],
  [{ attachments: [file({ mimeType: 'image/png' }), file({ mimeType: 'video/mp4' })] }, '2 files'],
  [{ attachments: [file({ mimeType: 'audio/ogg', isVoiceMessage: true, seconds: 9 })] }, 'Voice message 0:09'],
  [{ kind: 'audio', attachments: [file({ mimeType: 'audio/mpeg', name: 'song.mp3', seconds: 61 })] }, 'Audio 1:01'],
  [{ kind: 'sticker', attachments: [file({ mimeType: 'image/webp' })] }, 'Sticker'],
  [{ kind: 'image', attachments: [file({ name: 'x' })] }, 'Photo'],
  [{ attachments: [file({ mimeType: 'application/pdf', name: 'Tickets.pdf' })] }, 'Tickets.pdf'],
  [{ location: { latitude: 1, longitude: 2, accuracy: null, name: 'Lindau', picture: null } }, 'Location: Lindau'],
  [{ contactCards: [{ name: 'Ben', phones: [], phoneTexts: [], emails: [], vcard: null }] }, 'Contact: Ben'],
  [{ kind: 'deleted' }, 'This message was deleted'],
  [{ balloon: 'com.apple.DigitalTouchBalloonProvider' }, 'Digital Touch'],
  [{ kind: 'business' }, 'Message'],
  [{ edits: [{ part: 0, unsent: true, history: [] }] }, null],
  [{ text: 'words', attachments: [file({ mimeType: 'image/heic' })] }, null],
  [{ announcement: { kind: 'x', text: 'x', title: null, person: null } }, null],
])('%j is %s', (fields, text) => {
  expect(messageGist(emptyMessage(fields))?.text ?? null).toBe(text);
});

it('a payment without words is called by its amount', () => {
  const payment = { amount: 12.5, currency: 'EUR' } as NonNullable<MessageView['payment']>;
  expect(messageGist(emptyMessage({ payment }))).toMatchObject({ kind: 'payment', text: 'Payment: 12.5 EUR' });
});
