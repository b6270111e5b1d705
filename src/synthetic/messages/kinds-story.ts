import { writeBplist } from '../encoders/bplist-writer.ts';
import type { TypedstreamObject } from '../encoders/typedstream-encoder.ts';
import {
  type AttributeRun,
  PART_ATTRIBUTE,
  partAttributes,
  writeAttributedBody,
} from '../encoders/typedstream-writer.ts';
import { drawEmoji, writeGif } from '../story/drawn.ts';
import type { MessageKind } from './message-kind.ts';
import { type AttachmentFile, PLACEHOLDER } from './message-writer.ts';

const card = (...lines: readonly string[]): Buffer =>
  Buffer.from(['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n'), 'utf8');

const CONTACT: AttachmentFile = {
  uti: 'public.vcard',
  mimeType: 'text/vcard',
  name: 'Marta Lenz.vcf',
  contents: card(
    'N:Lenz;Marta;;;',
    'FN:Marta Lenz',
    'ORG:Atelier Lenz',
    'TEL;type=CELL:+49 151 00009999',
    'EMAIL:marta@example.org',
  ),
};

const PLACE: AttachmentFile = {
  uti: 'public.vlocation',
  mimeType: 'text/x-vlocation',
  name: 'CL.loc.vcf',
  contents: card(
    'N:;Current Location;;;',
    'FN:Current Location',
    'item1.URL;type=pref:http://maps.apple.com/?ll=45.43720\\,12.33460&q=45.43720\\,12.33460',
    'item1.X-ABLabel:map url',
  ),
};

/** A message with one file that stands alone. */
function sent(name: string, file: AttachmentFile): MessageKind {
  return {
    name,
    since: 6,
    weight: 2,
    write: (writer, scene) => {
      const rowId = writer.write(scene, { ...writer.body(PLACEHOLDER), cache_has_attachments: 1 });
      writer.attach(scene, rowId, 'file', 0, {}, file);
      writer.remember(scene, 1);
      return { rowId, text: PLACEHOLDER };
    },
  };
}

/** What only the demo has: cards and places as files, a Genmoji in a line of text, a moving sticker. */
export const STORY_KINDS: readonly MessageKind[] = [
  sent('contact-card', CONTACT),
  sent('location-card', PLACE),
  {
    name: 'genmoji',
    since: 18,
    weight: 3,
    write: (writer, scene) => {
      const [before, after] = ['Look what I made ', ' that is us at the lake'];
      const attributes = new Map<TypedstreamObject, TypedstreamObject>([
        ['__kIMFileTransferGUIDAttributeName', writer.attachmentGuid(scene, 0)],
        ['__kIMEmojiImageAttributeName', { nsNumber: 1, type: 'i' }],
        [PART_ATTRIBUTE, { nsNumber: 0, type: 'q' }],
      ]);
      const text = `${before}${PLACEHOLDER}${after}`;
      const runs: AttributeRun[] = [
        { length: before.length, attributes: partAttributes(0) },
        { length: 1, attributes },
        { length: after.length, attributes: partAttributes(0) },
      ];
      const rowId = writer.write(scene, {
        ...writer.body(text, writeAttributedBody(text, runs)),
        cache_has_attachments: 1,
      });
      const file = { uti: 'public.png', mimeType: 'image/png', name: 'genmoji.png', contents: drawEmoji() };
      const fields = {
        is_sticker: 1,
        sticker_user_info: writeBplist({ pid: 'com.apple.messages.genmoji' }),
        emoji_image_short_description: 'a lemon with sunglasses in a rowing boat',
      };
      writer.attach(scene, rowId, 'sticker', 0, fields, file);
      writer.remember(scene, text.length);
      return { rowId, text };
    },
  },
  {
    name: 'moving-sticker',
    since: 10,
    weight: 3,
    fits: ({ recent }) => recent.length > 0,
    write: (writer, scene) => {
      const target = writer.random.pick(scene.conversation.recent);
      const rowId = writer.write(scene, {
        ...writer.body(PLACEHOLDER),
        cache_has_attachments: 1,
        associated_message_guid: `p:0/${target.guid}`,
        associated_message_type: 1000,
        associated_message_range_length: target.length,
      });
      const file = { uti: 'com.compuserve.gif', mimeType: 'image/gif', name: 'sun.gif', contents: writeGif() };
      const sticker = writeBplist({ pid: 'com.apple.Stickers.UserGenerated.MessagesExtension', sid: scene.guid });
      writer.attach(
        scene,
        rowId,
        'sticker',
        0,
        { is_sticker: 1, sticker_user_info: sticker, emoji_image_short_description: 'a turning sun' },
        file,
      );
      return { rowId, text: PLACEHOLDER };
    },
  },
];
