import { type ProtobufField, writeProtobuf } from '../encoders/protobuf-writer.ts';
import type { Row } from '../encoders/row-writer.ts';
import { chatter, phrase } from '../messages/messages-phrases.ts';
import type { AttachmentKind } from '../messages/messages-truth.ts';
import type { Person } from '../people.ts';
import type { Random } from '../random.ts';
import { STORY_SECONDS } from '../story/retell.ts';
import { nextLine } from '../story/tell.ts';
import { type WhatsappReaction, writeQuote } from './receipts.ts';
import type { WhatsappGeneration } from './schema.ts';
import type { WhatsappSessionKind, WrittenSession, WrittenWhatsappMessage } from './truth.ts';

/** An earlier message that can be quoted. */
export type Answerable = WrittenWhatsappMessage & { readonly stanzaId: string; readonly senderJid: string | null };

/** Inputs of a kind of message. */
export interface WhatsappScene {
  readonly random: Random;
  readonly session: WrittenSession;
  readonly fromMe: boolean;
  readonly sender: Person | null;
  /** UTC milliseconds. */
  readonly date: number;
  /** A text message of the same chat, if there is one. */
  readonly earlier: Answerable | null;
}

/** A file of a message. */
export interface FileDraft {
  readonly kind: AttachmentKind;
  readonly extension: string;
  readonly mimeType: string;
  /** True if it was never downloaded. */
  readonly remote?: boolean;
  /** True if the backup does not contain it. */
  readonly missing?: boolean;
}

/** Rows of a message to write. */
export interface MessageDraft {
  /** Columns of ZWAMESSAGE. */
  readonly message: Row;
  /** Columns of ZWAMEDIAITEM, if it has one. */
  readonly media?: Row;
  readonly file?: FileDraft;
  readonly reactions?: readonly WhatsappReaction[];
  /** More fields of ZRECEIPTINFO. */
  readonly receipts?: readonly ProtobufField[];
  /** Columns of ZWAMESSAGEDATAITEM. */
  readonly link?: Row;
  /** The text that readers should show. */
  readonly text: string | null;
  /** Columns of ZWAZ1PAYMENTTRANSACTION. */
  readonly payment?: Row;
  /** Z_PK of the quoted message. */
  readonly answers?: number;
  /** True if the row has no session. */
  readonly lost?: true;
}

/** One kind of message. */
export interface WhatsappKind {
  readonly name: string;
  /** Relative frequency. */
  readonly weight: number;
  /** Only in this generation. */
  readonly only?: WhatsappGeneration;
  /** Kinds of chats that can have it. Default: direct chats and groups. */
  readonly where?: readonly WhatsappSessionKind[];
  /** True if the owner sends it. */
  readonly isOwn?: true;
  /** Returns null if the scene does not support this kind. */
  readonly draft: (scene: WhatsappScene) => MessageDraft | null;
}

const TALK: readonly WhatsappSessionKind[] = ['direct', 'group'];
const EVERYWHERE: readonly WhatsappSessionKind[] = ['direct', 'group', 'status', 'broadcast', 'channel'];

function textOf({ random, sender, session, fromMe }: WhatsappScene): string {
  const language = sender?.language ?? session.members[0]?.person.language ?? 'en';
  if (random.isStory === true) return nextLine(session, language, fromMe)[1];
  return chatter(random, sender?.language ?? 'en');
}

/** Length of a film or sound: in the demo that of the file that plays. */
function secondsOf({ random }: WhatsappScene, kind: keyof typeof STORY_SECONDS, otherwise: number): number {
  return random.isStory === true ? STORY_SECONDS[kind] : otherwise;
}

/** The address of a member of the chat. */
function someone({ session, random }: WhatsappScene): string {
  return session.members.length === 0 ? '15550000000@s.whatsapp.net' : random.pick(session.members).jid;
}

function media(type: number, file: FileDraft, columns: Row = {}, caption: string | null = null): MessageDraft {
  return {
    message: { ZMESSAGETYPE: type },
    media: { ZTITLE: caption, ZVCARDSTRING: file.mimeType, ...columns },
    file,
    text: caption,
  };
}

const PHOTO: FileDraft = { kind: 'photo', extension: 'jpg', mimeType: 'image/jpeg' };
const VIDEO: FileDraft = { kind: 'file', extension: 'mp4', mimeType: 'video/mp4' };
const VOICE: FileDraft = { kind: 'audio', extension: 'opus', mimeType: 'audio/ogg; codecs=opus' };

/** For pictures `ZLATITUDE` and `ZLONGITUDE` hold the size in pixels. */
const PIXELS: Row = { ZLATITUDE: 96, ZLONGITUDE: 64 };

const CARD = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Íñigo Muñoz\r\nitem1.TEL;waid=34612000001:+34 612 00 00 01\r\nEND:VCARD';

function event(
  name: string,
  type: number,
  code: number,
  parameter: (scene: WhatsappScene) => string | null,
): WhatsappKind {
  return {
    name,
    weight: 0.4,
    where: type === 6 ? ['group'] : ['direct'],
    draft: (scene) => ({ message: { ZMESSAGETYPE: type, ZGROUPEVENTTYPE: code, ZTEXT: parameter(scene) }, text: null }),
  };
}

/** All kinds of messages, common ones first. Each is written at least once if size and chats allow. */
export const WHATSAPP_KINDS: readonly WhatsappKind[] = [
  {
    name: 'text',
    weight: 60,
    where: EVERYWHERE,
    draft: (scene) => {
      const text = textOf(scene);
      return { message: { ZMESSAGETYPE: 0, ZTEXT: text }, text };
    },
  },
  {
    name: 'text-with-metadata',
    weight: 8,
    draft: (scene) => {
      const text = textOf(scene);
      // A media item without a file is not an attachment.
      return { message: { ZMESSAGETYPE: 0, ZTEXT: text }, media: { ZMETADATA: writeProtobuf([[216, 1]]) }, text };
    },
  },
  {
    name: 'reply',
    weight: 8,
    draft: (scene) => {
      if (scene.earlier === null || scene.earlier.text === null) return null;
      const { stanzaId, senderJid, text: quoted, pk } = scene.earlier;
      const text = textOf(scene);
      const ZMETADATA = writeQuote(stanzaId, scene.session.kind === 'group' ? senderJid : null, quoted);
      return { message: { ZMESSAGETYPE: 0, ZTEXT: text }, media: { ZMETADATA }, text, answers: pk };
    },
  },
  {
    name: 'forwarded',
    weight: 2,
    draft: (scene) => {
      const text = textOf(scene);
      return { message: { ZMESSAGETYPE: 0, ZTEXT: text }, media: { ZMETADATA: writeProtobuf([[17, 5]]) }, text };
    },
  },
  {
    name: 'reacted',
    weight: 4,
    draft: (scene) => {
      const text = textOf(scene);
      const jid = someone(scene);
      const reactions = [
        { jid, emoji: '😮', at: scene.date + 1000 },
        { jid, emoji: '❤️', at: scene.date + 2000 },
        { jid: null, emoji: '👍', at: scene.date + 3000 },
      ];
      return { message: { ZMESSAGETYPE: 0, ZTEXT: text, ZSTARRED: 1 }, reactions, text };
    },
  },
  {
    name: 'photo',
    weight: 8,
    where: EVERYWHERE,
    draft: (scene) => media(1, PHOTO, PIXELS, phrase(scene.random, 'en')),
  },
  { name: 'photo-missing', weight: 1, draft: () => media(1, { ...PHOTO, missing: true }, PIXELS) },
  { name: 'photo-not-downloaded', weight: 1, draft: () => media(1, { ...PHOTO, remote: true }, PIXELS) },
  {
    name: 'video',
    weight: 2,
    draft: (scene) => media(2, VIDEO, { ...PIXELS, ZMOVIEDURATION: secondsOf(scene, 'film', 17) }),
  },
  { name: 'voice', weight: 4, draft: (scene) => media(3, VOICE, { ZMOVIEDURATION: secondsOf(scene, 'voice', 9) }) },
  { name: 'gif', weight: 1, draft: () => media(11, VIDEO, PIXELS) },
  {
    name: 'sticker',
    weight: 2,
    draft: () => media(15, { kind: 'sticker', extension: 'webp', mimeType: 'image/webp' }, PIXELS),
  },
  {
    name: 'document',
    weight: 1,
    draft: () => {
      const file: FileDraft = { kind: 'file', extension: 'txt', mimeType: 'text/plain' };
      return { ...media(8, file, {}, 'Rechnung – März.txt'), text: null };
    },
  },
  { name: 'view-once', weight: 0.5, draft: () => media(38, { ...PHOTO, remote: true }) },
  {
    name: 'video-note',
    weight: 0.5,
    only: 'lid',
    draft: (scene) => media(54, VIDEO, { ZMOVIEDURATION: secondsOf(scene, 'film', 5) }),
  },
  {
    name: 'contacts',
    weight: 0.5,
    draft: () => {
      const ZVCARDNAME = ['Two contacts', 'Íñigo Muñoz', '佐藤 陽菜'].join('_$!<Name-Separator>!$_');
      const ZVCARDSTRING = [CARD, CARD.replace('Íñigo Muñoz', '佐藤 陽菜')].join('_$!<VCard-Separator>!$_');
      return { message: { ZMESSAGETYPE: 4 }, media: { ZVCARDNAME, ZVCARDSTRING }, text: null };
    },
  },
  {
    name: 'location',
    weight: 0.5,
    draft: (scene) => {
      const place = { ZLATITUDE: 51.759_25, ZLONGITUDE: 19.456_98, ZHACCURACY: 12, ZTITLE: 'Piotrkowska, Łódź' };
      const reactions = [{ jid: null, emoji: '🍋', at: scene.date + 1000 }];
      return { message: { ZMESSAGETYPE: 5 }, media: place, reactions, text: null };
    },
  },
  {
    name: 'link',
    weight: 2,
    draft: () => {
      const ZMATCHEDTEXT = 'https://example.com/lemons';
      const text = `Look: ${ZMATCHEDTEXT}`;
      const link = { ZINDEX: 0, ZTYPE: 1, ZMATCHEDTEXT, ZTITLE: 'All about lemons 🍋', ZSUMMARY: 'They are sour.' };
      return { message: { ZMESSAGETYPE: 7, ZTEXT: text }, link, text };
    },
  },
  {
    name: 'poll',
    weight: 0.5,
    only: 'lid',
    draft: () => {
      const receipts: ProtobufField[] = [
        [
          8,
          [
            [2, 'Pizza or pasta?'],
            [3, [[1, 'Pizza 🍕']]],
            [3, [[1, 'Pasta']]],
          ],
        ],
      ];
      return { message: { ZMESSAGETYPE: 46 }, receipts, text: 'Pizza or pasta?' };
    },
  },
  {
    name: 'call',
    weight: 1,
    where: ['direct'],
    draft: (scene) => ({
      message: { ZMESSAGETYPE: 59 },
      media: { ZMETADATA: writeProtobuf([[87, [[1, [[3, 125]]]]]]) },
      reactions: [{ jid: null, emoji: '👍', at: scene.date + 1000 }],
      text: null,
    }),
  },
  {
    name: 'business',
    weight: 0.5,
    where: ['direct'],
    draft: () => {
      const ZMETADATA = writeProtobuf([
        [
          32,
          [
            [1, 'Your parcel is on its way'],
            [2, [[1, 'Track it']]],
          ],
        ],
      ]);
      return { message: { ZMESSAGETYPE: 25 }, media: { ZMETADATA }, text: 'Your parcel is on its way\nTrack it' };
    },
  },
  {
    name: 'deleted',
    weight: 1,
    draft: (scene) => ({ message: { ZMESSAGETYPE: 14 }, media: { ZVCARDSTRING: someone(scene) }, text: null }),
  },
  {
    name: 'failed',
    weight: 0.5,
    isOwn: true,
    draft: () => ({ message: { ZMESSAGETYPE: 0, ZTEXT: 'Did not go', ZMESSAGEERRORSTATUS: 3 }, text: 'Did not go' }),
  },
  {
    name: 'sent',
    weight: 0.5,
    isOwn: true,
    draft: () => ({ message: { ZMESSAGETYPE: 0, ZTEXT: 'On its way', ZMESSAGESTATUS: 1 }, text: 'On its way' }),
  },
  {
    name: 'delivered',
    weight: 0.5,
    isOwn: true,
    draft: () => ({ message: { ZMESSAGETYPE: 0, ZTEXT: 'Arrived', ZMESSAGESTATUS: 6 }, text: 'Arrived' }),
  },
  {
    name: 'voice-played',
    weight: 0.5,
    where: ['direct'],
    isOwn: true,
    draft: (scene) => {
      const { message, ...rest } = media(3, VOICE, { ZMOVIEDURATION: secondsOf(scene, 'voice', 4) });
      const counts = { ZCHILDMESSAGESPLAYEDCOUNT: 1, ZFILTEREDRECIPIENTCOUNT: 1 };
      return { ...rest, message: { ...message, ...counts } };
    },
  },
  {
    name: 'payment',
    weight: 0.5,
    where: ['direct'],
    isOwn: true,
    draft: (scene) => ({
      message: { ZMESSAGETYPE: 0, ZTEXT: 'Half of the pizza' },
      payment: {
        ZAMOUNT_1000: 12_500,
        ZCURRENCY: 'EUR',
        ZRECEIVERJID: someone(scene),
        ZTRANSACTIONID: 'T77',
        ZSTATUS: 6,
      },
      text: 'Half of the pizza',
    }),
  },
  {
    name: 'unknown',
    weight: 0.3,
    draft: () => ({ message: { ZMESSAGETYPE: 91, ZTEXT: 'from the future' }, text: 'from the future' }),
  },
  {
    name: 'no-session',
    weight: 0.3,
    where: ['direct'],
    draft: (scene) => {
      const text = textOf(scene);
      return { message: { ZMESSAGETYPE: 0, ZTEXT: text }, text, lost: true };
    },
  },
  event('subject-changed', 6, 1, ({ session }) =>
    JSON.stringify({ subject: 'Before', new_subject: session.title, author: session.members[0]?.jid }),
  ),
  event('participant-added', 6, 2, (scene) => `${someone(scene)};${someone(scene)},34612000001@s.whatsapp.net`),
  event('participant-left', 6, 3, someone),
  {
    ...event('event-nobody-knows', 6, 68, () => null),
    // In the demo somebody leaves the group instead.
    draft: ({ random, session }) => {
      const known = random.isStory === true ? { ZGROUPEVENTTYPE: 3, ZTEXT: session.members[0]?.jid ?? null } : null;
      return { message: { ZMESSAGETYPE: 6, ZGROUPEVENTTYPE: 68, ZTEXT: null, ...known }, text: null };
    },
  },
  event('encryption-notice', 10, 2, () => null),
  event('missed-call', 10, 1, () => null),
  { ...event('timer', 28, 2, () => '86400'), where: TALK },
  {
    name: 'marked-up',
    weight: 1,
    draft: () => {
      const text = 'Train at *8:15* from _platform 3_, not ~9:15~\n```RE 4711  8:15  3```';
      return { message: { ZMESSAGETYPE: 0, ZTEXT: text }, text };
    },
  },
];
