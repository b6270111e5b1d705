import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { writeBplist } from '../../../src/synthetic/encoders/bplist-writer.ts';
import { KeyedArchiveWriter } from '../../../src/synthetic/encoders/keyed-archive-writer.ts';
import type { PlistUid, PlistValue } from '../../../src/synthetic/encoders/plist-value.ts';
import { bytesField, integerField } from '../../../src/synthetic/encoders/protobuf-writer.ts';
import type { Row } from '../../../src/synthetic/encoders/row-writer.ts';
import type { TypedstreamObject } from '../../../src/synthetic/encoders/typedstream-encoder.ts';
import {
  PART_ATTRIBUTE,
  partAttributes,
  writeAttributedBody,
} from '../../../src/synthetic/encoders/typedstream-writer.ts';
import { STORY_KINDS } from '../../../src/synthetic/messages/kinds-story.ts';
import { attachmentContents } from '../../../src/synthetic/messages/message-attachments.ts';
import { messageDates } from '../../../src/synthetic/messages/message-dates.ts';
import { MESSAGE_KINDS } from '../../../src/synthetic/messages/message-kinds.ts';
import {
  type AttachmentFile,
  MessageWriter,
  PLACEHOLDER,
  type Scene,
} from '../../../src/synthetic/messages/message-writer.ts';
import type {
  MessagesTruth,
  WrittenAttachment,
  WrittenConversation,
} from '../../../src/synthetic/messages/messages-truth.ts';
import { corpusPath, usesCorpus } from '../../corpus.ts';

/** Texts by which the page is looked at, of messages that are elsewhere than in the group, or not only there. */
export const ELSEWHERE = {
  inTwo: 'In two conversations',
  onIMessage: 'On iMessage with one person',
  onSms: 'By SMS with the same person',
} as const;

const PLUGIN = 'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:';

/** A value of an archive: objects become dictionaries of their own. */
type Value = string | number | boolean | Buffer | { readonly [name: string]: Value };

function add(archive: KeyedArchiveWriter, value: Value): PlistUid {
  if (typeof value !== 'object' || Buffer.isBuffer(value)) return archive.add(value);
  const place = archive.reserve();
  const fields = Object.entries(value).map(([name, each]): [string, PlistValue] => [name, add(archive, each)]);
  archive.fill(place, { ...Object.fromEntries(fields), $class: archive.addClass('Fields', 'NSObject') });
  return place;
}

/** Payload of a balloon with these fields. */
function balloon(fields: { readonly [name: string]: Value }): Buffer {
  const archive = new KeyedArchiveWriter();
  return archive.finish(add(archive, fields));
}

function link(metadata: { readonly [name: string]: Value }): Buffer {
  return balloon({ richLinkMetadata: metadata });
}

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));

/** The URL of a poll. */
function poll(title: string, ...options: readonly string[]): Buffer {
  const orderedPollOptions = options.map((text) => ({ optionIdentifier: text, text }));
  const item = json({ version: 1, item: { title, orderedPollOptions } }).toString('base64');
  return balloon({ an: 'Polls', URL: `data:,${item}?src=p&c=2` });
}

/** A text with a run of these attributes in it. */
function withRun(before: string, words: string, ...attributes: [TypedstreamObject, TypedstreamObject][]): Row {
  const text = `${before}${words}`;
  const run = new Map<TypedstreamObject, TypedstreamObject>([
    ...attributes,
    [PART_ATTRIBUTE, { nsNumber: 0, type: 'i' }],
  ]);
  const runs = [
    { length: before.length, attributes: partAttributes(0) },
    { length: words.length, attributes: run },
  ];
  return { attributedBody: writeAttributedBody(text, runs) };
}

/** Kinds that only the owner has: receipts are of sent messages. */
const OWN = new Set(['text', 'effect', 'link']);

const ON: TypedstreamObject = { nsNumber: 1, type: 'i' };

const sticker = (name: string, effect: string): AttachmentFile => ({
  uti: 'public.heic',
  mimeType: 'image/heic',
  name,
  contents: Buffer.from(`not a picture <x stickerEffect:type="${effect}"/>`),
});

/** Picture of the page behind a link, which Messages keeps as a hidden attachment. */
const LINK_PICTURE: AttachmentFile = {
  uti: 'dyn.age81a5dzq7y066dbtf0g82peqf4hk2pdrvy1k5dxrb31g5xxsb3g',
  mimeType: 'image/jpeg',
  name: 'A.pluginPayloadAttachment',
  contents: attachmentContents('photo', 1),
};

/** Files that browsers do not show or play as they are. There is no encoder of HEIC here: that picture is of the corpus. */
const FOR_A_CONVERTER: readonly AttachmentFile[] = [
  ...(usesCorpus
    ? [
        {
          uti: 'public.heic',
          mimeType: 'image/heic',
          name: 'pug.heic',
          contents: readFileSync(corpusPath('heic/zPug_3.heic')),
        },
      ]
    : []),
  {
    uti: 'com.apple.coreaudio-format',
    mimeType: 'audio/x-caf',
    name: 'lemon song.caf',
    contents: Buffer.from('caff\0\x01\0\0desc', 'latin1'),
  },
  {
    uti: 'com.apple.quicktime-movie',
    mimeType: 'video/quicktime',
    name: 'lemon film.mov',
    contents: Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1'),
  },
];

function opened(chat: WrittenConversation): Scene['conversation'] {
  return { ...chat, language: 'en', share: 0, recent: [], previousGuid: null, written: 0 };
}

function isSamePerson({ participants: [one] }: WrittenConversation, { participants: [other] }: WrittenConversation) {
  return one?.person !== null && one?.person?.phone === other?.person?.phone;
}

/** A sketch of Digital Touch over a picture: an envelope with another inside. */
function touchOverPicture(guid: string): Buffer {
  const u16 = (...values: readonly number[]): Buffer => Buffer.from(Uint16Array.from(values).buffer);
  const stroke = u16(0, 2, 9000, 9000, 40_000, 40_000);
  const sketch = [integerField(1, 1), bytesField(2, stroke), bytesField(3, Buffer.from('ffd60aff', 'hex'))];
  const drawn = Buffer.concat([integerField(1, 4), bytesField(3, sketch), bytesField(5, guid)]);
  const archive = new KeyedArchiveWriter();
  const root = archive.reserve();
  const $class = archive.addClass('NSArray', 'NSObject');
  archive.fill(root, { 'NS.objects': [archive.add(drawn)], $class });
  const media = [bytesField(2, archive.finish(root)), integerField(4, 2)];
  return Buffer.concat([integerField(1, 6), bytesField(3, media), bytesField(5, guid)]);
}

/**
 * Writes a message of every kind to a group of sms.db, and what the synthetic messages do not have. Returns the
 * attachments, and the chat.
 */
export function writeEveryMessage(
  path: string,
  truth: MessagesTruth,
): { readonly attachments: readonly WrittenAttachment[]; readonly chat: WrittenConversation } {
  const db = new DatabaseSync(path);
  try {
    const written = truth.conversations.find(({ group, service }) => group && service === 'iMessage');
    const [participant] = written?.participants ?? [];
    if (written === undefined || participant === undefined) throw new Error('There is no group of iMessage.');
    const spec = { seed: 'every', size: 100, attributedBodyRatio: 1 };
    const writer = new MessageWriter(db, spec, truth.generation, messageDates(truth.generation, spec.size));
    const conversation = opened(written);
    let at = truth.lastDate;
    const scene = (fromMe = false): Scene => {
      at += 60_000;
      return { conversation, at, fromMe, participant, guid: writer.random.uuid() };
    };
    const write = (fields: Row, fromMe = false): Scene => {
      const where = scene(fromMe);
      writer.write(where, fields);
      return where;
    };
    /** A message that consists of one file. */
    const send = (fields: Row, kind: 'photo' | 'audio' | 'sticker', about: Row = {}, file?: AttachmentFile): Scene => {
      const where = scene();
      const rowId = writer.write(where, { ...writer.body(PLACEHOLDER), cache_has_attachments: 1, ...fields });
      writer.attach(where, rowId, kind, 0, about, file);
      return where;
    };
    const app = (bundle: string, fields: { readonly [name: string]: Value }): Scene =>
      write({ ...writer.body(PLACEHOLDER), balloon_bundle_id: `${PLUGIN}${bundle}`, payload_data: balloon(fields) });

    for (const kind of [...MESSAGE_KINDS, ...STORY_KINDS]) {
      if (kind.since > truth.generation || kind.fits?.(conversation) === false) continue;
      kind.write(writer, scene(OWN.has(kind.name)));
    }
    write(withRun('struck ', 'out-word', ['__kIMTextStrikethroughAttributeName', ON]));
    write(
      withRun('Call the plumber at ', '+1 555 0100', [
        '__kIMPhoneNumberAttributeName',
        { nsData: Buffer.from('a scanner result') },
      ]),
    );
    const target = write(writer.body('Who likes this?'));
    for (const [associated_message_type, text] of [
      [2001, 'Liked “Who likes this?”'],
      [3001, 'Removed a like from “Who likes this?”'],
    ] as const)
      write({
        ...writer.body(text),
        associated_message_guid: `p:0/${target.guid}`,
        associated_message_type,
        associated_message_range_length: 15,
      });
    write({
      ...writer.body('Loved “A message that is gone”'),
      associated_message_guid: 'p:0/00000000-0000-4000-8000-00000000dead',
      associated_message_type: 2000,
    });
    send(
      {
        associated_message_guid: `p:0/${target.guid}`,
        associated_message_type: 1000,
        associated_message_range_length: 15,
      },
      'sticker',
      {
        is_sticker: 1,
        sticker_user_info: writeBplist({ pid: `${PLUGIN}com.example.lemon-stickers` }),
        attribution_info: writeBplist({ name: 'Lemon Stickers' }),
      },
      sticker('lemon.heic', 'puffy'),
    );
    const balloonOf = (
      url: string,
      payload: Buffer | null,
      bundle: string | null = 'com.apple.messages.URLBalloonProvider',
    ) => write({ ...writer.body(url), balloon_bundle_id: bundle, payload_data: payload });
    balloonOf(
      'https://music.apple.com/song/1',
      link({
        URL: 'https://music.apple.com/song/1',
        specialization: {
          name: 'Lemon Tree',
          artist: 'The Peels',
          genre: 'Citrus pop',
          lyricExcerpt: { lyrics: 'Yellow is the tune' },
        },
      }),
    );
    balloonOf(
      'https://apps.apple.com/app/1',
      link({ URL: 'https://apps.apple.com/app/1', specialization: { name: 'Squeeze', platform: 'iPad only' } }),
    );
    balloonOf(
      'https://www.icloud.com/freeform/1',
      link({
        URL: 'https://www.icloud.com/freeform/1',
        collaborationMetadata: {
          title: 'Shared board',
          containerSetupInfo: { containerID: { ContainerIdentifier: 'com.example.boards' } },
        },
      }),
    );
    write({
      ...withRun('', 'https://example.org/unnamed', [
        '__kIMLinkAttributeName',
        { nsUrl: 'https://example.org/unnamed' },
      ]),
      payload_data: link({ URL: 'https://example.org/unnamed', title: 'A link without its balloon' }),
    });
    balloonOf(
      'https://maps.apple.com/?ll=45.4384,12.3358&q=Lido',
      link({
        URL: 'https://maps.apple.com/?ll=45.4384,12.3358&q=Lido',
        specialization2: {
          name: 'Lido of lemons',
          address: 'Via Limone 3, Venezia',
          addressComponents: { _street: 'Via Limone 3', _city: 'Venezia' },
        },
      }),
    );
    write({
      ...writer.body(PLACEHOLDER),
      balloon_bundle_id: `${PLUGIN}com.apple.ActivityMessagesApp.MessagesExtension`,
      payload_data: null,
    });
    app('com.apple.PassbookUIService.PeerPaymentMessagesExtension', {
      an: 'Apple Cash',
      ldtext: 'Sent $26.50 with Apple Cash.',
    });
    app('com.apple.SafetyMonitorApp.SafetyMonitorMessages', {
      an: 'Check In',
      ldtext: 'Check In: arrived at the shed',
      URL: '?messageType=2&estimatedEndTime=1697316869&sendDate=1697316999',
    });
    write({
      ...writer.body(PLACEHOLDER),
      balloon_bundle_id:
        'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.icloud.apps.messages.business.extension',
      payload_data: balloon({
        an: 'Business',
        data: json({
          'quick-reply': {
            summaryText: 'Which juice?',
            items: [{ title: 'Lemon juice' }, { title: 'Lime juice' }],
            selectedIndex: 1,
          },
        }),
      }),
    });
    const asked = write({
      ...writer.body(PLACEHOLDER),
      balloon_bundle_id: `${PLUGIN}com.apple.messages.Polls`,
      payload_data: poll('Which fruit?', 'Quince'),
    });
    write({
      ...writer.body(PLACEHOLDER),
      balloon_bundle_id: `${PLUGIN}com.apple.messages.Polls`,
      associated_message_guid: asked.guid,
      associated_message_type: 2,
      payload_data: poll('Which fruit?', 'Quince', 'Medlar, added later'),
    });
    const touched = scene();
    const touchRow = writer.write(touched, {
      ...writer.body(PLACEHOLDER),
      cache_has_attachments: 1,
      balloon_bundle_id: 'com.apple.DigitalTouchBalloonProvider',
      payload_data: touchOverPicture(touched.guid),
    });
    const photo = writer.attach(touched, touchRow, 'photo', 0);
    const pictured = scene();
    const picturedRow = writer.write(pictured, {
      ...writer.body('https://example.org/pictured'),
      cache_has_attachments: 1,
      balloon_bundle_id: 'com.apple.messages.URLBalloonProvider',
      payload_data: link({
        URL: 'https://example.org/pictured',
        title: 'A link with its picture',
        image: { richLinkImageAttachmentSubstituteIndex: 0 },
      }),
    });
    writer.attach(pictured, picturedRow, 'photo', 0, { hide_attachment: 1 }, LINK_PICTURE);
    for (const file of FOR_A_CONVERTER) send({}, file.uti === 'public.heic' ? 'photo' : 'audio', {}, file);
    send({ is_audio_message: 1, is_expirable: 1, expire_state: 2 }, 'audio');
    write({ ...writer.body('From the lifeboat'), is_sos: 1 });
    write({ ...writer.body('You have won'), is_spam: 1, was_delivered_quietly: 1, is_kt_verified: 1 });
    for (const [word, style] of [
      ['underlined-word', '__kIMTextUnderlineAttributeName'],
      ['bold-word', '__kIMTextBoldAttributeName'],
      ['italic-word', '__kIMTextItalicAttributeName'],
    ] as const)
      write(withRun('see ', word, [style, ON]));
    const others = truth.conversations.filter((other) => !other.group && other.rowId !== written.rowId);
    const [first, second] =
      others.flatMap((one) => {
        const same = others.find((other) => one.service !== other.service && isSamePerson(one, other));
        return same === undefined ? [] : [[one, same] as const];
      })[0] ?? [];
    if (first === undefined || second === undefined) throw new Error('Nobody has two chats.');
    for (const chat of [first, second].map(opened)) {
      const [sender = participant] = chat.participants;
      const text = chat.service === 'SMS' ? ELSEWHERE.onSms : ELSEWHERE.onIMessage;
      writer.write({ ...scene(), conversation: chat, participant: sender }, writer.body(text));
    }
    writer.write(scene(), writer.body(ELSEWHERE.inTwo), { conversations: [conversation, opened(first)] });
    const properties = {
      groupPhotoGuid: photo.guid,
      backgroundProperties: { trabar: { id: 'lemons' } },
      chatSummaryDictionary: { chatSummary: 'They talk about lemons.' },
    };
    db.prepare('UPDATE chat SET properties = ? WHERE ROWID = ?').run(writeBplist(properties), written.rowId);
    return { attachments: writer.attachments, chat: written };
  } finally {
    db.close();
  }
}
